from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from solver.advise import AdviseParams, Point, advise
from solver.advise.curve import Curve
from solver.advise.reaching import schedules
from solver.advise.varied import least_slots, named_tables, with_slots, with_tables
from solver.check import violations
from solver.clock import Clock
from solver.goals import goal_values
from solver.index import Index
from solver.problem import InvalidProblem, Participant, Pin, Problem, Slot, Table
from solver.solve import SolveParams, solve
from tests.solver.brute_force import cut_down, every_cost
from tests.solver.problems import problem_of, problems, wish
from tests.solver.schedules import crowded

if TYPE_CHECKING:
    from collections.abc import Sequence

FEW = AdviseParams(tables=(1, 2, 4), slots=(1, 2, 3), time_limit=20, workers=1)


def best(problem: Problem) -> int | None:
    """The value of the best schedule, by trying all of them; None if no schedule keeps the rules."""
    costs = every_cost(replace(problem, goals=("value",)))
    return -min(costs)[0] if costs else None


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(problems())
def test_no_bound_passes_the_best_schedule_and_no_value_is_more_than_it(problem: Problem) -> None:
    problem = cut_down(problem)
    for point in advise(problem, FEW).points:
        truth = best(with_tables(with_slots(problem, point.slots), point.tables))
        if truth is None:
            assert point.reached is None
        else:
            assert point.bound >= truth
            assert point.reached is None or point.reached <= truth


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(problems())
def test_neither_bound_nor_value_falls_with_more_slots_or_tables(problem: Problem) -> None:
    points = advise(problem, FEW).points
    for one in points:
        for other in points:
            if one.slots <= other.slots and one.tables <= other.tables:
                assert one.bound <= other.bound
                assert (one.reached or 0) <= (other.reached or 0)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(problems(), st.integers(1, 6), st.integers(0, 5))
def test_the_schedules_made_keep_every_rule_with_no_more_tables(problem: Problem, slots: int, tables: int) -> None:
    varied = with_slots(problem, max(slots, least_slots(problem)))
    counts = range(len(named_tables(problem)), len(named_tables(problem)) + tables + 1)
    for count, board in schedules(Index(with_tables(varied, counts[-1])), counts, Clock(20.0)):
        if not board.debt:
            fewer = with_tables(varied, count)
            assert violations(fewer, board.assignments()) == []
            assert goal_values(fewer, board.assignments())["value"] == board.value


@settings(max_examples=60)
@given(problems(), st.integers(1, 3))
def test_a_schedule_of_fewer_slots_is_one_of_more(problem: Problem, fewer: int) -> None:
    """What makes the bounds of more slots bounds of fewer."""
    whole = with_slots(problem, len(problem.slots) + 1)
    cut = with_slots(problem, max(min(fewer, len(problem.slots)), least_slots(problem)))
    for _, board in schedules(Index(cut), [len(cut.tables)], Clock(20.0)):
        if not board.debt:
            broken = {one.rule for one in violations(whole, board.assignments())}
            assert broken == set()


def test_the_bound_at_the_problem_itself_is_that_of_a_solve() -> None:
    problem = crowded()
    result = solve(problem, SolveParams(time_limit=20, workers=1))
    assert result.best is not None
    now = advise(problem).now
    assert (now.slots, now.tables) == (10, 12)
    assert now.bound == result.best.goals[0].bound


def test_the_programme_of_the_slots_is_tried_for_as_long_as_it_is_better() -> None:
    first, second = frozenset({1}), frozenset({2})
    clashing = wish(1, 1, 2, slots=first, weight=2), wish(2, 1, 3, slots=first, weight=2), wish(3, 1, 4, slots=second)
    problem = problem_of(*clashing, slots=2, tables=12)
    days, slots = (Curve(Index(problem), (12,), Clock(20.0), fine=fine) for fine in (False, True))
    assert (days.bounds({12: 0}), slots.bounds({12: 0})) == ({12: 4}, {12: 3})
    assert slots.fine
    index = Index(problem_of(*(wish(k, 1, k + 1) for k in range(1, 7)), slots=2, tables=3))
    alike = Curve(index, (3,), Clock(20.0), fine=True)
    assert alike.bounds({3: 0}) == {3: 2}
    assert not alike.fine


def test_days_leave_a_slot_free_in_every_window() -> None:
    person = Participant(1, free_windows=(frozenset({1, 2}), frozenset({2, 3}), frozenset({3, 4})))
    index = Index(problem_of(*(wish(k, 1, k + 1) for k in range(1, 7)), slots=5, tables=3, people=[person]))
    assert Curve(index, (3,), Clock(20.0), fine=False).bounds({3: 0}) == {3: 3}


def test_tables_that_fill_up_are_used_as_soon_as_there_are_more() -> None:
    problem = problem_of(*(wish(k, 2 * k, 2 * k + 1) for k in range(1, 7)), slots=2, tables=3)
    assert [(count, board.value) for count, board in schedules(Index(problem), [1, 2, 3], Clock(20.0))] == [
        (1, 2),
        (2, 4),
        (3, 6),
    ]


def test_a_grid_is_answered_slots_by_slots_with_what_is_beside_the_problem() -> None:
    problem = problem_of(*(wish(k, 2 * k, 2 * k + 1) for k in range(1, 7)), slots=2, tables=2)
    advice = advise(problem, AdviseParams(tables=(1, 3), slots=(3, 1)))
    assert [(point.slots, point.tables) for point in advice.points] == [(1, 1), (1, 3), (3, 1), (3, 3)]
    assert [point.bound for point in advice.points] == [1, 3, 3, 6]
    assert [point.reached for point in advice.points] == [1, 3, 3, 6]
    assert advice.now == Point(2, 2, 4, 4)
    assert advice.table_more == Point(2, 3, 6, 6)
    assert advice.slot_more == Point(3, 2, 6, 6)
    assert advice.slot_less == Point(1, 2, 2, 2)
    assert advice.session_more == Point(4, 2, 6, 6)
    assert advice.session_less is None


def test_tables_enough_for_all_wishes_are_proven_from_below_and_shown_from_above() -> None:
    problem = problem_of(*(wish(k, 2 * k, 2 * k + 1) for k in range(1, 7)), slots=2, tables=2)
    enough = advise(problem, AdviseParams(tables=(5,))).enough
    assert (enough.wishes, enough.weight, enough.bound, enough.needed, enough.shown) == (6, 6, 6, 3, 3)
    assert enough.all_fit


def test_tables_enough_for_certain_wishes_leave_the_others_out() -> None:
    problem = problem_of(*(wish(k, 2 * k, 2 * k + 1, weight=k) for k in range(1, 7)), slots=1, tables=9)
    enough = advise(problem, AdviseParams(wishes={4, 5, 6})).enough
    assert (enough.wishes, enough.weight, enough.needed, enough.shown) == (3, 15, 3, 3)


def test_wishes_that_no_number_of_tables_serves_are_told_as_such() -> None:
    problem = problem_of(wish(1, 1, 2), wish(2, 1, 3), slots=1, tables=2)
    enough = advise(problem).enough
    assert (enough.weight, enough.bound, enough.all_fit, enough.needed, enough.shown) == (2, 1, False, 1, 1)


def test_fewer_tables_than_are_asked_for_by_name_and_slots_before_a_pin_are_impossible() -> None:
    problem = problem_of(wish(1, 1, 2, pinned=Pin(2)), wish(2, 3, 4, tables=(1,)), slots=3, tables=3)
    advice = advise(problem, AdviseParams(tables=(0, 1), slots=(1, 2)))
    assert (advice.least_slots, advice.least_tables) == (2, 1)
    assert [(point.slots, point.tables) for point in advice.points] == [(2, 1)]
    assert advice.session_less is None


def test_slots_of_which_every_number_of_tables_is_impossible_are_left_out() -> None:
    problem = problem_of(wish(1, 1, 2, tables=(1,)), slots=3, tables=1)
    assert advise(problem, AdviseParams(tables=(0,), slots=(9,))).points == ()


@pytest.mark.parametrize(("count", "left"), [(1, [2]), (2, [1, 2]), (3, [1, 2, 3]), (5, [1, 2, 3, 4, 5])])
def test_tables_go_from_the_last_that_nobody_asks_for_and_come_without_limits(count: int, left: Sequence[int]) -> None:
    problem = problem_of(wish(1, 1, 2, tables=(2,)), tables=(Table(1), Table(2), Table(3, unavailable=frozenset({1}))))
    tables = with_tables(problem, count).tables
    assert [table.id for table in tables] == left
    assert all(not table.unavailable for table in tables if table.id > 3)


def test_added_slots_continue_the_last_session_and_are_like_its_last_slot() -> None:
    problem = problem_of(
        wish(1, 1, 2, slots=frozenset({2})),
        wish(2, 1, 2, slots=frozenset({1})),
        slots=(Slot(1, 7), Slot(2, 8)),
        tables=(Table(1, unavailable=frozenset({2})), Table(2)),
        people=[Participant(1, unavailable=frozenset({1})), Participant(2, unavailable=frozenset({2}))],
    )
    longer = with_slots(problem, 3)
    assert longer.slots == (Slot(1, 7), Slot(2, 8), Slot(3, 8))
    assert [table.unavailable for table in longer.tables] == [{2, 3}, frozenset()]
    assert [person.unavailable for person in longer.participants] == [{1}, {2, 3}]
    assert [one.slots for one in longer.meetings] == [frozenset({2, 3}), frozenset({1})]


def test_removed_slots_are_the_last_and_a_window_that_loses_one_is_kept() -> None:
    person = Participant(1, unavailable=frozenset({3}), free_windows=(frozenset({1, 2}), frozenset({2, 3})))
    shorter = with_slots(problem_of(wish(1, 1, 2, slots=frozenset({2, 3})), slots=3, people=[person]), 2)
    assert [slot.id for slot in shorter.slots] == [1, 2]
    assert shorter.participants[0] == Participant(1, free_windows=(frozenset({1, 2}),))
    assert shorter.meetings[0].slots == frozenset({2})


def test_a_stopped_advice_has_true_bounds_all_the_same() -> None:
    problem = problem_of(*(wish(k, 2 * k, 2 * k + 1) for k in range(1, 7)), slots=2, tables=2)
    advice = advise(problem, stop=lambda: True)
    assert advice.now == Point(2, 2, 4, None)


def test_progress_tells_of_each_number_of_slots() -> None:
    told: list[set[int]] = []
    advise(problem_of(wish(1, 1, 2), slots=3), progress=lambda points: told.append({one.slots for one in points}))
    assert told == [{3}, {2}, {4}, {6}]


def test_a_problem_without_slots_is_refused() -> None:
    with pytest.raises(InvalidProblem, match="no slots"):
        advise(replace(problem_of(wish(1, 1, 2)), slots=()))
