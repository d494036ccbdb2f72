"""What days must look like: never more breaks than some best schedule has, and often just as many."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.bounds.days import Losses, days_bound
from solver.clock import Clock
from solver.effort import Effort
from solver.index import Index
from solver.linear.formulation import Formulation
from solver.linear.relaxation import relaxation
from solver.problem import Participant, Problem, Slot
from solver.search.board import Board
from tests.solver.brute_force import cut_down, every_cost
from tests.solver.problems import problem_of, wish

BREAKS, IDLE = (1, 0), (1, 1)


def bounds_at(problem: Problem, value: int) -> tuple[int, int]:
    """Return the bounds on breaks and on idle slots of schedules of at least a value."""
    index = Index(problem)
    model = Formulation(index)
    effort = Effort(Clock(10), random.Random(1), lambda *_: None, 1, 1)
    relaxed = relaxation(Board(index), model, model.rows(), 0, effort)
    losses = Losses.of(model, relaxed.certificate, relaxed.spare(-value))
    return days_bound(index, losses, BREAKS, lambda: False), days_bound(index, losses, IDLE, lambda: False)


@st.composite
def long_days(draw: st.DrawFn) -> Problem:
    """One or two sessions of many slots, people who are often away, limits in a row, firms, few tables."""
    slots = draw(st.integers(4, 6))
    split = draw(st.sampled_from([slots, slots, 3]))
    away = st.frozensets(st.integers(1, slots), max_size=slots - 1)
    people = [
        Participant(
            person,
            unavailable=draw(away),
            max_consecutive=draw(st.sampled_from([None, None, 1, 2])),
            max_meetings=draw(st.sampled_from([None, None, 2])),
        )
        for person in range(1, 6)
    ]
    pairs = draw(st.lists(st.sampled_from([(a, b) for a in range(1, 6) for b in range(1, a)]), min_size=2, max_size=6))
    wishes = [
        replace(wish(k, *pair, weight=draw(st.integers(0, 3))), required=draw(st.integers(0, 7)) == 0)
        for k, pair in enumerate(pairs, start=1)
    ]
    firm = draw(st.integers(1, 5))
    if firm not in pairs[0]:
        wishes[0] = replace(wishes[0], sides=(wishes[0].sides[0], (*wishes[0].sides[1], firm)))
    problem = problem_of(*wishes, people=people, slots=slots, tables=draw(st.integers(1, 3)))
    return replace(problem, slots=tuple(Slot(t, int(t > split)) for t in range(1, slots + 1)))


@settings(max_examples=120)
@given(problem=long_days(), short=st.integers(0, 2))
def test_no_schedule_of_that_value_has_fewer_breaks_or_idle_slots(problem: Problem, short: int) -> None:
    problem = replace(cut_down(problem), goals=("value", "breaks", "idle"))
    costs = every_cost(problem)
    if not costs:
        return
    value = max(0, -min(cost[0] for cost in costs) - short)
    good = [cost for cost in costs if -cost[0] >= value]
    breaks, idle = bounds_at(replace(problem, goals=("value",)), value)
    assert breaks <= min(cost[1] for cost in good)
    assert idle <= min(cost[2] for cost in good)


def away_from(person: int, *slots: int, most: int | None = None) -> Participant:
    return Participant(person, unavailable=frozenset(slots), max_consecutive=most)


@pytest.mark.parametrize(
    ("person", "wishes", "bounds"),
    [
        # Away in the middle: two meetings fit before, two after.
        (away_from(1, 3, 4), 4, (1, 2)),
        (away_from(1, 3, 4), 2, (0, 0)),
        # Two in a row at most.
        (away_from(1, most=2), 4, (1, 1)),
        (away_from(1, most=1), 3, (2, 2)),
    ],
)
def test_who_has_much_to_do_has_breaks(person: Participant, wishes: int, bounds: tuple[int, int]) -> None:
    problem = problem_of(*(wish(k, 1, 10 + k) for k in range(wishes)), people=[person], slots=6, tables=2)
    assert bounds_at(problem, wishes) == bounds


def test_of_more_wishes_than_room_the_person_asked_for_pays_for_every_idle_slot() -> None:
    wishes = [wish(k, 1, 10 + k) for k in range(8)]
    problem = problem_of(*wishes, people=[away_from(1, 3)], slots=6, tables=2)
    assert bounds_at(problem, 5) == (1, 1)
    assert bounds_at(problem, 3) == (0, 0)


def test_sessions_end_breaks() -> None:
    wishes = [wish(k, 1, 10 + k) for k in range(5)]
    problem = problem_of(*wishes, people=[away_from(1, 3)], slots=6, tables=2)
    parted = replace(problem, slots=tuple(Slot(t, int(t > 3)) for t in range(1, 7)))
    assert (bounds_at(problem, 5), bounds_at(parted, 5)) == ((1, 1), (0, 0))


def test_the_rows_named_are_those_of_meetings_and_places() -> None:
    wishes = [wish(1, 1, 2), wish(2, 1, 3, slots=frozenset({1, 2})), wish(3, 2, 3), wish(4, 4, 5)]
    index = Index(problem_of(*wishes, slots=4, tables=2))
    model = Formulation(index)
    rows = dict(model.rows().within(np.ones(model.size, np.bool_)))
    assert {row: {model.column(c)[0] for c in rows[row].columns} for row in model.row_of_meeting().tolist()} == {
        row: {meeting} for meeting, row in enumerate(model.row_of_meeting().tolist())
    }
    for place, row in enumerate(model.row_of_place().tolist()):
        person, slot = divmod(place, index.slot_count)
        columns = {c for c in range(model.size) if person in model.column(c)[1] and model.column(c)[2] == slot}
        assert (columns if len(columns) > 1 else set()) == (set(rows[row].columns) if row >= 0 else set())
