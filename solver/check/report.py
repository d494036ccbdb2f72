"""What a solve reported, held against its assignments: status, unscheduled meetings, goals and bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solver.check.rules import violations
from solver.check.violation import Violation
from solver.goals import goal_values
from solver.problem import MAXIMISED
from solver.solution import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from solver.problem import Problem
    from solver.solution import Result, Solution


def report_violations(problem: Problem, result: Result) -> list[Violation]:
    """
    Return the broken rules of a result's schedule and, if there are none, what it reports wrongly.

    A result without a schedule breaks nothing. Whether a bound is true cannot be seen from one schedule, only
    that the schedule itself does not pass it.
    """
    if result.best is None:
        return []
    found = [*violations(problem, result.best.assignments), *wrong_rest(problem, result.best)]
    return found or [*wrong_goals(problem, result.best), *wrong_status(result.status, result.best)]


def wrong_rest(problem: Problem, solution: Solution) -> Iterator[Violation]:
    """Every meeting is either assigned or, once, unscheduled."""
    scheduled = {held.meeting for held in solution.assignments}
    rest = [meeting.id for meeting in problem.meetings if meeting.id not in scheduled]
    if sorted(solution.unscheduled) != sorted(rest):
        wrong = tuple(sorted(set(solution.unscheduled) ^ set(rest)))
        sentence = "The unscheduled meetings are not exactly those without an assignment."
        yield Violation("unscheduled", sentence, meetings=wrong)


def wrong_goals(problem: Problem, solution: Solution) -> Iterator[Violation]:
    """The reported goals are the problem's, their values those of the assignments, and no bound is passed."""
    names = [goal.name for goal in solution.goals]
    if names != list(problem.goals):
        sentence = f"The goals are {', '.join(names) or 'none'}, the problem's are {', '.join(problem.goals)}."
        yield Violation("goals", sentence)
        return
    found = goal_values(problem, solution.assignments)
    for goal in solution.goals:
        if goal.value != found[goal.name]:
            sentence = f"The goal {goal.name} is reported as {goal.value}, but is {found[goal.name]}."
            yield Violation("goals", sentence)
        sign = 1 if goal.name in MAXIMISED else -1
        if goal.bound is not None and sign * goal.value > sign * goal.bound:
            sentence = f"The goal {goal.name} is {goal.value}, past its bound {goal.bound}."
            yield Violation("bounds", sentence)


def wrong_status(status: Status, solution: Solution) -> Iterator[Violation]:
    """The status is optimal exactly when every goal equals its bound."""
    proven = all(goal.proven for goal in solution.goals)
    if (status is Status.OPTIMAL) != proven:
        found = "every goal equals its bound" if proven else "not every goal equals its bound"
        yield Violation("status", f"The status is {status.value}, but {found}.")
