from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from matchmaking.extensions import db
from matchmaking.models import AuditEntry, Organizer, RunStatus, ScheduleRun
from matchmaking.services.refusals import Conflict, Invalid, NotFound, PhaseClosed
from matchmaking.services.runs import runs, snapshot
from tests.factories import NOW, make_event, make_meeting, make_organizer, make_participant, make_session, make_tables

if TYPE_CHECKING:
    from flask import Flask

    from matchmaking.models import Event


@pytest.fixture
def ann(app: Flask) -> Organizer:
    return make_organizer()


@pytest.fixture
def event(ann: Organizer) -> Event:
    """An event with one meeting to schedule."""
    event = make_event(ann)
    make_session(event, slots=2)
    make_tables(event, 1)
    make_meeting(make_participant(event), make_participant(event, "Cat Marić"))
    return event


def test_a_run_freezes_the_event_as_the_organizer_sees_it(event: Event, ann: Organizer) -> None:
    taken = snapshot.of(event, NOW)
    run = runs.start(event, ann, NOW, time_limit=30)
    assert (run.status, run.problem, run.problem_hash) == (RunStatus.QUEUED, taken.text, taken.hash)
    assert (run.time_limit, run.based_on, run.requested_by_id) == (30, 0, ann.id)
    db.session.flush()
    assert db.session.query(AuditEntry.action).all() == [("run.started",)]


def test_an_event_has_one_open_run(event: Event, ann: Organizer) -> None:
    runs.start(event, ann, NOW, time_limit=30)
    db.session.commit()
    with pytest.raises(Conflict, match="being built already"):
        runs.start(event, ann, NOW, time_limit=30)
    db.session.rollback()
    assert db.session.query(ScheduleRun).count() == 1


def test_another_run_may_follow_one_that_has_ended(event: Event, ann: Organizer) -> None:
    first = runs.start(event, ann, NOW, time_limit=30)
    first.status = RunStatus.FINISHED
    db.session.commit()
    second = runs.start(event, ann, NOW, time_limit=30)
    assert runs.latest(event, offset=0, limit=10) == [second, first]
    assert (runs.count(event), runs.open_run(event)) == (2, second.id)


def test_two_events_may_build_at_the_same_time(event: Event, ann: Organizer) -> None:
    other = make_event(ann)
    make_session(other)
    make_tables(other)
    make_meeting(make_participant(other), make_participant(other))
    runs.start(event, ann, NOW, time_limit=30)
    runs.start(other, ann, NOW, time_limit=30)
    db.session.commit()
    assert db.session.query(ScheduleRun).count() == 2


@pytest.mark.parametrize("seconds", [-1, 0, 4, 601, 2**40])
def test_the_time_limit_has_limits(event: Event, ann: Organizer, seconds: int) -> None:
    with pytest.raises(Invalid, match="from 5 to 600 seconds"):
        runs.start(event, ann, NOW, time_limit=seconds)


def test_what_is_missing_is_said(app: Flask, ann: Organizer) -> None:
    event = make_event(ann)
    for sentence, mend in (
        ("no meeting slots", lambda: make_session(event)),
        ("no tables", lambda: make_tables(event)),
        ("no meetings to schedule", lambda: make_meeting(make_participant(event), make_participant(event))),
    ):
        with pytest.raises(Invalid, match=sentence):
            runs.start(event, ann, NOW, time_limit=30)
        mend()
    assert runs.start(event, ann, NOW, time_limit=30).status is RunStatus.QUEUED


def test_nothing_is_built_once_every_slot_has_begun(event: Event, ann: Organizer) -> None:
    late = make_session(event, start_hour=12, slots=1).slots[0].starts_at
    with pytest.raises(Invalid, match="No slot is left"):
        runs.start(event, ann, late, time_limit=30)


def test_nothing_is_built_for_a_cancelled_event(event: Event, ann: Organizer) -> None:
    event.cancelled_at = NOW
    with pytest.raises(PhaseClosed):
        runs.start(event, ann, NOW + timedelta(hours=1), time_limit=30)


def test_a_run_of_another_event_answers_like_none(event: Event, ann: Organizer) -> None:
    run = runs.start(event, ann, NOW, time_limit=30)
    db.session.commit()
    assert runs.find(event, run.id) is run
    with pytest.raises(NotFound):
        runs.find(make_event(ann), run.id)
    with pytest.raises(NotFound):
        runs.find(event, run.id + 1)


def test_a_queued_run_is_called_off_at_once(event: Event, ann: Organizer) -> None:
    run = runs.start(event, ann, NOW, time_limit=30)
    runs.request_stop(event, run, ann, NOW)
    assert (run.status, run.failure_code) == (RunStatus.FAILED, "called_off")
    with pytest.raises(Conflict, match="ended already"):
        runs.request_stop(event, run, ann, NOW)


def test_a_running_one_is_asked_to_stop(event: Event, ann: Organizer) -> None:
    run = runs.start(event, ann, NOW, time_limit=30)
    run.status = RunStatus.RUNNING
    runs.request_stop(event, run, ann, NOW)
    assert (run.status, run.stop_requested) == (RunStatus.RUNNING, True)
