"""Writing problems and solutions: the same data gives the same bytes."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from solver.formats.problem_json import FORMAT as PROBLEM_FORMAT
from solver.formats.solution_json import FORMAT as SOLUTION_FORMAT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from solver.conflict import Conflict
    from solver.problem import Assignment, Meeting, Participant, Problem, Table
    from solver.solution import Result


def problem_to_json(problem: Problem) -> bytes:
    """Write a problem: one line for each entry, what is left at its default left out."""
    parts = [
        f'"format":{compact(PROBLEM_FORMAT)}',
        f'"slots":{lines({"id": slot.id, "session": slot.session} for slot in problem.slots)}',
        f'"tables":{lines(map(table_values, problem.tables))}',
        f'"participants":{lines(map(participant_values, problem.participants))}',
        f'"meetings":{lines(map(meeting_values, problem.meetings))}',
        f'"goals":{compact(problem.goals)}',
    ]
    if problem.precedences:
        parts.append(f'"precedences":{compact(problem.precedences)}')
    if problem.max_break_difference is not None:
        parts.append(f'"max_break_difference":{problem.max_break_difference}')
    if problem.previous:
        parts.append(f'"previous":{lines(map(assignment_values, problem.previous))}')
    if problem.max_changes is not None:
        limit = problem.max_changes
        parts.append(f'"max_changes":{compact(given(total=limit.total, per_participant=limit.per_participant))}')
    return ("{" + ",\n".join(parts) + "}\n").encode()


def solution_to_json(problem: Problem, result: Result) -> bytes:
    """Write a solution; without a schedule, every meeting of the problem is unscheduled."""
    best = result.best
    nobody = tuple(meeting.id for meeting in problem.meetings)
    goals = [{"name": goal.name, "value": goal.value, "bound": goal.bound} for goal in best.goals] if best else []
    parts = [
        f'"format":{compact(SOLUTION_FORMAT)}',
        f'"status":{compact(result.status.value)}',
        f'"goals":{compact(goals)}',
        f'"seconds":{round(result.seconds, 3)}',
        f'"seed":{result.seed}',
        f'"workers":{result.workers}',
        f'"solver":{compact(result.solver)}',
        f'"assignments":{lines(map(assignment_values, best.assignments if best else ()))}',
        f'"unscheduled":{compact(best.unscheduled if best else nobody)}',
    ]
    if result.conflict is not None:
        parts.append(f'"conflict":{conflict_values(result.conflict)}')
    return ("{" + ",\n".join(parts) + "}\n").encode()


def conflict_values(conflict: Conflict) -> str:
    """Return a conflict, a line for each claim."""
    claims: Iterable[dict[str, object]] = (asdict(claim) for claim in conflict.claims)
    return f'{{"irreducible":{compact(conflict.irreducible)},"claims":{lines(claims)}}}'


def compact(value: object) -> str:
    """Return JSON without spaces."""
    return json.dumps(value, separators=(",", ":"))


def lines(entries: Iterable[dict[str, object]]) -> str:
    """Return a JSON list with a line for each entry."""
    written = ",\n".join(map(compact, entries))
    return f"[\n{written}\n]" if written else "[]"


def given(**values: object) -> dict[str, object]:
    """Return the values that are not None."""
    return {name: value for name, value in values.items() if value is not None}


def table_values(table: Table) -> dict[str, object]:
    """Return a table's fields."""
    return given(id=table.id, zone=table.zone or None, unavailable=sorted(table.unavailable) or None)


def participant_values(person: Participant) -> dict[str, object]:
    """Return a participant's fields."""
    return given(
        id=person.id,
        unavailable=sorted(person.unavailable) or None,
        max_meetings=person.max_meetings,
        min_meetings=person.min_meetings,
        max_consecutive=person.max_consecutive,
        free_windows=[sorted(window) for window in person.free_windows] or None,
    )


def meeting_values(meeting: Meeting) -> dict[str, object]:
    """Return a meeting's fields."""
    pinned = meeting.pinned
    return given(
        id=meeting.id,
        sides=meeting.sides,
        weight=meeting.weight,
        slots=None if meeting.slots is None else sorted(meeting.slots),
        tables=meeting.tables,
        pinned=None if pinned is None else given(slot=pinned.slot, table=pinned.table, people=pinned.people),
        required=meeting.required or None,
    )


def assignment_values(held: Assignment) -> dict[str, object]:
    """Return an assignment's fields."""
    return {"meeting": held.meeting, "slot": held.slot, "table": held.table, "people": held.people}
