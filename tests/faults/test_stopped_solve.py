"""A solve that is stopped at any moment leaves a schedule that breaks no rule, and claims nothing that is not so."""

from __future__ import annotations

import pytest

from solver import Progress, Result, SolveParams, Status, solve
from solver.check import violations
from solver.problem import MAXIMISED, GoalName, Problem
from tests.solver.schedules import crowded

GOALS: tuple[GoalName, ...] = ("value", "shortfall", "breaks", "table_changes")


def expect_sound(problem: Problem, result: Result) -> None:
    if result.best is None:
        assert result.status is Status.UNKNOWN
        return
    assert violations(problem, result.best.assignments) == []
    assert [goal.name for goal in result.best.goals] == list(problem.goals)
    for goal in result.best.goals:
        assert goal.bound is None or (goal.value <= goal.bound if goal.name in MAXIMISED else goal.value >= goal.bound)


class StopAtTheAsking:
    """Says yes from the n-th time on."""

    def __init__(self, number: int) -> None:
        self.left = number

    def __call__(self) -> bool:
        self.left -= 1
        return self.left <= 0


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("people", [20, 60, 150])
def test_a_solve_may_be_stopped_at_any_asking(people: int, workers: int) -> None:
    problem = crowded(goals=GOALS, people=people)
    for number in (1, 2, 3, 5, 9, 17, 30):
        result = solve(problem, SolveParams(time_limit=60, workers=workers), stop=StopAtTheAsking(number))
        expect_sound(problem, result)


@pytest.mark.slow
def test_a_solve_may_be_stopped_after_any_step_forward() -> None:
    problem = crowded(goals=GOALS, people=60)
    for number in (0, 1, 2, 3, 5, 8, 13):
        told: list[Progress] = []
        enough = number
        result = solve(
            problem,
            SolveParams(time_limit=60),
            progress=told.append,
            stop=lambda told=told, enough=enough: len(told) >= enough,  # type: ignore[misc]
        )
        expect_sound(problem, result)
        assert len(told) >= number
