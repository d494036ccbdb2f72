"""
Re-planning: the next schedule from the one in force, with as few changes as the problem allows.

The past is pinned, so it stays; people, tables and hours may be gone, wishes withdrawn or new. What makes that fast is
not here but in `settled.py`: a meeting that nothing forces to move is not searched at all. A limit on changes with
another goal first is a neighbourhood of the schedule in force (local branching: Fischetti and Lodi 2003).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from solver.compare import Comparison, compare
from solver.problem import InvalidProblem
from solver.solution import Goal, Result, Solution, Status
from solver.solve import SolveParams, solve

if TYPE_CHECKING:
    from collections.abc import Callable

    from solver.problem import GoalName, Problem
    from solver.solve import Progress

USUAL = SolveParams()


@dataclass(frozen=True, slots=True)
class Replan:
    """
    A schedule to come and what it changes.

    Attributes
    ----------
    result
        The answer to the problem as it was given: its own goals only. Where changes came before a goal because the
        problem does not name them, that goal has no bound: none was computed that holds with any number of changes.
    found
        The goals that were worked on, with `changes` among them; each bound holds given the goals before.
    comparison
        What differs from the schedule in force; empty if there is no schedule to come.
    """

    result: Result
    found: tuple[Goal, ...]
    comparison: Comparison


def replan(
    problem: Problem,
    params: SolveParams = USUAL,
    progress: Callable[[Progress], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> Replan:
    """
    Find the next schedule: as `solve`, with `goals_of_replan`.

    The first answer, which keeps what can be kept, is told to `progress` before anything is optimised.

    Raises
    ------
    InvalidProblem
        If no schedule is in force.
    """
    if not problem.previous:
        raise InvalidProblem("There is no schedule in force to re-plan from: previous is empty.")
    goals = goals_of_replan(problem)
    result = solve(replace(problem, goals=goals), params, progress, stop)
    if result.best is None:
        return Replan(result, (), Comparison((), {}))
    comparison = compare(problem.previous, result.best.assignments)
    return Replan(_as_asked(problem, result, result.best), result.best.goals, comparison)


def goals_of_replan(problem: Problem) -> tuple[GoalName, ...]:
    """
    Return the goals to work on.

    The problem's own if `changes` is among them. Else changes come first, so that nobody's day is rebuilt for one
    cancellation; but last where the problem limits them, so that they are spent on what is worth them.
    """
    if "changes" in problem.goals:
        return problem.goals
    return ("changes", *problem.goals) if problem.max_changes is None else (*problem.goals, "changes")


def _as_asked(problem: Problem, result: Result, best: Solution) -> Result:
    """Return the result for the goals that the problem names."""
    names = tuple(goal.name for goal in best.goals)
    if names == problem.goals:
        return result
    own = [goal for goal in best.goals if goal.name in problem.goals]
    if names[0] not in problem.goals:
        own = [replace(goal, bound=None) for goal in own]
    status = Status.OPTIMAL if all(goal.proven for goal in own) else Status.FEASIBLE
    return replace(result, status=status, best=replace(best, goals=tuple(own)))
