"""What a run has come to, counted once, so that lists and comparisons need not read its problem again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from solver.goals import goal_values

if TYPE_CHECKING:
    from solver.problem import Problem
    from solver.solution import Solution


def of(problem: Problem, solution: Solution) -> dict[str, Any]:
    """Count meetings and wishes, every goal's value, and what is proven of those that were worked on."""
    return {
        "meetings": len(solution.assignments),
        "wished": len(problem.meetings),
        "weight": sum(meeting.weight for meeting in problem.meetings),
        "values": goal_values(problem, solution.assignments),
        "bounds": {goal.name: goal.bound for goal in solution.goals},
    }
