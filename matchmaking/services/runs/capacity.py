"""The capacity adviser: what more tables or slots would be worth, counted in meetings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from sqlalchemy import select, update
from sqlalchemy.orm import aliased

from matchmaking.extensions import db
from matchmaking.models import CapacityStudy, Meeting, MeetingRequest, MeetingTable, RequestStatus, RunStatus
from matchmaking.services import audit
from matchmaking.services.refusals import Conflict, Invalid
from matchmaking.services.runs import readiness, snapshot
from matchmaking.services.runs.clock import database_now
from matchmaking.services.runs.failures import Failure, FailureCode

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.engine import CursorResult

    from matchmaking.models import Event, Organizer
    from solver.problem import Meeting as Wish
    from solver.problem import Problem

SECONDS = 60
OVERDUE = timedelta(seconds=SECONDS + 60)
"""After so long a study that is still being worked on has lost its worker."""
STEPS_DOWN, STEPS_UP = 6, 4


@dataclass(frozen=True, slots=True)
class Taken:
    """A study that this worker holds, and what it needs to know of it."""

    event_id: int
    attempt: int
    problem: str
    wishes: tuple[int, ...]


def of(event: Event) -> CapacityStudy | None:
    """The event's latest study."""
    return db.session.get(CapacityStudy, event.id)


def is_of_now(event: Event, study: CapacityStudy, now: datetime) -> bool:
    """Whether nothing has changed since that it depends on."""
    return snapshot.frozen(problem_of(event, now)).hash == study.problem_hash


def ask(event: Event, organizer: Organizer, now: datetime) -> CapacityStudy:
    """Order a study of the event as it is now; commit, then put `study_capacity` with the event's id into the queue."""
    if readiness.missing(event):
        raise Invalid(_("There is nothing to work out yet: slots, tables or accepted requests are missing."))
    study = db.session.get(CapacityStudy, event.id, with_for_update=True)
    if study is not None and study.status in {RunStatus.QUEUED, RunStatus.RUNNING}:
        raise Conflict(_("It is being worked out already."))
    problem = problem_of(event, now)
    frozen, wishes = snapshot.frozen(problem), mutual(event, problem)
    if study is None:
        study = CapacityStudy(event_id=event.id, attempt=0)
        db.session.add(study)
    study.status, study.attempt, study.requested_at = RunStatus.QUEUED, study.attempt + 1, now
    study.problem, study.problem_hash, study.wishes = frozen.text, frozen.hash, wishes
    study.started_at, study.done, study.advice = None, 0, {}
    study.whole = len(slot_counts(problem))
    study.failure_code, study.failure_data = "", {}
    audit.record("capacity.studied", at=now, event_id=event.id, organizer=organizer)
    return study


def problem_of(event: Event, now: datetime) -> Problem:
    """
    Freeze the event for the study: every wish weighs one, and stands are not counted among the tables.

    A stand holds its owner's meetings, one at a time as the owner is: they need no table of those that are counted.
    """
    problem = snapshot.problem_of(event, now)
    stands = frozenset(
        db.session.scalars(
            select(MeetingTable.id).where(MeetingTable.event_id == event.id, MeetingTable.stand_of_id.is_not(None))
        )
    )
    return replace(
        problem,
        tables=tuple(table for table in problem.tables if table.id not in stands),
        meetings=tuple(_counted(meeting, stands) for meeting in problem.meetings),
        goals=("value",),
        previous=(),
    )


def _counted(meeting: Wish, stands: frozenset[int]) -> Wish:
    at_stand = bool(meeting.tables) and stands.issuperset(meeting.tables or ())
    pin = meeting.pinned
    if pin is not None and pin.table in stands:
        pin = replace(pin, table=None)
    return replace(meeting, weight=1, tables=() if at_stand or meeting.tables == () else None, pinned=pin)


def mutual(event: Event, problem: Problem) -> list[int]:
    """The meetings of the problem that each of two asked the other for."""
    there, back = aliased(MeetingRequest), aliased(MeetingRequest)
    found = set(
        db.session.scalars(
            select(Meeting.id)
            .join(there, (there.requester_id == Meeting.low_id) & (there.recipient_id == Meeting.high_id))
            .join(back, (back.requester_id == Meeting.high_id) & (back.recipient_id == Meeting.low_id))
            .where(
                Meeting.event_id == event.id,
                there.status == RequestStatus.ACCEPTED,
                back.status == RequestStatus.ACCEPTED,
            )
        )
    )
    return [meeting.id for meeting in problem.meetings if meeting.id in found]


def slot_counts(problem: Problem) -> list[int]:
    """The numbers of slots to look at: now, a few more and less, and a session more and less."""
    now = len(problem.slots)
    session = sum(slot.session == problem.slots[-1].session for slot in problem.slots)
    return sorted({count for count in (now - session, now - 2, now, now + 2, now + session) if count > 0})


def table_counts(problem: Problem) -> list[int]:
    """The numbers of tables to look at, from few to half as many again."""
    now = len(problem.tables)
    step = max(1, round(now / 8))
    return [count for count in range(now - STEPS_DOWN * step, now + STEPS_UP * step + 1, step) if count > 0]


def take(event_id: int) -> Taken | None:
    """Take a study that waits: of any number of workers that try, one gets it."""
    study = db.session.get(CapacityStudy, event_id, populate_existing=True)
    if study is None or study.status is not RunStatus.QUEUED:
        return None
    taken = Taken(study.event_id, study.attempt, study.problem, tuple(study.wishes))
    return taken if write(taken, RunStatus.QUEUED, status=RunStatus.RUNNING, started_at=database_now()) else None


def write(taken: Taken, status: RunStatus, /, **values: Any) -> bool:
    """Compare and set: only where the study still is the one that was taken."""
    written: CursorResult[tuple[()]] = db.session.execute(  # type: ignore[assignment]
        update(CapacityStudy)
        .where(
            CapacityStudy.event_id == taken.event_id,
            CapacityStudy.attempt == taken.attempt,
            CapacityStudy.status == status,
        )
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return written.rowcount == 1


def put_back_stale() -> list[int]:
    """The events whose studies wait for a worker; one whose worker was lost has failed, and can be asked for again."""
    db.session.execute(
        update(CapacityStudy)
        .where(CapacityStudy.status == RunStatus.RUNNING, CapacityStudy.started_at <= database_now() - OVERDUE)
        .values(status=RunStatus.FAILED, **Failure(FailureCode.OUT_OF_TIME).columns)
        .execution_options(synchronize_session=False)
    )
    return list(db.session.scalars(select(CapacityStudy.event_id).where(CapacityStudy.status == RunStatus.QUEUED)))
