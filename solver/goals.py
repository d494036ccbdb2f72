"""Every goal's value, recomputed from a schedule."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from solver.schedule import Schedule, breaks, changed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from solver.problem import Assignment, GoalName, Problem


def goal_values(problem: Problem, assignments: Iterable[Assignment]) -> dict[GoalName, int]:
    """Return the value of every goal, also of those the problem does not name."""
    return figures(Schedule.of(problem, assignments))


def figures(schedule: Schedule) -> dict[GoalName, int]:
    """Return the value of every goal of a sorted schedule."""
    groups = [length for person in schedule.of_participant for length in breaks(schedule, person)]
    return {
        "value": value(schedule),
        "shortfall": shortfall(schedule),
        "breaks": len(groups),
        "idle": sum(groups),
        "table_changes": table_changes(schedule),
        "changes": len(changed(schedule)),
    }


def value(schedule: Schedule) -> int:
    """Return the sum of the weights of the scheduled meetings."""
    meetings = schedule.by_id.meetings
    return sum(meetings[held.meeting].weight for held in schedule.assignments)


def shortfall(schedule: Schedule) -> int:
    """Return how many meetings the participants lack to their minimum, together."""
    return sum(
        max(0, (person.min_meetings or 0) - len(schedule.of_participant.get(person.id, ())))
        for person in schedule.problem.participants
    )


def table_changes(schedule: Schedule) -> int:
    """Return how often a participant's next meeting at a table, within a session, is at another table."""
    return sum(table_changes_of(schedule, person) for person in schedule.of_participant)


def table_changes_of(schedule: Schedule, person: int) -> int:
    """Return how often one participant's next meeting at a table, within a session, is at another table."""
    session = schedule.by_id.session
    seated = (held for held in schedule.of_participant.get(person, ()) if held.table is not None)
    return sum(
        session[before.slot] == session[then.slot] and before.table != then.table for before, then in pairwise(seated)
    )
