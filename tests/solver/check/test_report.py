from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from solver.check import RuleName, report_violations
from solver.solution import Goal, Result, Solution, Status
from tests.solver.problems import held, problem_of, wish

PROVEN = Result(
    status=Status.OPTIMAL,
    best=Solution((held(1, 1, 1, 1, 2),), (2,), (Goal("value", 3, 3),)),
    seconds=1.0,
    seed=1,
    workers=2,
    solver="test",
)
REPORTED = problem_of(wish(1, 1, 2, weight=3), wish(2, 1, 2, weight=0))


def reported(**fields: Any) -> list[tuple[RuleName, str]]:
    assert PROVEN.best is not None
    status = fields.pop("status", PROVEN.status)
    result = replace(PROVEN, status=status, best=replace(PROVEN.best, **fields))
    return [(one.rule, one.sentence) for one in report_violations(REPORTED, result)]


def test_a_true_report_has_no_violation() -> None:
    assert reported() == []


def test_no_schedule_breaks_no_rule() -> None:
    assert report_violations(REPORTED, replace(PROVEN, status=Status.UNKNOWN, best=None)) == []


@pytest.mark.parametrize("unscheduled", [(), (1, 2), (2, 2), (2, 9)])
def test_unscheduled_meetings_that_are_not_exactly_the_rest_are_found(unscheduled: tuple[int, ...]) -> None:
    sentence = "The unscheduled meetings are not exactly those without an assignment."
    assert reported(unscheduled=unscheduled) == [("unscheduled", sentence)]


def test_a_reported_value_that_is_not_reached_is_found() -> None:
    assert reported(goals=(Goal("value", 4, 4),)) == [("goals", "The goal value is reported as 4, but is 3.")]


def test_goals_that_are_not_the_problems_are_found() -> None:
    assert reported(goals=()) == [("goals", "The goals are none, the problem's are value.")]


def test_a_bound_that_its_own_schedule_passes_is_found() -> None:
    found = reported(goals=(Goal("value", 3, 2),), status=Status.FEASIBLE)
    assert found == [("bounds", "The goal value is 3, past its bound 2.")]


def test_a_bound_of_a_minimised_goal_lies_below() -> None:
    problem = replace(REPORTED, goals=("breaks",))
    assert PROVEN.best is not None
    best = replace(PROVEN.best, goals=(Goal("breaks", 0, 1),))
    found = report_violations(problem, replace(PROVEN, status=Status.FEASIBLE, best=best))
    assert [one.sentence for one in found] == ["The goal breaks is 0, past its bound 1."]


def test_a_status_must_fit_the_bounds() -> None:
    unproven = (Goal("value", 3, None),)
    assert reported(goals=unproven) == [("status", "The status is optimal, but not every goal equals its bound.")]
    sentence = "The status is feasible, but every goal equals its bound."
    assert reported(status=Status.FEASIBLE) == [("status", sentence)]


def test_a_broken_rule_is_told_before_the_figures_that_follow_from_it() -> None:
    assert reported(assignments=(held(1, 1, 1, 1, 1),), goals=()) == [
        ("one_person_per_side", "Meeting 1 has participant 1 on side 2, where they do not belong."),
        ("different_people", "Meeting 1 has participant 1 on two sides."),
    ]
