from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.bounds.demand import too_much
from solver.hall import overfull
from solver.index import Index
from solver.problem import Participant, Pin, Problem, Table
from tests.solver.conflict.brute import can_hold
from tests.solver.conflict.test_conflicts import demanding, every_claim
from tests.solver.problems import problem_of, wish

if TYPE_CHECKING:
    from solver.problem import Meeting

R: dict[str, Any] = {"required": True}


def meetings_of_one(*numbers: int, **asked: Any) -> list[Meeting]:
    return [wish(k, 1, 1 + k, **R, **asked) for k in numbers]


TOO_MUCH: dict[str, Problem] = {
    "more meetings than slots": problem_of(*meetings_of_one(1, 2, 3), slots=2, tables=9),
    "more meetings than slots one is there in": problem_of(
        *meetings_of_one(1, 2, 3), slots=4, tables=9, people=[Participant(1, unavailable=frozenset({2, 4}))]
    ),
    "three meetings in the same two of four slots": problem_of(
        *meetings_of_one(1, 2, 3, slots=frozenset({2, 3})), *meetings_of_one(4), slots=4, tables=9
    ),
    "two meetings in what pins leave of three slots": problem_of(
        wish(1, 1, 2, pinned=Pin(1)), wish(2, 1, 3, pinned=Pin(3)), *meetings_of_one(3, 4), slots=3, tables=9
    ),
    "more meetings than one wants": problem_of(
        *meetings_of_one(1, 2, 3), slots=4, tables=9, people=[Participant(1, max_meetings=2)]
    ),
    "more meetings than one may have in rows": problem_of(
        *meetings_of_one(1, 2, 3), slots=4, tables=9, people=[Participant(1, max_consecutive=1)]
    ),
    "more meetings than a free window leaves": problem_of(
        *meetings_of_one(1, 2, 3), slots=3, tables=9, people=[Participant(1, free_windows=(frozenset({1, 3}),))]
    ),
    "colleagues with more meetings than they have slots": problem_of(
        *(wish(k, (1, 2), 2 + k, **R) for k in range(1, 6)), slots=2, tables=9
    ),
    "sides that overlap": problem_of(
        wish(1, (1, 2), 4, **R),
        wish(2, (2, 3), 5, **R),
        wish(3, (1, 3), 6, **R),
        wish(4, (1, 2), 7, **R),
        slots=1,
        tables=9,
    ),
    "more meetings than tables": problem_of(*(wish(k, 2 * k, 2 * k + 1, **R) for k in range(3)), slots=1, tables=2),
    "more meetings at a stand than slots": problem_of(
        *(wish(k, 2 * k, 2 * k + 1, tables=(2,), **R) for k in range(3)), slots=2, tables=3
    ),
    "more meetings at a stand than it is open": problem_of(
        *(wish(k, 2 * k, 2 * k + 1, tables=(2,), **R) for k in range(2)),
        slots=2,
        tables=(Table(1), Table(2, unavailable=frozenset({1}))),
    ),
}


@pytest.mark.parametrize("problem", TOO_MUCH.values(), ids=TOO_MUCH)
def test_counting_shows_that_it_is_too_much_and_not_once_any_one_meeting_is_wished_for_only(problem: Problem) -> None:
    assert too_much(Index(problem))
    for gone in problem.meetings:
        wished = replace(gone, required=False, pinned=None)
        meetings = tuple(wished if meeting == gone else meeting for meeting in problem.meetings)
        rest = replace(problem, meetings=meetings)
        assert too_much(Index(rest)) is not can_hold(rest, every_claim(rest), every_claim(rest))


@settings(max_examples=60, deadline=None)
@given(demanding())
def test_what_counting_finds_too_much_cannot_be_held(problem: Problem) -> None:
    every = every_claim(problem)
    assert not (too_much(Index(problem)) and can_hold(problem, every, every))


@st.composite
def crowded(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    room = draw(st.lists(st.integers(0, 2), min_size=1, max_size=4))
    within = sum(1 << slot for slot, places in enumerate(room) if places)
    return [domain & within for domain in draw(st.lists(st.integers(0, 15), max_size=5))], room


@settings(max_examples=300, deadline=None)
@given(crowded())
def test_meetings_are_too_many_for_some_slots_exactly_if_no_choice_of_slots_fits(
    case: tuple[list[int], list[int]],
) -> None:
    domains, room = case

    def fit(meetings: set[int]) -> bool:
        choices = product(*([t for t in range(len(room)) if domains[m] >> t & 1] for m in meetings))
        return any(all(choice.count(t) <= places for t, places in enumerate(room)) for choice in choices)

    found = overfull(range(len(domains)), domains, room)
    assert (found is None) == fit(set(range(len(domains))))
    if found is not None:
        assert not fit(found)
        assert all(fit(found - {meeting}) for meeting in found)
