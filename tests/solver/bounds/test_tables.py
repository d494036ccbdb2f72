"""Table changes that no seating avoids: never more than some best schedule has, and often just as many."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.bounds.tables import keepers, table_changes_bound
from solver.clock import Clock
from solver.effort import Effort
from solver.index import Index
from solver.linear.formulation import Formulation
from solver.problem import GoalName, Problem, Slot
from tests.solver.brute_force import cut_down, every_cost
from tests.solver.problems import problem_of, problems, wish


def bound_at(problem: Problem, held: dict[GoalName, int]) -> int:
    model = Formulation(Index(problem))
    effort = Effort(Clock(10), random.Random(1), lambda *_: None, 1, 1)
    return table_changes_bound(model, model.rows(), held, effort, 10)


@st.composite
def rounds(draw: st.DrawFn) -> Problem:
    """Few tables, people who meet all the time, some twice, some without a table."""
    slots, people = draw(st.integers(2, 4)), range(1, draw(st.integers(4, 6)) + 1)
    pairs = [(a, b) for a in people for b in people if b < a]
    wishes = [
        wish(k, *pair, weight=draw(st.integers(1, 2)), tables=draw(st.sampled_from([None, None, None, ()])))
        for k, pair in enumerate(draw(st.lists(st.sampled_from(pairs), min_size=2, max_size=6)), start=1)
    ]
    split = draw(st.sampled_from([slots, slots, 2]))
    places = tuple(Slot(t, int(t > split)) for t in range(1, slots + 1))
    return problem_of(*wishes, slots=places, tables=draw(st.integers(1, 2)))


@settings(max_examples=120)
@given(problem=st.one_of(rounds(), problems()))
def test_no_schedule_that_keeps_the_goals_before_changes_fewer_tables(problem: Problem) -> None:
    problem = replace(cut_down(problem), goals=("value", "breaks", "table_changes"))
    costs = every_cost(problem)
    if not costs:
        return
    value = min(cost[0] for cost in costs)
    best = [cost for cost in costs if cost[0] == value]
    for breaks in {cost[1] for cost in best}:
        bound = bound_at(problem, {"value": value, "breaks": breaks})
        assert bound <= min(cost[2] for cost in best if cost[1] <= breaks)


def tournament(people: int, slots: int, tables: int) -> Problem:
    """Everybody wants to meet everybody."""
    pairs = [(a, b) for a in range(people) for b in range(a)]
    return problem_of(*(wish(k, *pair) for k, pair in enumerate(pairs)), slots=slots, tables=tables)


@pytest.mark.parametrize(
    ("problem", "breaks", "bound"),
    [
        # Four people, three rounds at two tables: after each round at least two people change.
        (tournament(4, 3, 2), 0, 4),
        (tournament(4, 3, 2), 1, 3),
        (tournament(6, 5, 3), 0, 12),
        (replace(tournament(6, 5, 3), slots=tuple(Slot(t, int(t > 3)) for t in range(1, 6))), 0, 9),
        # Without tables nobody changes any.
        (problem_of(wish(1, 1, 2, tables=()), wish(2, 1, 3, tables=()), slots=2), 0, 0),
    ],
)
def test_where_everybody_always_meets_half_of_them_change_tables(problem: Problem, breaks: int, bound: int) -> None:
    value = min(len(problem.meetings), len(problem.slots) * len(problem.tables))
    assert bound_at(problem, {"value": -value, "breaks": breaks}) == bound


def test_nothing_is_known_where_breaks_are_free() -> None:
    assert bound_at(tournament(4, 3, 2), {"value": -6}) == 0


def test_who_may_meet_twice_may_stay_together() -> None:
    problem = problem_of(wish(1, 1, 2), wish(2, 2, 1), wish(3, 1, 3), slots=3)
    assert keepers(Index(problem)) == [2, 2, 1]
    assert bound_at(problem_of(wish(1, 1, 2), wish(2, 2, 1), slots=2, tables=1), {"value": -2, "breaks": 0}) == 0
