"""Scenarios: what a run would have come to with something varied, solved one after the other and never published."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from sqlalchemy import exists, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased, defer, undefer

from matchmaking.extensions import db
from matchmaking.models import MeetingTable, RunStatus, ScheduleRun
from matchmaking.services import audit
from matchmaking.services.refusals import Invalid
from matchmaking.services.runs import snapshot, variations
from matchmaking.services.runs.failures import FailureCode
from matchmaking.services.setup import phases
from solver.formats import problem_from_json

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from matchmaking.models import Event, Organizer
    from solver.problem import Problem

BASES_OFFERED = 10
WAITING = (RunStatus.PLANNED, RunStatus.QUEUED, RunStatus.RUNNING)


class Kind(StrEnum):
    """What is varied."""

    MORE_TABLES = "more_tables"
    WITHOUT_LAST_SLOT = "without_last_slot"
    HALF_DAY = "half_day"
    WITHOUT_ZONE = "without_zone"
    AT_MOST = "at_most"


@dataclass(frozen=True, slots=True)
class Scenario:
    """One variation; `count` is a number of tables or meetings, or a zone's id, `name` what the zone was called."""

    kind: Kind
    count: int = 0
    name: str = ""

    @property
    def as_json(self) -> dict[str, Any]:
        """The same as a run stores it."""
        return {"kind": self.kind.value, "count": self.count, "name": self.name}


def bases(event: Event) -> list[ScheduleRun]:
    """The runs that scenarios can be compared with, the latest first."""
    runs = select(ScheduleRun).where(
        ScheduleRun.event_id == event.id,
        ScheduleRun.base_id.is_(None),
        ScheduleRun.status == RunStatus.FINISHED,
    )
    latest = db.session.scalars(
        runs.options(defer(ScheduleRun.problem)).order_by(ScheduleRun.id.desc()).limit(BASES_OFFERED)
    )
    return [run for run in latest if run.figures]


def of(base: ScheduleRun) -> list[ScheduleRun]:
    """What was varied of a run, in order."""
    runs = select(ScheduleRun).where(ScheduleRun.base_id == base.id)
    runs = runs.options(defer(ScheduleRun.problem), undefer(ScheduleRun.held))
    return list(db.session.scalars(runs.order_by(ScheduleRun.id)))


def plan(event: Event, base: ScheduleRun, wanted: Sequence[Scenario], organizer: Organizer, now: datetime) -> None:
    """Plan the scenarios of a run; commit, then `queue_next` and put what it names into the queue."""
    phases.require_running(event, now)
    if not wanted:
        raise Invalid(_("Choose at least one scenario."))
    problem = problem_from_json(base.problem.encode())
    for scenario in wanted:
        taken = snapshot.frozen(_varied(event, problem, scenario))
        run = ScheduleRun(
            event_id=event.id,
            requested_by_id=organizer.id,
            status=RunStatus.PLANNED,
            based_on=base.based_on,
            problem=taken.text,
            problem_hash=taken.hash,
            time_limit=base.time_limit,
            goals=base.goals,
            most_changes=base.most_changes,
            most_changes_each=base.most_changes_each,
            base_id=base.id,
            scenario=scenario.as_json,
            created_at=now,
        )
        db.session.add(run)
    audit.record("scenarios.planned", at=now, event_id=event.id, organizer=organizer, subject=f"run {base.id}")


def call_off(event: Event, base: ScheduleRun, organizer: Organizer, now: datetime) -> None:
    """Stop the scenario that is being worked on, and begin none of the others."""
    for run in of(base):
        if run.status in WAITING:
            run.stop_requested = True
        if run.status in {RunStatus.PLANNED, RunStatus.QUEUED}:
            run.status, run.failure_code, run.ended_at = RunStatus.FAILED, FailureCode.CALLED_OFF.value, now
    audit.record("scenarios.stopped", at=now, event_id=event.id, organizer=organizer, subject=f"run {base.id}")


def queue_next() -> None:
    """Let the oldest planned run of every event that has no open one take its place; the database's key decides."""
    other = aliased(ScheduleRun)
    busy = exists().where(
        other.event_id == ScheduleRun.event_id, other.status.in_((RunStatus.QUEUED, RunStatus.RUNNING))
    )
    planned = select(ScheduleRun).where(ScheduleRun.status == RunStatus.PLANNED, ~busy)
    taken: set[int] = set()
    for run in list(db.session.scalars(planned.options(defer(ScheduleRun.problem)).order_by(ScheduleRun.id))):
        if run.event_id in taken:
            continue
        taken.add(run.event_id)
        try:
            with db.session.begin_nested():
                run.status = RunStatus.QUEUED
        except IntegrityError:
            db.session.refresh(run, ["status"])


def _varied(event: Event, problem: Problem, scenario: Scenario) -> Problem:
    if scenario.kind is Kind.MORE_TABLES:
        stands = select(MeetingTable.id).where(MeetingTable.event_id == event.id, MeetingTable.stand_of_id.is_not(None))
        return variations.with_more_tables(problem, scenario.count, frozenset(db.session.scalars(stands)))
    if scenario.kind is Kind.WITHOUT_ZONE:
        return variations.without_zone(problem, scenario.count)
    if scenario.kind is Kind.AT_MOST:
        return variations.with_at_most(problem, scenario.count)
    if scenario.kind is Kind.HALF_DAY:
        return variations.with_half_a_day(problem)
    if len(problem.slots) < 2:  # noqa: PLR2004 - the only slot cannot be left out
        raise Invalid(_("There is only one slot: without it there is no schedule."))
    return variations.without_last_slot(problem)
