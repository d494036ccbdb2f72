from __future__ import annotations

import threading
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from matchmaking.extensions import db
from matchmaking.models import RunPoint, RunStatus, ScheduleRun
from matchmaking.services.runs import claims, failure_words
from matchmaking.services.runs.claims import Claim, Point, Superseded
from matchmaking.services.runs.clock import database_now
from matchmaking.services.runs.failures import Failure, FailureCode
from tests.factories import NOW, make_event

if TYPE_CHECKING:
    from flask import Flask

POINT = Point(1.5, "improve", "value", 40, 50)


@pytest.fixture(autouse=True)
def _room_for_all(app: Flask) -> None:
    app.config["SOLVER_RUNS"] = 1


def make_run(status: RunStatus = RunStatus.QUEUED, *, attempt: int = 0) -> int:
    run = ScheduleRun(
        event_id=make_event().id,
        status=status,
        based_on=0,
        problem="{}",
        problem_hash="",
        time_limit=30,
        created_at=NOW,
        attempt=attempt,
    )
    db.session.add(run)
    db.session.flush()
    run_id = run.id
    db.session.commit()
    return run_id


def take(run_id: int) -> Claim:
    claim = claims.take(run_id)
    db.session.commit()
    assert claim is not None
    return claim


def let_lease_run_out(run_id: int) -> None:
    db.session.get_one(ScheduleRun, run_id).lease_until = database_now() - timedelta(seconds=1)
    db.session.commit()


def reload(run_id: int) -> ScheduleRun:
    db.session.rollback()
    return db.session.get_one(ScheduleRun, run_id, populate_existing=True)


def test_the_database_tells_the_time(app: Flask) -> None:
    assert abs(database_now() - NOW) < timedelta(minutes=30)


def test_a_claim_is_an_attempt_with_a_lease(app: Flask) -> None:
    run_id = make_run()
    claim = take(run_id)
    run = reload(run_id)
    assert (claim.attempt, run.attempt, run.status) == (1, 1, RunStatus.RUNNING)
    assert run.lease_until is not None
    assert run.started_at is not None
    assert run.lease_until - run.started_at == claims.LEASE


@pytest.mark.parametrize("status", [RunStatus.RUNNING, RunStatus.FINISHED, RunStatus.FAILED])
def test_only_a_queued_run_can_be_taken(app: Flask, status: RunStatus) -> None:
    assert claims.take(make_run(status)) is None


def test_a_run_that_does_not_exist_is_not_taken(app: Flask) -> None:
    assert claims.take(99) is None


def test_of_many_workers_one_gets_the_run(app: Flask) -> None:
    run_id, start, found = make_run(), threading.Barrier(8), []
    app.config["SOLVER_RUNS"] = 8

    def work() -> None:
        with app.app_context():
            start.wait()
            found.append(claims.take(run_id))
            db.session.commit()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [claim.attempt for claim in found if claim is not None] == [1]
    assert (len(found), reload(run_id).attempt) == (8, 1)


def test_no_more_runs_are_solved_at_once_than_are_allowed(app: Flask) -> None:
    first, second = make_run(), make_run()
    claim = take(first)
    assert claims.take(second) is None
    claims.finish(claim, "optimal", {})
    db.session.commit()
    assert claims.next_waiting() == second
    assert take(second).run_id == second


def test_progress_is_noted_with_its_attempt_and_the_lease_goes_on(app: Flask) -> None:
    run_id = make_run()
    claim = take(run_id)
    let_lease_run_out(run_id)
    assert claims.renew(claim, [POINT]) is False
    db.session.commit()
    run = reload(run_id)
    assert [(p.attempt, p.seconds, p.stage, p.goal, p.incumbent, p.bound) for p in run.points] == [
        (1, 1.5, "improve", "value", 40, 50)
    ]
    assert run.lease_until is not None
    assert run.lease_until > database_now()


def test_the_wish_to_stop_reaches_the_worker(app: Flask) -> None:
    run_id = make_run()
    claim = take(run_id)
    db.session.get_one(ScheduleRun, run_id).stop_requested = True
    db.session.commit()
    assert claims.renew(claim) is True


def test_a_stale_attempt_writes_nothing(app: Flask) -> None:
    run_id = make_run()
    stale = take(run_id)
    let_lease_run_out(run_id)
    assert claims.put_back_stale() == [run_id]
    db.session.commit()
    fresh = take(run_id)
    for write in (
        lambda: claims.renew(stale, [POINT]),
        lambda: claims.finish(stale, "optimal", {}),
        lambda: claims.fail(stale, Failure(FailureCode.DAMAGED)),
        lambda: claims.give_back(stale),
    ):
        with pytest.raises(Superseded):
            write()
        db.session.rollback()
    run = reload(run_id)
    assert (fresh.attempt, run.attempt, run.status) == (2, 2, RunStatus.RUNNING)
    assert db.session.query(RunPoint).count() == 0


def test_a_worker_that_wakes_after_its_lease_writes_nothing_even_before_another_took_over(app: Flask) -> None:
    run_id = make_run()
    stale = take(run_id)
    let_lease_run_out(run_id)
    claims.put_back_stale()
    db.session.commit()
    with pytest.raises(Superseded):
        claims.finish(stale, "optimal", {})


def test_a_run_that_is_worked_on_is_left_alone(app: Flask) -> None:
    run_id = make_run()
    take(run_id)
    assert claims.put_back_stale() == []
    assert reload(run_id).status is RunStatus.RUNNING


def test_a_run_that_was_given_back_need_not_wait_for_its_lease(app: Flask) -> None:
    run_id = make_run()
    claims.give_back(take(run_id))
    db.session.commit()
    assert claims.put_back_stale() == [run_id]
    db.session.commit()
    assert take(run_id).attempt == 2


def test_after_three_attempts_a_run_has_failed_and_says_why(app: Flask) -> None:
    run_id = make_run()
    for status in (-9, -6, -11):
        claims.give_back(take(run_id), Failure(FailureCode.CRASHED, {"status": status}))
        db.session.commit()
        waiting = claims.put_back_stale()
        db.session.commit()
    run = reload(run_id)
    assert (waiting, run.status, run.lease_until) == ([], RunStatus.FAILED, None)
    assert failure_words.sentence(run) == (
        "Given up after 3 attempts; nothing was changed. The solver ended unexpectedly (status -11)."
    )
    assert run.ended_at is not None


def test_a_message_that_was_lost_is_put_again_once_it_is_overdue(app: Flask) -> None:
    overdue, fresh = make_run(), make_run()
    db.session.get_one(ScheduleRun, overdue).created_at = database_now() - claims.OVERDUE
    db.session.get_one(ScheduleRun, fresh).created_at = database_now()
    db.session.commit()
    assert claims.put_back_stale() == [overdue]
