"""Results in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solver.conflict import headline

if TYPE_CHECKING:
    from solver.conflict import Conflict
    from solver.problem import Problem
    from solver.solution import Goal, Result


def summary(result: Result) -> str:
    """Return what was found in one line."""
    if result.best is None:
        return f"No schedule: {result.status.value}."
    return f"{result.status.value.capitalize()}: {', '.join(map(goal_in_words, result.best.goals))}."


def goal_in_words(goal: Goal) -> str:
    """Return a goal's value and bound."""
    bound = "no bound" if goal.bound is None else f"bound {goal.bound:,}"
    return f"{goal.name} {goal.value:,} ({bound})"


def conflict_in_words(problem: Problem, conflict: Conflict) -> str:
    """Return why there is no schedule, a line for each claim."""
    claims = "".join(f"- {claim.sentence}\n" for claim in conflict.claims)
    return f"{headline(problem, conflict)}\n{claims}"
