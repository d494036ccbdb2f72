"""The next schedule from the one in force: least change proven, budgets kept, the past untouched."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from solver.check import report_violations
from solver.compare import Comparison, compare
from solver.problem import MAXIMISED, GoalName, InvalidProblem, MaxChanges, Participant, Pin, Problem
from solver.replan import goals_of_replan, replan
from solver.solution import Goal, Status
from solver.solve import Progress, SolveParams
from tests.solver.brute_force import costs_of, every_cost
from tests.solver.problems import held, problem_of, wish
from tests.solver.replans import replans

ALONE = SolveParams(workers=1, work=0.3)

BEFORE = (held(1, 1, 1, 1, 2), held(2, 2, 1, 1, 3), held(3, 1, 2, 3, 4), held(9, 3, 1, 7, 8))
TWO_IS_LATE = problem_of(
    wish(1, 1, 2),
    wish(2, 1, 3),
    wish(3, 3, 4),
    wish(4, 1, 4, weight=5),
    slots=2,
    people=[Participant(2, unavailable=frozenset({1}))],
    previous=BEFORE,
)


@settings(max_examples=80)
@given(problem=replans())
def test_goals_and_bounds_of_a_replan_are_true(problem: Problem) -> None:
    costs = every_cost(problem)
    next_one = replan(problem, ALONE)
    assert report_violations(problem, next_one.result) == []
    if next_one.result.best is None:
        assert (next_one.result.status, costs) == (Status.INFEASIBLE, set())
        return
    reached = costs_of(problem, next_one.result.best.assignments)
    for stage, goal in enumerate(next_one.result.best.goals):
        within = [cost for cost in costs if all(a <= b for a, b in zip(cost[:stage], reached[:stage], strict=True))]
        true = min(cost[stage] for cost in within)
        assert goal.bound is None or (-goal.bound if goal.name in MAXIMISED else goal.bound) <= true


@settings(max_examples=60)
@given(problem=replans(changes_first=True))
def test_the_fewest_changes_are_proven_and_then_the_best_value(problem: Problem) -> None:
    problem = replace(problem, goals=("changes", "value"))
    costs = every_cost(problem)
    best = replan(problem, ALONE).result.best
    if best is not None:
        changes, value = min(costs)
        assert best.goals == (Goal("changes", changes, changes), Goal("value", -value, -value))


def test_who_is_late_has_that_meeting_cancelled_and_nobody_else_is_moved() -> None:
    next_one = replan(TWO_IS_LATE, ALONE)
    assert next_one.found == (Goal("changes", 1, 1), Goal("value", 2, 2))
    assert next_one.result.best is not None
    assert next_one.result.best.assignments == BEFORE[1:3]
    assert next_one.comparison == compare(BEFORE, BEFORE[1:3])


def test_a_bound_given_few_changes_is_none_for_a_problem_that_does_not_ask_for_them() -> None:
    result = replan(TWO_IS_LATE, ALONE).result
    assert result.best is not None
    assert (result.status, result.best.goals) == (Status.FEASIBLE, (Goal("value", 2, None),))


def test_changes_are_spent_on_value_where_they_are_limited() -> None:
    next_one = replan(replace(TWO_IS_LATE, max_changes=MaxChanges(total=2)), ALONE)
    assert next_one.found == (Goal("value", 6, 6), Goal("changes", 2, 2))
    assert next_one.result.best is not None
    assert (next_one.result.status, next_one.result.best.goals) == (Status.OPTIMAL, (Goal("value", 6, 6),))


def test_no_participant_has_more_changes_than_allowed() -> None:
    next_one = replan(replace(TWO_IS_LATE, max_changes=MaxChanges(per_participant=0)), ALONE)
    assert next_one.result.status is Status.INFEASIBLE
    assert (next_one.found, next_one.comparison) == ((), Comparison((), {}))


def test_the_past_stays_whatever_it_costs() -> None:
    frozen = replace(TWO_IS_LATE.meetings[2], pinned=Pin(1, 2, (3, 4)))
    heavy = wish(5, 3, 4, weight=100, slots=frozenset({1}))
    problem = replace(TWO_IS_LATE, meetings=(*TWO_IS_LATE.meetings[:2], frozen, heavy), goals=("value", "changes"))
    best = replan(problem, ALONE).result.best
    assert best is not None
    assert BEFORE[2] in best.assignments


@pytest.mark.parametrize(
    ("own", "limit", "goals"),
    [
        (("value",), None, ("changes", "value")),
        (("value", "breaks"), MaxChanges(total=3), ("value", "breaks", "changes")),
        (("value", "changes", "breaks"), None, ("value", "changes", "breaks")),
        (("changes", "value"), MaxChanges(total=3), ("changes", "value")),
    ],
)
def test_changes_are_where_the_problem_puts_them_else_first_or_last(
    own: tuple[GoalName, ...], limit: MaxChanges | None, goals: tuple[GoalName, ...]
) -> None:
    assert goals_of_replan(replace(TWO_IS_LATE, goals=own, max_changes=limit)) == goals


def test_without_a_schedule_in_force_there_is_nothing_to_replan() -> None:
    with pytest.raises(InvalidProblem, match="There is no schedule in force to re-plan from"):
        replan(replace(TWO_IS_LATE, previous=()))


def test_the_first_answer_is_told_before_anything_is_optimised() -> None:
    told: list[Progress] = []
    replan(TWO_IS_LATE, ALONE, told.append)
    assert (told[0].stage, told[0].goal, told[0].incumbent, told[0].bound) == ("bound", "changes", 1, 1)
