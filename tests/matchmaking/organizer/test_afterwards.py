"""Afterwards: the report, and what attendees said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import AuditEntry, Mail
from matchmaking.services.afterwards import feedback
from tests.factories import make_event, make_organizer, sign_in
from tests.matchmaking.afterwards_scene import DEAL, MISSED, AfterwardsScene

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

PAGES = ("report", "report.pdf", "report.xlsx", "feedback")


def test_afterwards_is_for_the_events_own_organizers(app: Flask) -> None:
    here = AfterwardsScene()
    for page in PAGES:
        url = f"/organizer/events/{here.event.slug}/{page}"
        assert sign_in(app.test_client(), here.ann).get(url).status_code == 200
        assert sign_in(app.test_client(), make_organizer("Zoe")).get(url).status_code == 404
        for outsider in (sign_in(app.test_client(), here.bob), app.test_client()):
            assert "/organizer/sign-in" in outsider.get(url).headers["Location"]


def test_report_on_an_empty_event_says_what_is_missing(app: Flask, client: FlaskClient) -> None:
    ann = make_organizer()
    event = make_event(ann)
    page = sign_in(client, ann).get(f"/organizer/events/{event.slug}/report").text
    assert "No schedule is published yet" in page


def test_feedback_page_shows_both_sides_of_a_meeting(app: Flask, client: FlaskClient) -> None:
    here = AfterwardsScene()
    here.say("bob", "with_cat", DEAL)
    here.say("cat", "with_cat", MISSED)
    sign_in(client, here.ann)
    url = f"/organizer/events/{here.event.slug}/feedback"
    page = " ".join(client.get(url).text.split())
    assert "Bob Kovač: took place; 5 of 5; Deal; 10,000 EUR; reaches 3 people" in page
    assert "Cat Иванова: did not take place" in page
    assert "Bob Kovač – Cat Иванова" in client.get(url, query_string={"stand": "contradicted"}).text
    assert "Bob Kovač – Cat Иванова" not in client.get(url, query_string={"stand": "not_held"}).text


def test_settings_closing_and_asking_are_written_down(app: Flask, client: FlaskClient) -> None:
    here = AfterwardsScene()
    sign_in(client, here.ann)
    url = f"/organizer/events/{here.event.slug}/feedback"
    assert client.post(url, data={"currency": "RSD"}).status_code == 303
    assert (here.event.currency, here.event.asks_feedback) == ("RSD", False)
    assert client.post(url, data={"currency": "XXX"}).status_code == 422
    client.post(f"{url}/close")
    assert not feedback.is_open(here.event)
    client.post(f"{url}/reopen")
    assert feedback.is_open(here.event)
    client.post(f"{url}/ask")
    actions = db.session.scalars(select(AuditEntry.action).where(AuditEntry.action.like("feedback.%")))
    assert list(actions) == ["feedback.changed", "feedback.closed", "feedback.reopened", "feedback.asked"]
    assert db.session.scalars(select(Mail).where(Mail.kind == "feedback")).all() == []
