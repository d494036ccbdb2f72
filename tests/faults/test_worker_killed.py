from __future__ import annotations

import os
import random
import signal
from typing import TYPE_CHECKING

import pytest

from matchmaking.app import create_app
from matchmaking.extensions import db
from matchmaking.models import Event, Meeting, MeetingTable, RunPoint, RunStatus, Schedule, ScheduleRun, Slot
from matchmaking.queue import queue
from matchmaking.services.runs import runs
from matchmaking.services.runs.clock import database_now
from matchmaking.services.schedule import publishing
from solver.check import violations
from solver.formats import problem_from_json
from solver.problem import Assignment
from tests.conftest import TEST_CONFIG
from tests.factories import (
    NOW,
    make_event,
    make_meeting,
    make_organizer,
    make_participant,
    make_session,
    make_tables,
    make_type,
    make_version,
)
from tests.processes import descendants, flask, is_alive, wait_until

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask

pytestmark = pytest.mark.slow
SOLVER = "solver_process"


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def installed(instance: Path) -> Iterator[Flask]:
    app = create_app(TEST_CONFIG, instance_path=str(instance))
    with app.app_context():
        db.create_all()
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def run_id(installed: Flask) -> int:
    """A queued run of 15 s on an event with one version in force, whose wishes are far too many for its tables."""
    ann = make_organizer()
    event = make_event(ann)
    make_session(event, slots=6)
    make_tables(event, 8)
    kind = make_type(event)
    people = [make_participant(event, f"Person {number}", kind=kind) for number in range(40)]
    pairs = [(one, other) for k, one in enumerate(people) for other in people[k + 1 :]]
    for one, other in random.Random(1).sample(pairs, 150):
        make_meeting(one, other)
    first, slot, table = db.session.query(Meeting).first(), db.session.query(Slot).first(), _table()
    assert first is not None
    assert slot is not None
    make_version(event, (first, slot, table))
    run = runs.start(event, ann, NOW, time_limit=15)
    number = run.id
    db.session.commit()
    queue.put("solve_run", number)
    return number


def _table() -> MeetingTable:
    table = db.session.query(MeetingTable).first()
    assert table is not None
    return table


def reload(run_id: int) -> ScheduleRun:
    """What stands in the database now; the transaction ends with it, so that the worker can write."""
    run = db.session.get_one(ScheduleRun, run_id, populate_existing=True)
    db.session.expunge(run)
    db.session.rollback()
    return run


def at_work(run_id: int) -> bool:
    known = db.session.query(RunPoint).filter_by(run_id=run_id).count()
    db.session.rollback()
    return known > 0 and reload(run_id).status is RunStatus.RUNNING


def solvers(consumer: subprocess.Popen[bytes]) -> list[int]:
    return [pid for pid, command in descendants(consumer.pid).items() if SOLVER in command]


def let_lease_run_out(run_id: int) -> None:
    db.session.get_one(ScheduleRun, run_id).lease_until = database_now()
    db.session.commit()


def assert_in_force_as_before(run_id: int) -> None:
    """The version, its content and the event's number are what they were; no half draft is to be seen."""
    event = db.session.get_one(Event, reload(run_id).event_id)
    version = db.session.query(Schedule).filter_by(number=1).one()
    assert event.version_number == 1
    assert publishing.content_hash(version) == version.content_hash
    assert db.session.query(Schedule).count() == 1
    db.session.rollback()


def assert_finished_by(attempt: int, run_id: int) -> None:
    run = reload(run_id)
    assert (run.status, run.attempt, run.failure_code) == (RunStatus.FINISHED, attempt, "")
    draft = db.session.query(Schedule).filter_by(run_id=run_id).one()
    held = [
        Assignment(a.meeting_id, a.slot_id, a.table_id, tuple(p.participant_id for p in a.attendances))
        for a in draft.assignments
    ]
    assert violations(problem_from_json(run.problem.encode()), held) == []
    assert len(held) + len(draft.unscheduled) == db.session.query(Meeting).count()
    assert {point.attempt for point in db.session.query(RunPoint)} >= {attempt}


def test_after_kill_9_the_schedule_stands_and_another_attempt_finishes(instance: Path, run_id: int) -> None:
    with flask(instance, "worker") as consumer:
        wait_until(lambda: at_work(run_id))
        abandoned = solvers(consumer)
        for pid in (consumer.pid, *(set(descendants(consumer.pid)) - set(abandoned))):
            os.kill(pid, signal.SIGKILL)
        assert len(abandoned) == 1
        wait_until(lambda: not is_alive(abandoned[0]), 10)
    assert reload(run_id).status is RunStatus.RUNNING
    assert_in_force_as_before(run_id)
    let_lease_run_out(run_id)
    with flask(instance, "worker"):
        wait_until(lambda: reload(run_id).status not in runs.OPEN, 90)
    assert_finished_by(2, run_id)


def test_a_solver_that_is_killed_is_followed_by_another_attempt_at_once(instance: Path, run_id: int) -> None:
    with flask(instance, "worker") as consumer:
        wait_until(lambda: at_work(run_id))
        os.kill(solvers(consumer)[0], signal.SIGKILL)
        wait_until(lambda: reload(run_id).attempt == 2, 20)
        assert_in_force_as_before(run_id)
        wait_until(lambda: reload(run_id).status not in runs.OPEN, 90)
    assert_finished_by(2, run_id)


def test_a_worker_told_to_end_gives_its_run_back(instance: Path, run_id: int) -> None:
    with flask(instance, "worker") as consumer:
        wait_until(lambda: at_work(run_id))
        solver = solvers(consumer)[0]
        consumer.terminate()
        consumer.wait(15)
        wait_until(lambda: not is_alive(solver), 5)
    lease = reload(run_id).lease_until
    assert lease is not None
    assert lease <= database_now()
    assert_in_force_as_before(run_id)


def test_a_worker_that_sleeps_past_its_lease_lands_nothing(instance: Path, run_id: int) -> None:
    with flask(instance, "worker") as sleeper:
        wait_until(lambda: at_work(run_id))
        os.killpg(sleeper.pid, signal.SIGSTOP)
        let_lease_run_out(run_id)
        with flask(instance, "worker"):
            wait_until(lambda: reload(run_id).attempt == 2)
            os.killpg(sleeper.pid, signal.SIGCONT)
            wait_until(lambda: reload(run_id).status not in runs.OPEN, 90)
    assert_finished_by(2, run_id)
    assert db.session.query(Schedule).filter_by(run_id=run_id).count() == 1
