"""How a run ends: its answer is checked once more and becomes a draft, or the organizer is told why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import structlog
from sqlalchemy import insert, select

from matchmaking.extensions import db
from matchmaking.models import (
    Assignment,
    Attendance,
    Meeting,
    MeetingTable,
    Participant,
    Schedule,
    ScheduleRun,
    Slot,
    UnscheduledMeeting,
)
from matchmaking.services.runs import claims, contradictions, figures, snapshot
from matchmaking.services.runs.claims import Point
from matchmaking.services.runs.clock import database_now
from matchmaking.services.runs.failures import Failed, Failure, FailureCode
from solver.check import report_violations
from solver.formats import problem_from_json, solution_from_json
from solver.solution import Status

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.services.runs.claims import Claim
    from matchmaking.services.runs.solving import Answer
    from solver.problem import Problem
    from solver.solution import Result, Solution

log = structlog.get_logger()


class Unusable(Failed):
    """There is no draft to be made of the answer."""


def land(claim: Claim, answer: Answer) -> None:
    """End a run with its answer: as a draft, or as failed with the reason; in one transaction, or not at all."""
    problem = problem_from_json(claim.problem.encode())
    result = solution_from_json(answer.solution.encode())
    try:
        solution = _checked(claim, problem, result)
        if not claim.scenario:
            _require_what_it_names(claim, problem)
    except Unusable as reason:
        claims.fail(claim, reason.failure, result.status.value)
        return
    come_to = figures.of(problem, solution)
    claims.finish(claim, result.status.value, come_to, _last_points(result, solution), _held(claim, solution))
    if not claim.scenario:
        _write_draft(claim, problem, solution, answer.reasons)


def _checked(claim: Claim, problem: Problem, result: Result) -> Solution:
    """Judge the answer by the independent checker, which never uses the solver's own model."""
    if snapshot.hash_of(claim.problem) != claim.problem_hash:
        raise Unusable(Failure(FailureCode.DAMAGED))
    if result.status is Status.INFEASIBLE:
        raise Unusable(contradictions.failure(result.conflict))
    if result.best is None:
        raise Unusable(Failure(FailureCode.NOTHING_FOUND, {"seconds": claim.time_limit}))
    broken = report_violations(problem, result)
    if broken:
        log.error("broken schedule", run=claim.run_id, violations=[str(violation) for violation in broken[:20]])
        raise Unusable(Failure(FailureCode.BROKEN, {"violation": broken[0].sentence}))
    return result.best


def _last_points(result: Result, solution: Solution) -> list[Point]:
    """What the run has come to, for its page: a draft's own figures go with the first edit by hand."""
    return [Point(result.seconds, "end", goal.name, goal.value, goal.bound) for goal in solution.goals]


def _held(claim: Claim, solution: Solution) -> list[list[int | None]]:
    """Where each meeting is put; slots and tables that only a scenario has are negative, never a later one's id."""
    slots = set(db.session.scalars(select(Slot.id).where(Slot.event_id == claim.event_id)))
    tables = set(db.session.scalars(select(MeetingTable.id).where(MeetingTable.event_id == claim.event_id)))

    def known(number: int, there: set[int]) -> int:
        return number if number in there else -number

    return [
        [one.meeting, known(one.slot, slots), None if one.table is None else known(one.table, tables), *one.people]
        for one in solution.assignments
    ]


def _require_what_it_names(claim: Claim, problem: Problem) -> None:
    """Slots, tables, people and meetings may have been deleted while the solver worked."""
    named: tuple[tuple[type[Slot | MeetingTable | Participant | Meeting], set[int]], ...] = (
        (Slot, {slot.id for slot in problem.slots}),
        (MeetingTable, {table.id for table in problem.tables}),
        (Participant, {person.id for person in problem.participants}),
        (Meeting, {meeting.id for meeting in problem.meetings}),
    )
    for table, ids in named:
        if ids - set(db.session.scalars(select(table.id).where(table.event_id == claim.event_id))):
            raise Unusable(Failure(FailureCode.DELETED))


def _write_draft(claim: Claim, problem: Problem, solution: Solution, reasons: dict[int, dict[str, Any]]) -> None:
    run = db.session.get_one(ScheduleRun, claim.run_id)
    draft = Schedule(
        event_id=run.event_id,
        based_on=run.based_on,
        run_id=run.id,
        goals=[{"name": goal.name, "value": goal.value, "bound": goal.bound} for goal in solution.goals],
        created_at=database_now(),
    )
    db.session.add(draft)
    db.session.flush()
    _write_assignments(draft, run, problem, solution)
    unscheduled = [
        {"schedule_id": draft.id, "meeting_id": meeting, "reason": reasons.get(meeting, {})}
        for meeting in solution.unscheduled
    ]
    if unscheduled:
        db.session.execute(insert(UnscheduledMeeting), unscheduled)


def _write_assignments(draft: Schedule, run: ScheduleRun, problem: Problem, solution: Solution) -> None:
    times = _times(run.event_id)
    pinned = {meeting.id for meeting in problem.meetings if meeting.pinned is not None}
    assignments, attendances = [], []
    for held in solution.assignments:
        starts_at, ends_at = times[held.slot]
        key = {"schedule_id": draft.id, "meeting_id": held.meeting, "slot_id": held.slot}
        # What had begun was pinned as well, but nobody has locked it.
        locked = held.meeting in pinned and starts_at > run.created_at
        assignments.append(
            {**key, "table_id": held.table, "starts_at": starts_at, "ends_at": ends_at, "locked": locked}
        )
        attendances += [{**key, "participant_id": person, "side": side} for side, person in enumerate(held.people)]
    if assignments:
        db.session.execute(insert(Assignment), assignments)
        db.session.execute(insert(Attendance), attendances)


def _times(event_id: int) -> dict[int, tuple[datetime, datetime]]:
    rows = db.session.execute(select(Slot.id, Slot.starts_at, Slot.ends_at).where(Slot.event_id == event_id))
    return {slot_id: (starts_at, ends_at) for slot_id, starts_at, ends_at in rows}
