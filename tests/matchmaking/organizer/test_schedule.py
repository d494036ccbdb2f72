"""Where the schedule stands, and publishing after a review."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import AuditEntry, Mail, Schedule
from tests.factories import NOW, make_event, make_organizer, sign_in
from tests.matchmaking.draft_scene import DraftScene
from tests.matchmaking.organizer.test_drafts import text_of

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient


def version_numbers() -> list[int]:
    return sorted(db.session.scalars(select(Schedule.number).where(Schedule.number.is_not(None))))


def test_schedule_is_for_the_events_own_organizers(app: Flask) -> None:
    here = DraftScene()
    assert sign_in(app.test_client(), here.ann).get(here.url).status_code == 200
    assert sign_in(app.test_client(), make_organizer("Zoe")).get(here.url).status_code == 404
    for outsider in (sign_in(app.test_client(), here.bob), app.test_client()):
        assert "/organizer/sign-in" in outsider.get(here.url).headers["Location"]


def test_new_event_is_led_to_building_a_schedule(app: Flask, client: FlaskClient) -> None:
    ann = make_organizer()
    event = make_event(ann)
    shown = text_of(sign_in(client, ann).get(f"/organizer/events/{event.slug}/schedule").text)
    assert "Nothing is published yet" in shown
    assert "There is no draft." in shown
    assert "Build schedule" in shown


def test_landing_shows_what_is_in_force_and_the_drafts(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    here.publish()
    here.edit()
    shown = text_of(sign_in(client, here.ann).get(here.url).text)
    assert "Version 1 is in force" in shown
    assert "2 meetings, published on" in shown
    assert f"by {here.ann.name}." in shown
    assert shown.count("Review and publish") == 1


def test_review_says_what_changes_and_for_whom(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    here.publish()
    here.edit()
    here.place(here.with_cat, 3, 0)
    db.session.commit()
    html = sign_in(client, here.ann).get(f"{here.draft_url}/publish").text
    shown = text_of(html)
    assert "New 0 Moved 1 Cancelled 0 People told by mail 2" in shown
    assert "Bob Kovač – Cat Иванова Moved time" in shown
    assert "Cat Иванова (" in shown
    assert "Eva Çela" not in shown
    assert 'name="seen_version" type="hidden" value="1"' in html


def test_review_of_the_same_again_says_that_nothing_changes(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    here.publish()
    here.edit()
    assert "Nothing changes for anybody" in sign_in(client, here.ann).get(f"{here.draft_url}/publish").text


def test_review_names_what_is_left_out_and_what_breaks_a_rule(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    here.event.max_consecutive = 1
    here.place(here.with_eva, 5, 1)
    here.event.max_meetings = 1
    db.session.commit()
    url = f"{here.draft_url}/publish"
    shown = text_of(sign_in(client, here.ann).get(url).text)
    assert "breaks 1 rule of the event. It can be published all the same. Bob Kovač has 2 meetings" in shown
    here.with_eva.cancelled_at = NOW
    db.session.commit()
    shown = text_of(client.get(url).text)
    assert "1 meeting was withdrawn or declined meanwhile and is left out. Bob Kovač – Eva Çela" in shown


def test_published_draft_is_in_force_and_told(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    url = f"{here.draft_url}/publish"
    sign_in(client, here.ann)
    answer = client.post(url, data={"standing": "final", "seen_version": "0", "note": "Preliminary schedule"})
    assert (answer.status_code, answer.headers["Location"]) == (303, here.url)
    db.session.expire_all()
    assert (here.event.version_number, version_numbers()) == (1, [1])
    made = db.session.scalars(select(Schedule).where(Schedule.number == 1)).one()
    assert (made.note, made.published_by_id) == ("Preliminary schedule", here.ann.id)
    assert len(list(db.session.scalars(select(Mail).where(Mail.kind == "schedule_changed")))) == 3
    assert client.get(url).status_code == 404
    assert "Version 1 is published" in client.get(here.url).text


FINAL = {"standing": "final"}


@pytest.mark.parametrize("seen", ["0", "2", "-1", "abc", "", "99999999999999999999"])
def test_who_saw_another_version_gets_the_review_again(app: Flask, client: FlaskClient, seen: str) -> None:
    here = DraftScene()
    here.publish()
    here.edit()
    here.place(here.with_cat, 3, 0)
    db.session.commit()
    answer = sign_in(client, here.ann).post(
        f"{here.draft_url}/publish", data={"standing": "final", "seen_version": seen, "note": "mine"}
    )
    assert answer.status_code == 422
    assert "What changes" in answer.text
    assert 'name="seen_version" type="hidden" value="1"' in answer.text
    assert "mine" in answer.text
    assert version_numbers() == [1]


def test_second_of_two_drafts_is_warned_that_a_version_came_between(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    here.publish()
    here.edit()
    other = here.draft_url
    here.edit()
    here.place(here.with_cat, 3, 0)
    here.publish()
    sign_in(client, here.ann)
    assert "Version 2 was published after this draft was begun" in client.get(other).text
    assert "Version 2 was published after this draft was begun." in client.get(f"{other}/publish").text


def test_publishing_is_for_the_events_own_organizers(app: Flask) -> None:
    here, there = DraftScene(), DraftScene()
    data = {"standing": "final", "seen_version": "0"}
    assert sign_in(app.test_client(), there.ann).post(f"{here.draft_url}/publish", data=data).status_code == 404
    foreign = f"{there.url}/drafts/{here.draft.id}/publish"
    assert sign_in(app.test_client(), there.ann).post(foreign, data=data).status_code == 404
    for outsider in (sign_in(app.test_client(), here.bob), app.test_client()):
        assert outsider.post(f"{here.draft_url}/publish", data=data).status_code == 303
    assert version_numbers() == []


def test_publishing_writes_down_who_did_it(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    sign_in(client, here.ann).post(f"{here.draft_url}/publish", data=FINAL | {"seen_version": "0"})
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "schedule.published")).one()
    assert entry.organizer_id == here.ann.id


def test_cancelled_event_is_not_published(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    here.event.cancelled_at = NOW
    db.session.commit()
    answer = sign_in(client, here.ann).post(
        f"{here.draft_url}/publish", data={"standing": "final", "seen_version": "0"}
    )
    assert answer.status_code == 422
    assert "was cancelled" in answer.text
    assert version_numbers() == []
