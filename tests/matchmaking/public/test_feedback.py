"""Giving feedback by a mailed link."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import CalendarEntry, Feedback
from matchmaking.services.afterwards import feedback_links, feedback_settings
from tests.factories import NOW, sign_in
from tests.matchmaking.afterwards_scene import AfterwardsScene

if TYPE_CHECKING:
    from datetime import timedelta

    from flask import Flask
    from flask.testing import FlaskClient


@pytest.fixture
def here(app: Flask) -> AfterwardsScene:
    """The meetings of an event that is over by now."""
    scene = AfterwardsScene()
    back: timedelta = scene.after - NOW
    for entry in db.session.scalars(select(CalendarEntry)):
        entry.starts_at, entry.ends_at = entry.starts_at - back, entry.ends_at - back
    db.session.commit()
    return scene


def form_of(here: AfterwardsScene, **given: str) -> dict[str, str]:
    values = {"took_place": "yes", "rating": "", "follow_up": "", "value": "", "reached": "", "comment": ""} | given
    return {f"m{here.with_cat.id}-{name}": value for name, value in values.items()}


def test_link_opens_ones_own_meetings_and_signs_nobody_in(here: AfterwardsScene, client: FlaskClient) -> None:
    page = client.get(f"/feedback/{feedback_links.token_of(here.cat)}")
    assert page.status_code == 200
    assert "Bob Kovač" in page.text
    assert "Eva Çela" not in page.text
    assert client.get(f"/e/{here.event.slug}/me/agenda").status_code == 303


def test_unlisted_event_opens_by_the_link_as_well(here: AfterwardsScene, client: FlaskClient) -> None:
    here.event.listed = False
    db.session.commit()
    assert client.get(f"/feedback/{feedback_links.token_of(here.cat)}").status_code == 200
    assert client.get("/feedback/1-made-up").status_code == 404


def test_answer_is_kept_and_shown_again(here: AfterwardsScene, client: FlaskClient) -> None:
    url = f"/feedback/{feedback_links.token_of(here.cat)}"
    given = form_of(here, rating="4", follow_up="deal", value="2500", reached="10", comment="Good")
    answer = client.post(f"{url}/{here.with_cat.id}", data=given)
    assert answer.headers["Location"] == f"{url}#meeting-{here.with_cat.id}"
    row = db.session.scalars(select(Feedback)).one()
    assert (row.took_place, row.rating, row.value, row.reached, row.comment) == (True, 4, 2500, 10, "Good")
    page = client.get(url).text
    assert "Saved: your meeting with Bob Kovač." in page
    assert 'value="2500"' in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"took_place": ""},
        {"rating": "6"},
        {"follow_up": "bribe"},
        {"value": "-1"},
        {"value": "9" * 30},
        {"reached": "many"},
    ],
)
def test_wrong_answer_is_refused_at_its_field(
    here: AfterwardsScene, client: FlaskClient, wrong: dict[str, str]
) -> None:
    url = f"/feedback/{feedback_links.token_of(here.cat)}/{here.with_cat.id}"
    assert client.post(url, data=form_of(here, **wrong)).status_code == 422
    assert db.session.scalars(select(Feedback)).all() == []


def test_meeting_of_others_is_not_found(here: AfterwardsScene, client: FlaskClient) -> None:
    url = f"/feedback/{feedback_links.token_of(here.cat)}/{here.with_eva.id}"
    assert client.post(url, data=form_of(here)).status_code == 404


def test_closed_feedback_can_be_read_and_not_changed(here: AfterwardsScene, client: FlaskClient) -> None:
    feedback_settings.close(here.event, here.ann, NOW)
    db.session.commit()
    url = f"/feedback/{feedback_links.token_of(here.cat)}"
    assert "The organizers have closed the feedback" in client.get(url).text
    assert client.post(f"{url}/{here.with_cat.id}", data=form_of(here)).status_code == 422


def test_agenda_leads_to_the_feedback_once_a_meeting_has_ended(here: AfterwardsScene, client: FlaskClient) -> None:
    link = f"/feedback/{feedback_links.token_of(here.bob)}"
    assert link in sign_in(client, here.bob).get(f"/e/{here.event.slug}/me/agenda").text
    assert "/feedback/" not in sign_in(client, here.dan).get(f"/e/{here.event.slug}/me/agenda").text
