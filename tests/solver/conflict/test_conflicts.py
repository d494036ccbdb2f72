from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from solver.clock import Clock
from solver.conflict import CLAIM_KINDS
from solver.conflict.claims import claims_of, limits_of
from solver.conflict.search import find_conflict
from solver.problem import MaxChanges, Participant, Pin, Problem, Table
from tests.solver.conflict.brute import can_hold
from tests.solver.problems import held, one_in, places, problem_of, problems, wish

if TYPE_CHECKING:
    from solver.conflict import Claim, Conflict
    from solver.problem import Meeting

R: dict[str, Any] = {"required": True}


def conflict_of(problem: Problem) -> Conflict:
    return find_conflict(problem, Clock(60), 60)


def every_claim(problem: Problem) -> list[Claim]:
    return [*claims_of(problem, {meeting.id for meeting in problem.meetings}), *limits_of(problem)]


@st.composite
def demanding(draw: st.DrawFn) -> Problem:
    """Small problems in which most meetings must be held."""
    problem = draw(problems())
    meetings = tuple(draw(insisted_on(problem, meeting)) for meeting in problem.meetings[:4])
    ids = {meeting.id for meeting in meetings}
    pairs = tuple(pair for pair in problem.precedences if ids.issuperset(pair))
    return replace(problem, meetings=meetings, precedences=pairs)


@st.composite
def insisted_on(draw: st.DrawFn, problem: Problem, meeting: Meeting) -> Meeting:
    if one_in(draw, 4):
        place = draw(st.sampled_from(places(problem, meeting)))
        table = place.table if one_in(draw, 3) else None
        people = place.people if one_in(draw, 3) else None
        return replace(meeting, pinned=Pin(place.slot, table, people))
    return replace(meeting, required=not one_in(draw, 5))


@settings(max_examples=25, deadline=None)
@given(demanding())
def test_a_conflict_cannot_hold_and_without_any_one_of_its_claims_it_can(problem: Problem) -> None:
    every = every_claim(problem)
    assume(not can_hold(problem, every, every))
    conflict = conflict_of(problem)
    assert conflict.irreducible
    assert set(conflict.claims) <= set(every)
    assert not can_hold(problem, conflict.claims, every)
    for claim in conflict.claims:
        assert can_hold(problem, set(conflict.claims) - {claim}, every), claim


def of(identifier: int, **limits: Any) -> list[Participant]:
    return [Participant(identifier, **limits)]


CASES: dict[str, tuple[Problem, list[str]]] = {
    "a person pinned twice": (
        problem_of(wish(1, 1, 2, pinned=Pin(1)), wish(2, 1, 3, pinned=Pin(1)), wish(3, 2, 3, **R)),
        [
            "Meeting 1 of participants 1 and 2 is pinned to slot 1.",
            "Meeting 2 of participants 1 and 3 is pinned to slot 1.",
            "Participant 1 attends one meeting at a time.",
        ],
    ),
    "a table pinned twice": (
        problem_of(wish(1, 1, 2, pinned=Pin(1, 1)), wish(2, 3, (4, 5), pinned=Pin(1, 1, (3, 4)))),
        [
            "Meeting 1 of participants 1 and 2 is pinned to slot 1 at table 1.",
            "Meeting 2 of participants 3 and 4 or 5 is pinned to slot 1 at table 1 with participants 3 and 4.",
            "There are 2 tables, each for one meeting at a time.",
        ],
    ),
    "a circle": (
        problem_of(wish(1, 1, 2, **R), wish(2, 3, 4, **R), wish(3, 5, 6), precedences=((1, 2), (2, 3), (2, 1), (3, 1))),
        [
            "Meeting 1 of participants 1 and 2 is required.",
            "Meeting 2 of participants 3 and 4 is required.",
            "Meeting 1 must be in an earlier slot than meeting 2.",
            "Meeting 2 must be in an earlier slot than meeting 1.",
        ],
    ),
    "a chain too long": (
        problem_of(
            wish(1, 1, 2, slots=frozenset({2, 3}), **R),
            wish(2, 3, 4, **R),
            wish(3, 5, 6, **R),
            slots=3,
            tables=5,
            precedences=((1, 2), (2, 3)),
        ),
        [
            "Meeting 1 of participants 1 and 2 is required.",
            "Meeting 2 of participants 3 and 4 is required.",
            "Meeting 3 of participants 5 and 6 is required.",
            "Meeting 1 may only be in slots 2 and 3.",
            "Meeting 1 must be in an earlier slot than meeting 2.",
            "Meeting 2 must be in an earlier slot than meeting 3.",
        ],
    ),
    "an absent person": (
        problem_of(wish(1, 1, 2, **R), people=of(1, unavailable=frozenset({1, 2, 3, 4}))),
        ["Meeting 1 of participants 1 and 2 is required.", "Participant 1 is unavailable in every slot."],
    ),
    "people never there together": (
        problem_of(
            wish(1, 1, 2, **R),
            slots=10,
            people=[
                Participant(1, unavailable=frozenset({1, 2, 3})),
                Participant(2, unavailable=frozenset(range(4, 11))),
            ],
        ),
        [
            "Meeting 1 of participants 1 and 2 is required.",
            "Participant 1 is unavailable in slots 1, 2 and 3.",
            "Participant 2 is available only in slots 1, 2 and 3.",
        ],
    ),
    "too many for one person": (
        problem_of(*(wish(k, 1, 1 + k, **R) for k in range(1, 4)), people=of(1, max_meetings=2)),
        [
            "Meeting 1 of participants 1 and 2 is required.",
            "Meeting 2 of participants 1 and 3 is required.",
            "Meeting 3 of participants 1 and 4 is required.",
            "Participant 1 has at most 2 meetings.",
        ],
    ),
    "too many in a row": (
        problem_of(wish(1, 1, 2, **R), wish(2, 1, 3, **R), slots=2, people=of(1, max_consecutive=1)),
        [
            "Meeting 1 of participants 1 and 2 is required.",
            "Meeting 2 of participants 1 and 3 is required.",
            "Participant 1 attends one meeting at a time.",
            "Participant 1 has at most 1 meeting in a row.",
        ],
    ),
    "no lunch": (
        problem_of(
            wish(1, 1, 2, pinned=Pin(2)),
            wish(2, 1, 3, pinned=Pin(3)),
            people=of(1, free_windows=(frozenset({1, 4}), frozenset({3, 2}))),
        ),
        [
            "Meeting 1 of participants 1 and 2 is pinned to slot 2.",
            "Meeting 2 of participants 1 and 3 is pinned to slot 3.",
            "Participant 1 keeps one of the slots 2 and 3 free.",
        ],
    ),
    "a window of one slot": (
        problem_of(wish(1, 1, 2, pinned=Pin(2)), people=of(1, free_windows=(frozenset({2}),))),
        ["Meeting 1 of participants 1 and 2 is pinned to slot 2.", "Participant 1 keeps slot 2 free."],
    ),
    "a stand too busy": (
        problem_of(wish(1, 1, 2, tables=(2,), **R), wish(2, 3, 4, tables=(2,), **R), slots=1),
        [
            "Meeting 1 of participants 1 and 2 is required.",
            "Meeting 2 of participants 3 and 4 is required.",
            "Meeting 1 may only be at table 2.",
            "Meeting 2 may only be at table 2.",
            "There are 2 tables, each for one meeting at a time.",
        ],
    ),
    "a closed stand": (
        problem_of(
            wish(1, 1, 2, tables=(2,), pinned=Pin(1)), tables=(Table(1), Table(2, unavailable=frozenset({1, 2})))
        ),
        [
            "Meeting 1 of participants 1 and 2 is pinned to slot 1.",
            "Meeting 1 may only be at table 2.",
            "Table 2 is unavailable in slots 1 and 2.",
        ],
    ),
    "no table": (
        problem_of(wish(1, 1, 2, **R), wish(2, 1, 2, tables=(), **R), tables=0),
        ["Meeting 1 of participants 1 and 2 is required.", "There is no table."],
    ),
    "a table for a meeting without one": (
        problem_of(wish(1, 1, 2, tables=(), pinned=Pin(1, 1)), tables=1),
        [
            "Meeting 1 of participants 1 and 2 is pinned to slot 1 at table 1.",
            "Meeting 1 is held without a table.",
        ],
    ),
    "no slot allowed": (
        problem_of(wish(1, 1, 2, slots=frozenset(), **R)),
        ["Meeting 1 of participants 1 and 2 is required.", "Meeting 1 may not be in any slot."],
    ),
    "no slot at all": (
        problem_of(wish(1, 1, 2, **R), slots=0),
        ["Meeting 1 of participants 1 and 2 is required."],
    ),
    "a pin to strangers": (
        problem_of(wish(1, 1, 2, pinned=Pin(1, people=(3, 2))), wish(2, 1, 3)),
        ["Meeting 1 of participants 1 and 2 is pinned to slot 1 with participants 3 and 2."],
    ),
    "breaks too uneven": (
        problem_of(wish(1, 1, 2, pinned=Pin(1)), wish(2, 1, 3, pinned=Pin(3)), slots=3, max_break_difference=0),
        [
            "Meeting 1 of participants 1 and 2 is pinned to slot 1.",
            "Meeting 2 of participants 1 and 3 is pinned to slot 3.",
            "Any two participants' numbers of breaks differ by at most 0.",
        ],
    ),
    "too many changes": (
        problem_of(
            wish(1, 1, 2),
            people=of(1, unavailable=frozenset({1})),
            previous=(held(1, 1, 1, 1, 2),),
            max_changes=MaxChanges(total=0, per_participant=3),
        ),
        [
            "Participant 1 is unavailable in slot 1.",
            "At most 0 meetings of the schedule in force may be changed.",
        ],
    ),
    "too many changes for one person": (
        problem_of(
            wish(1, 1, 2, slots=frozenset({2})),
            previous=(held(1, 1, 1, 1, 2),),
            max_changes=MaxChanges(per_participant=0),
        ),
        ["Meeting 1 may only be in slot 2.", "At most 0 meetings of any one participant may be changed."],
    ),
    "what is gone cannot be kept": (
        problem_of(wish(1, 1, 2), previous=(held(1, 9, 1, 1, 2),), max_changes=MaxChanges(total=0)),
        ["At most 0 meetings of the schedule in force may be changed."],
    ),
}


@pytest.mark.parametrize(("problem", "sentences"), CASES.values(), ids=CASES)
def test_a_contradiction_is_told_in_sentences(problem: Problem, sentences: list[str]) -> None:
    conflict = conflict_of(problem)
    assert [claim.sentence for claim in conflict.claims] == sentences
    assert conflict.irreducible
    every = every_claim(problem)
    assert not can_hold(problem, conflict.claims, every)
    assert all(can_hold(problem, set(conflict.claims) - {claim}, every) for claim in conflict.claims)


def test_the_cases_have_every_kind_of_claim() -> None:
    assert {claim.kind for problem, _ in CASES.values() for claim in conflict_of(problem).claims} == set(CLAIM_KINDS)
