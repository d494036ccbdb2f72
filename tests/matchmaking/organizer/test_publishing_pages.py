"""Preliminary and final versions, the mails that publishing writes, and re-planning after a withdrawal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import CalendarEntry, Mail, Schedule, ScheduleRun
from matchmaking.services.agenda import calendars
from matchmaking.services.schedule import publishing
from tests.factories import NOW, make_participant, sign_in
from tests.matchmaking.draft_scene import DraftScene

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient


def urls(here: DraftScene) -> tuple[str, str]:
    base = f"/organizer/events/{here.event.slug}/schedule"
    return base, f"{base}/drafts/{here.draft.id}/publish"


def publish(here: DraftScene, *, preliminary: bool | None = None, tell_final: bool = False) -> Schedule:
    actor = publishing.Actor(organizer=here.ann)
    seen = here.event.version_number
    made = publishing.publish(
        here.event, here.draft, actor, NOW, seen_version=seen, preliminary=preliminary, tell_final=tell_final
    )
    db.session.commit()
    return made


def again(here: DraftScene) -> Schedule:
    """Publish what is in force once more, as final, and tell everybody if that is new."""
    actor = publishing.Actor(organizer=here.ann)
    seen = here.event.version_number
    source = publishing.version(here.event, seen)
    made = publishing.publish(here.event, source, actor, NOW, seen_version=seen, preliminary=False, tell_final=True)
    db.session.commit()
    return made


def subjects() -> list[str]:
    found = db.session.scalars(select(Mail.subject).where(Mail.kind == "schedule_changed").order_by(Mail.id))
    return [subject.partition(": ")[2] for subject in found]


def test_a_first_schedule_is_preliminary_while_booking_is_open_and_final_afterwards(
    app: Flask, client: FlaskClient
) -> None:
    here = DraftScene()
    _base, review = urls(here)
    page = sign_in(client, here.ann)
    assert 'checked id="standing-1"' in page.get(review).text
    here.event.booking_closes_at = NOW
    db.session.commit()
    assert 'checked id="standing-0"' in page.get(review).text


def test_what_is_published_as_preliminary_says_so_everywhere(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    base, review = urls(here)
    data = {"standing": "preliminary", "seen_version": "0"}
    assert sign_in(client, here.ann).post(review, data=data).status_code == 303
    assert subjects() == ["your preliminary meetings"] * 3
    assert db.session.query(Schedule.preliminary).filter(Schedule.number == 1).scalar() is True
    assert "Preliminary" in client.get(base).text
    assert "Preliminary" in client.get(f"{base}/versions").text
    feed = calendars.of_participant(here.event, here.bob)
    assert all("Preliminary: time and table may still change." in entry.description for entry in feed.entries)
    agenda = sign_in(app.test_client(), here.bob).get(f"/e/{here.event.slug}/me/agenda").text
    assert "Preliminary schedule, version 1" in agenda


def test_it_must_be_said_whether_a_schedule_is_final(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    answer = sign_in(client, here.ann).post(urls(here)[1], data={"seen_version": "0"})
    assert answer.status_code == 422
    assert "Say whether it is preliminary or final." in answer.text


def test_turning_final_tells_everybody_once_and_moves_nothing(app: Flask) -> None:
    here = DraftScene()
    publish(here, preliminary=True)
    before = {entry.participant_id: entry.sequence for entry in db.session.query(CalendarEntry)}
    assert again(here).preliminary is False
    assert subjects()[3:] == ["your final meetings"] * 3
    body = db.session.scalars(select(Mail.body).order_by(Mail.id.desc())).first()
    assert body is not None
    assert "Nothing changes for you" in body
    assert {entry.participant_id: entry.sequence for entry in db.session.query(CalendarEntry)} == before
    feed = calendars.of_participant(here.event, here.bob)
    assert not any("Preliminary" in entry.description for entry in feed.entries)


def test_whoever_was_told_that_it_is_final_is_not_told_again(app: Flask) -> None:
    here = DraftScene()
    publish(here)
    again(here)
    assert len(subjects()) == 3


def test_a_small_version_is_as_preliminary_as_the_one_before(app: Flask) -> None:
    here = DraftScene()
    publish(here, preliminary=True)
    made = publishing.publish_without(here.event, [here.with_cat.id], NOW, publishing.Actor(organizer=here.ann))
    assert made is not None
    assert made.preliminary is True
    assert subjects()[3:] == ["your preliminary meetings have changed"] * 2


def test_the_mail_is_shown_before_as_it_is_written_then(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    _base, review = urls(here)
    page = sign_in(client, here.ann)
    shown = page.get(review).text
    assert f"{review}/mails/{here.bob.id}" in shown
    preview = page.get(f"{review}/mails/{here.bob.id}")
    assert "your meetings" in preview.text
    assert "Cat Иванова" in preview.text
    assert "your preliminary meetings" in page.get(f"{review}/mails/{here.bob.id}?as=preliminary").text
    assert db.session.query(Mail).count() == 0
    page.post(review, data={"standing": "final", "seen_version": "0"})
    written = db.session.scalars(select(Mail).where(Mail.participant_id == here.bob.id)).one()
    first_lines = [line for line in written.body.splitlines() if line][:3]
    assert all(line in preview.text for line in first_lines)


def test_the_mail_of_an_earlier_version_published_again_is_shown_too(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    publish(here)
    publishing.publish_without(here.event, [here.with_eva.id], NOW, publishing.Actor(organizer=here.ann))
    db.session.commit()
    base, _review = urls(here)
    text = sign_in(client, here.ann).get(f"{base}/versions/1/again/mails/{here.eva.id}").text
    assert "your meetings have changed" in text


def test_who_is_not_told_has_no_mail(app: Flask, client: FlaskClient) -> None:
    here, there = DraftScene(), DraftScene()
    _base, review = urls(here)
    outsider = make_participant(here.event, "Fay Petrova")
    page = sign_in(client, here.ann)
    for who in (outsider.id, there.bob.id, 2**62):
        assert page.get(f"{review}/mails/{who}").status_code == 404
    assert sign_in(app.test_client(), there.ann).get(f"{review}/mails/{here.bob.id}").status_code == 404
    assert app.test_client().get(f"{review}/mails/{here.bob.id}").status_code == 303


def test_what_fell_out_can_be_filled_with_few_changes(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    base, _review = urls(here)
    publish(here)
    page = sign_in(client, here.ann)
    assert "fell out" not in page.get(base).text
    here.with_cat.cancelled_at = NOW
    publishing.publish_without(here.event, [here.with_cat.id], NOW, publishing.Actor(organizer=here.ann))
    db.session.commit()
    assert "1 meeting fell out" in page.get(base).text
    assert page.post(f"{base}/replan", data={"each": "1"}).status_code == 303
    run = db.session.query(ScheduleRun).one()
    assert (run.most_changes_each, run.most_changes) == (1, None)
    assert run.goals == ["value", "shortfall", "changes", "breaks", "table_changes"]
    assert json.loads(run.problem)["max_changes"] == {"per_participant": 1}


@pytest.mark.parametrize("each", ["", "-1", "x"])
def test_a_budget_that_is_none_is_refused(app: Flask, client: FlaskClient, each: str) -> None:
    here = DraftScene()
    base, _review = urls(here)
    publish(here)
    page = sign_in(client, here.ann)
    page.post(f"{base}/replan", data={"each": each})
    assert "Give a whole number from 0 to 9999." in page.get(base).text
    assert db.session.query(ScheduleRun).count() == 0
