"""The solver as a whole: valid schedules, true bounds, honest proofs, within its time."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings

from solver.check import report_violations, violations
from solver.problem import MAXIMISED, MaxChanges, Participant, Pin, Problem, Slot, Table
from solver.solution import Status
from solver.solve import Progress, SolveParams, solve
from tests.solver.brute_force import costs_of, cut_down, every_cost
from tests.solver.problems import held, problem_of, problems, wish
from tests.solver.schedules import crowded

ALONE = SolveParams(workers=1, work=0.3)


@settings(max_examples=60)
@given(problem=problems())
def test_no_bound_passes_the_best_schedule_there_is(problem: Problem) -> None:
    problem = cut_down(problem)
    costs = every_cost(problem)
    result = solve(problem, ALONE)
    if result.best is None:
        assert (result.status, costs) == (Status.INFEASIBLE, set())
        return
    reached = costs_of(problem, result.best.assignments)
    assert reached in costs
    for stage, goal in enumerate(result.best.goals):
        within = [cost for cost in costs if all(a <= b for a, b in zip(cost[:stage], reached[:stage], strict=True))]
        true = min(cost[stage] for cost in within)
        bound = true if goal.bound is None else -goal.bound if goal.name in MAXIMISED else goal.bound
        assert bound <= true
    assert (result.status is Status.OPTIMAL) == all(goal.proven for goal in result.best.goals)
    if result.status is Status.OPTIMAL:
        assert reached == min(costs)


@settings(max_examples=60)
@given(problem=problems())
def test_two_workers_report_what_the_checker_recomputes(problem: Problem) -> None:
    result = solve(problem, SolveParams(time_limit=0.6, workers=2))
    assert report_violations(problem, result) == []


def test_everybody_who_wants_to_meets_where_there_is_room() -> None:
    problem = problem_of(wish(1, 1, 2, weight=3), wish(2, 1, 3, weight=2), wish(3, 2, 3), slots=3, tables=1)
    result = solve(problem, ALONE)
    assert result.best is not None
    assert (result.status, [(g.value, g.bound) for g in result.best.goals]) == (Status.OPTIMAL, [(6, 6)])


def test_a_later_goal_costs_an_earlier_one_nothing() -> None:
    wishes = [wish(1, 1, 2), wish(2, 1, 3, slots=frozenset({1})), wish(3, 1, 4, slots=frozenset({3}))]
    eager = solve(
        problem_of(*wishes, people=[Participant(1, unavailable=frozenset({2, 4}))], goals=("value", "breaks")), ALONE
    )
    calm = solve(
        problem_of(*wishes, people=[Participant(1, unavailable=frozenset({2, 4}))], goals=("breaks", "value")), ALONE
    )
    assert eager.best is not None
    assert calm.best is not None
    assert [(g.name, g.value, g.bound) for g in eager.best.goals] == [("value", 2, 2), ("breaks", 1, 1)]
    assert [(g.name, g.value, g.bound) for g in calm.best.goals] == [("breaks", 0, 0), ("value", 1, 1)]


@pytest.mark.parametrize(
    "problem",
    [
        problem_of(wish(1, 1, 2, pinned=Pin(1)), wish(2, 1, 3, pinned=Pin(1))),
        problem_of(wish(1, 1, 2, pinned=Pin(1, 1)), wish(2, 3, 4, pinned=Pin(1, 1))),
        problem_of(wish(1, 1, 2, required=True), wish(2, 3, 4, required=True), precedences=((1, 2), (2, 1))),
        problem_of(*(wish(k, 1, 1 + k, required=True) for k in range(1, 6)), slots=4),
        problem_of(wish(1, 1, 2, required=True), people=[Participant(1, unavailable=frozenset({1, 2, 3, 4}))]),
        problem_of(wish(1, 1, 2, tables=(), pinned=Pin(1, 1))),
        problem_of(
            wish(1, 1, 2),
            people=[Participant(1, unavailable=frozenset({1}))],
            previous=(held(1, 1, 1, 1, 2),),
            max_changes=MaxChanges(total=0),
        ),
    ],
    ids=["people", "table", "circle", "too many", "absent", "online", "changes"],
)
def test_contradictions_are_proven_infeasible(problem: Problem) -> None:
    result = solve(problem, ALONE)
    assert (result.status, result.best) == (Status.INFEASIBLE, None)


def test_stands_interpreters_and_online_meetings_are_seated() -> None:
    slots = (Slot(1, 0), Slot(2, 0))
    problem = problem_of(
        wish(1, 1, 2, (8, 9), tables=(5,)),
        wish(2, 3, (4, 1), (8, 9), tables=(5,)),
        wish(3, 5, 6, tables=()),
        wish(4, 5, 7),
        slots=slots,
        tables=(Table(5), Table(6, unavailable=frozenset({1}))),
    )
    result = solve(problem, ALONE)
    assert result.best is not None
    assert (result.status, len(result.best.assignments)) == (Status.OPTIMAL, 4)


def test_replanning_keeps_all_that_can_stay() -> None:
    previous = (held(1, 1, 1, 1, 2), held(2, 2, 1, 1, 3), held(3, 1, 2, 3, 4), held(9, 3, 1, 7, 8))
    problem = problem_of(
        wish(1, 1, 2),
        wish(2, 1, 3),
        wish(3, 3, 4),
        people=[Participant(2, unavailable=frozenset({1}))],
        goals=("changes", "value"),
        previous=previous,
    )
    result = solve(problem, ALONE)
    assert result.best is not None
    assert [(g.value, g.bound) for g in result.best.goals] == [(1, 1), (3, 3)]
    assert {previous[1], previous[2]} <= set(result.best.assignments)


def test_nothing_to_schedule_is_optimal() -> None:
    result = solve(problem_of(wish(1, 1, 2), tables=0), ALONE)
    assert result.best is not None
    assert (result.status, result.best.unscheduled) == (Status.OPTIMAL, (1,))


def test_counted_work_gives_the_same_schedule_again() -> None:
    problem = crowded(goals=("value", "breaks", "table_changes"))
    first, second = (solve(problem, SolveParams(workers=1, work=1.5, seed=7)) for _ in range(2))
    assert first.best == second.best


def test_seeds_make_a_difference() -> None:
    problem = crowded(goals=("value", "breaks"))
    first, second = (solve(problem, SolveParams(workers=1, work=1.0, seed=seed)) for seed in (1, 2))
    assert first.best != second.best


def test_a_solve_ends_in_time() -> None:
    problem = crowded(goals=("value", "shortfall", "breaks", "idle", "table_changes"))
    begun = time.monotonic()
    result = solve(problem, SolveParams(time_limit=2.0))
    assert time.monotonic() - begun < 20.0  # without a limit it would go on for minutes
    assert result.status is Status.FEASIBLE


def test_a_stopped_solve_answers_at_once_with_what_it_has() -> None:
    problem = crowded(goals=("value", "breaks", "table_changes"))
    begun = time.monotonic()
    answered = []

    def stop() -> bool:
        if time.monotonic() - begun > 1.5:
            answered.append(time.monotonic())
            return True
        return False

    result = solve(problem, SolveParams(time_limit=60), stop=stop)
    assert time.monotonic() - answered[0] < 20.0  # well before its time limit, however busy the machine
    assert result.best is not None
    assert violations(problem, result.best.assignments) == []


def test_progress_tells_incumbent_and_bound_in_the_goals_own_sense() -> None:
    told: list[Progress] = []
    result = solve(crowded(goals=("value",)), SolveParams(time_limit=10), progress=told.append)
    assert result.best is not None
    assert (told[-1].goal, told[-1].incumbent, told[-1].bound) == (
        "value",
        result.best.goals[0].value,
        result.best.goals[0].bound,
    )
    assert sorted(step.seconds for step in told) == [step.seconds for step in told]


def test_a_problem_without_meetings_is_solved() -> None:
    result = solve(replace(problem_of(wish(1, 1, 2)), meetings=()), ALONE)
    assert result.status is Status.OPTIMAL
