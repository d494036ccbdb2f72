"""
Workers and runs: one worker at a time holds a run, and none that lost it writes anything.

A claim's attempt is its fencing token: every write names it, and one that does not find it raises `Superseded`.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask import current_app
from sqlalchemy import func, insert, or_, select, update

from matchmaking.extensions import db
from matchmaking.models import RunPoint, RunStatus, ScheduleRun
from matchmaking.services.runs import failures
from matchmaking.services.runs.clock import database_now
from matchmaking.services.runs.failures import Failure, FailureCode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy.engine import CursorResult

LEASE = timedelta(seconds=30)
ATTEMPTS = 3
OVERDUE = timedelta(seconds=30)
"""A queued run that nobody took for so long is put into the queue again: the message may have been lost."""


class Superseded(RuntimeError):  # noqa: N818 - it names what happened
    """Another attempt has taken this run over, or it is over: whoever still works on it stops."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A run that this worker holds, and what it needs to know of it."""

    run_id: int
    event_id: int
    attempt: int
    problem: str
    problem_hash: str
    time_limit: int
    scenario: bool


@dataclass(frozen=True, slots=True)
class Point:
    """What was known at one moment of a solve, as the solver tells it."""

    seconds: float
    stage: str
    goal: str
    incumbent: int | None
    bound: int | None


def take(run_id: int) -> Claim | None:
    """Take a queued run: of any number of workers that try, one gets it; None for the others."""
    now = database_now()
    if _being_solved(now) >= current_app.config["SOLVER_RUNS"]:
        return None
    run = db.session.get(ScheduleRun, run_id, populate_existing=True)
    if run is None or run.status is not RunStatus.QUEUED:
        return None
    taken = _update(
        run_id,
        run.attempt,
        RunStatus.QUEUED,
        status=RunStatus.RUNNING,
        attempt=run.attempt + 1,
        lease_until=now + LEASE,
        started_at=now,
        **failures.NONE,
    )
    if not taken:
        return None
    return Claim(
        run.id,
        run.event_id,
        run.attempt + 1,
        run.problem,
        run.problem_hash,
        run.time_limit,
        scenario=run.base_id is not None,
    )


def renew(claim: Claim, points: Iterable[Point] = ()) -> bool:
    """Hold on to a run, note what is known by now, and answer whether the organizer wants it to stop."""
    _write(claim, lease_until=database_now() + LEASE)
    _note(claim, points)
    return bool(db.session.scalar(select(ScheduleRun.stop_requested).where(ScheduleRun.id == claim.run_id)))


def finish(
    claim: Claim, outcome: str, figures: dict[str, Any], points: Iterable[Point] = (), held: Sequence[Any] = ()
) -> None:
    """End a run well; its draft is written in the same transaction."""
    ended = {"status": RunStatus.FINISHED, "lease_until": None, "ended_at": database_now()}
    _write(claim, outcome=outcome, figures=figures, held=list(held), **ended)
    _note(claim, points)


def fail(claim: Claim, failure: Failure, outcome: str = "") -> None:
    """End a run without a draft, and say why."""
    _write(
        claim,
        status=RunStatus.FAILED,
        outcome=outcome,
        lease_until=None,
        ended_at=database_now(),
        **failure.columns,
    )


def give_back(claim: Claim, why: Failure | None = None) -> None:
    """Let a run go, for another attempt to take as soon as there is a worker; `why` is told if none is left."""
    _write(claim, lease_until=database_now(), **(why.columns if why else failures.NONE))


def put_back_stale() -> list[int]:
    """
    Find the runs that nobody works on, and answer their ids for the queue, the oldest first.

    Those whose worker has died are queued again, or have failed after so many attempts; those that are queued and
    were not taken are named again.
    """
    now = database_now()
    stale = select(ScheduleRun).where(ScheduleRun.status == RunStatus.RUNNING, ScheduleRun.lease_until <= now)
    for run in db.session.scalars(stale.execution_options(populate_existing=True)):
        _put_back(run, now)
    waiting = (
        select(ScheduleRun.id)
        .where(
            ScheduleRun.status == RunStatus.QUEUED,
            or_(ScheduleRun.attempt > 0, ScheduleRun.created_at <= now - OVERDUE),
        )
        .order_by(ScheduleRun.id)
    )
    return list(db.session.scalars(waiting))


def next_waiting() -> int | None:
    """The run that has waited longest for a worker."""
    return db.session.scalar(select(func.min(ScheduleRun.id)).where(ScheduleRun.status == RunStatus.QUEUED))


def _being_solved(now: datetime) -> int:
    running = select(func.count()).where(ScheduleRun.status == RunStatus.RUNNING, ScheduleRun.lease_until > now)
    return db.session.scalar(running) or 0


def _put_back(run: ScheduleRun, now: datetime) -> None:
    if run.attempt < ATTEMPTS:
        _update(run.id, run.attempt, RunStatus.RUNNING, status=RunStatus.QUEUED, lease_until=None)
        return
    why = {"code": run.failure_code or FailureCode.WORKER_STOPPED.value, "data": run.failure_data}
    given_up = Failure(FailureCode.GIVEN_UP, {"count": run.attempt, "why": why})
    ended = {"status": RunStatus.FAILED, "lease_until": None, "ended_at": now}
    _update(run.id, run.attempt, RunStatus.RUNNING, **ended, **given_up.columns)


def _note(claim: Claim, points: Iterable[Point]) -> None:
    rows = [{"run_id": claim.run_id, "attempt": claim.attempt, **asdict(point)} for point in points]
    if rows:
        db.session.execute(insert(RunPoint), rows)


def _write(claim: Claim, **values: Any) -> None:
    if not _update(claim.run_id, claim.attempt, RunStatus.RUNNING, **values):
        raise Superseded(f"Run {claim.run_id} is no longer in attempt {claim.attempt}.")


def _update(run_id: int, attempt: int, status: RunStatus, /, **values: Any) -> bool:
    """Compare and set: only where the run still stands as it was seen."""
    written: CursorResult[tuple[()]] = db.session.execute(  # type: ignore[assignment]
        update(ScheduleRun)
        .where(ScheduleRun.id == run_id, ScheduleRun.attempt == attempt, ScheduleRun.status == status)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return written.rowcount == 1
