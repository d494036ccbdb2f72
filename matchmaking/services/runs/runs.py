"""Runs, as the organizer knows them: building a schedule, looking at it being built, stopping it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import defer

from matchmaking.extensions import db
from matchmaking.models import Assignment, Meeting, RunPoint, RunStatus, Schedule, ScheduleRun
from matchmaking.services import audit
from matchmaking.services.refusals import Conflict, Invalid, NotFound
from matchmaking.services.runs import snapshot
from matchmaking.services.runs.failures import FailureCode
from matchmaking.services.runs.goals import NO_LIMIT, checked
from matchmaking.services.schedule import publishing
from matchmaking.services.setup import phases

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Select

    from matchmaking.models import Event, Organizer
    from matchmaking.services.runs.goals import Budget
    from solver.problem import Problem

LEAST_SECONDS = 5
MOST_SECONDS = 600
OPEN = (RunStatus.QUEUED, RunStatus.RUNNING)


def start(  # noqa: PLR0913 - each is a choice of the organizer's
    event: Event,
    organizer: Organizer,
    now: datetime,
    *,
    time_limit: int,
    locks_from: Schedule | None = None,
    goals: Sequence[str] | None = None,
    budget: Budget = NO_LIMIT,
) -> ScheduleRun:
    """
    Freeze the event and queue a run; commit, then put `solve_run` with its id into the queue.

    `goals` stand in order, the most important one first; without any they are the usual ones.
    """
    phases.require_running(event, now)
    if not LEAST_SECONDS <= time_limit <= MOST_SECONDS:
        sentence = _("A run takes from %(least)d to %(most)d seconds.", least=LEAST_SECONDS, most=MOST_SECONDS)
        raise Invalid(sentence)
    problem = snapshot.problem_of(event, now, locks_from=locks_from)
    _require_something_to_do(problem)
    if goals is not None:
        problem = replace(problem, goals=checked(event, goals))
    if event.version_number:
        problem = replace(problem, max_changes=budget.as_problem)
    taken = snapshot.frozen(problem)
    run = ScheduleRun(
        event_id=event.id,
        requested_by_id=organizer.id,
        status=RunStatus.QUEUED,
        based_on=event.version_number,
        locks_from_id=locks_from.id if locks_from else None,
        problem=taken.text,
        problem_hash=taken.hash,
        time_limit=time_limit,
        goals=list(problem.goals),
        most_changes=budget.total if event.version_number else None,
        most_changes_each=budget.each if event.version_number else None,
        created_at=now,
    )
    _add_as_the_only_open_one(run)
    audit.record("run.started", at=now, event_id=event.id, organizer=organizer, subject=f"run {run.id}")
    return run


def fallen_out(event: Event) -> int:
    """How many meetings were called off since the schedule in force was built, which leaves room for others."""
    in_force = publishing.in_force(event)
    if in_force is None:
        return 0
    first = db.session.scalar(
        select(func.min(Schedule.number)).where(Schedule.event_id == event.id, Schedule.run_id == in_force.run_id)
        if in_force.run_id
        else select(func.min(Schedule.number)).where(Schedule.event_id == event.id)
    )
    built = select(Schedule.id).where(Schedule.event_id == event.id, Schedule.number == first).scalar_subquery()
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Assignment)
            .join(Meeting, Meeting.id == Assignment.meeting_id)
            .where(Assignment.schedule_id == built, Meeting.cancelled_at.is_not(None))
        )
        or 0
    )


def request_stop(event: Event, run: ScheduleRun, organizer: Organizer, now: datetime) -> None:
    """Ask for an early end; the best schedule so far is kept. One that nobody has begun is called off."""
    if run.status not in {*OPEN, RunStatus.PLANNED}:
        raise Conflict(_("This run has ended already."))
    run.stop_requested = True
    if run.status is not RunStatus.RUNNING:
        run.status = RunStatus.FAILED
        run.failure_code = FailureCode.CALLED_OFF.value
        run.ended_at = now
    audit.record("run.stopped", at=now, event_id=event.id, organizer=organizer, subject=f"run {run.id}")


def write_note(event: Event, run: ScheduleRun, note: str, organizer: Organizer, now: datetime) -> None:
    """Note down what a run was for, or what is to be remembered of it."""
    run.note = note
    audit.record("run.noted", at=now, event_id=event.id, organizer=organizer, subject=f"run {run.id}")


def find(event: Event, run_id: int) -> ScheduleRun:
    """One of this event's runs, without the text of its problem."""
    run = db.session.scalar(_of(event).where(ScheduleRun.id == run_id))
    if run is None:
        raise NotFound(_("There is no such run."))
    return run


def open_run(event: Event) -> int | None:
    """The id of the run that is being built just now, if any."""
    return db.session.scalar(
        select(ScheduleRun.id).where(ScheduleRun.event_id == event.id, ScheduleRun.status.in_(OPEN))
    )


def count(event: Event) -> int:
    """How many runs this event has had, scenarios aside."""
    own = select(func.count()).where(ScheduleRun.event_id == event.id, ScheduleRun.base_id.is_(None))
    return db.session.scalar(own) or 0


def latest(event: Event, *, offset: int, limit: int) -> list[ScheduleRun]:
    """Its runs, the latest first, scenarios aside, without the texts of their problems."""
    own = _of(event).where(ScheduleRun.base_id.is_(None))
    return list(db.session.scalars(own.order_by(ScheduleRun.id.desc()).offset(offset).limit(limit)))


def points_of(run: ScheduleRun) -> list[RunPoint]:
    """What its latest attempt has found out, in order of time."""
    return list(
        db.session.scalars(
            select(RunPoint).where(RunPoint.run_id == run.id, RunPoint.attempt == run.attempt).order_by(RunPoint.id)
        )
    )


def schedules_of(runs: Sequence[ScheduleRun]) -> dict[int, Schedule]:
    """What has become of these runs: the draft of each, or else the latest version that came of it."""
    made = select(Schedule).where(Schedule.run_id.in_([run.id for run in runs]))
    by_age = sorted(db.session.scalars(made), key=lambda schedule: (schedule.number is None, schedule.id))
    return {schedule.run_id: schedule for schedule in by_age if schedule.run_id is not None}


def drafts_with_locks(event: Event) -> list[tuple[Schedule, int]]:
    """The drafts whose locks a run can keep, the newest first, with how many meetings are locked."""
    rows = db.session.execute(
        select(Schedule, func.count())
        .join(Assignment, Assignment.schedule_id == Schedule.id)
        .where(Schedule.event_id == event.id, Schedule.number.is_(None), Assignment.locked)
        .group_by(Schedule.id)
        .order_by(Schedule.id.desc())
    )
    return [(draft, locked) for draft, locked in rows]


def _of(event: Event) -> Select[ScheduleRun]:
    return select(ScheduleRun).where(ScheduleRun.event_id == event.id).options(defer(ScheduleRun.problem))


def _require_something_to_do(problem: Problem) -> None:
    if not problem.slots:
        raise Invalid(_("There are no meeting slots yet. Add a meeting session to the programme first."))
    if not problem.tables:
        raise Invalid(_("There are no tables yet. Add them under “Tables” first."))
    if not problem.meetings:
        raise Invalid(_("There are no meetings to schedule yet: no meeting request was accepted so far."))
    loose = [meeting for meeting in problem.meetings if meeting.pinned is None]
    if loose and all(meeting.slots == frozenset() for meeting in loose):
        raise Invalid(_("No slot is left: all have begun, or all tables are somebody's own stand."))


def _add_as_the_only_open_one(run: ScheduleRun) -> None:
    """The database's key decides, whoever looks first."""
    try:
        with db.session.begin_nested():
            db.session.add(run)
    except IntegrityError:
        raise Conflict(_("A schedule is being built already. Wait for it to end, or stop it.")) from None
