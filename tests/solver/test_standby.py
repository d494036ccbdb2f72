"""Who could meet in places that are free now: every legal offer, no other, best first."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.check import violations
from solver.check.moves import amounts
from solver.problem import Assignment, InvalidProblem, Meeting, Participant, Pin, Problem, Table
from solver.standby import Only, Standby, standby
from tests.solver.problems import held, places, problem_of, problems, schedules, wish

Schedule = tuple[Assignment, ...]


def breaks_more(problem: Problem, before: Schedule, after: Schedule) -> bool:
    was, will_be = (amounts(violations(problem, schedule)) for schedule in (before, after))
    return any(will_be[subject] > was[subject] for subject in will_be)


def legal_places(problem: Problem, before: Schedule, meeting: Meeting, slot: int) -> list[Assignment]:
    rest = tuple(one for one in before if one.meeting != meeting.id)
    here = [place for place in places(problem, meeting) if place.slot == slot]
    return [place for place in here if not breaks_more(problem, before, (*rest, place))]


def with_offers(before: Schedule, offers: tuple[Standby, ...]) -> Schedule:
    taken = tuple(offer.place for offer in offers if offer.together)
    moved = {place.meeting for place in taken}
    return (*(one for one in before if one.meeting not in moved), *taken)


@st.composite
def days(draw: st.DrawFn) -> tuple[Problem, Schedule, int]:
    """A schedule some of whose meetings fell through, and a slot to fill."""
    problem = draw(problems())
    schedule = draw(schedules(problem))
    left = tuple(one for one in schedule if draw(st.integers(0, 2)))
    return problem, left, draw(st.sampled_from([slot.id for slot in problem.slots]))


@settings(max_examples=200)
@given(day=days())
def test_offered_is_all_that_is_legal_and_nothing_else(day: tuple[Problem, Schedule, int]) -> None:
    problem, before, slot = day
    offers = standby(problem, before, slot)
    scheduled = {one.meeting for one in before}
    legal = {m.id: legal_places(problem, before, m, slot) for m in problem.meetings if m.id not in scheduled}
    assert {offer.place.meeting for offer in offers} == {meeting for meeting, found in legal.items() if found}
    assert all(offer.place in legal[offer.place.meeting] for offer in offers)
    assert list(offers) == sorted(offers, key=lambda offer: (-offer.weight, -offer.lacking, offer.rank))


@settings(max_examples=100)
@given(day=days())
def test_marked_offers_fit_together_and_no_other_fits_beside_them(day: tuple[Problem, Schedule, int]) -> None:
    problem, before, slot = day
    offers = standby(problem, before, slot)
    after = with_offers(before, offers)
    assert not breaks_more(problem, before, after)
    others = [offer.place.meeting for offer in offers if not offer.together]
    assert not any(legal_places(problem, after, m, slot) for m in problem.meetings if m.id in others)


@settings(max_examples=100)
@given(day=days())
def test_pulled_forward_is_what_is_held_later_and_could_move(day: tuple[Problem, Schedule, int]) -> None:
    problem, before, slot = day
    order = [one.id for one in problem.slots]
    later = {one.meeting: one for one in before if order.index(one.slot) > order.index(slot)}
    offers = [offer for offer in standby(problem, before, slot, pull_forward=True) if offer.now is not None]
    wanted = {m.id for m in problem.meetings if m.id in later and legal_places(problem, before, m, slot)}
    assert {offer.place.meeting: offer.now for offer in offers} == {meeting: later[meeting] for meeting in wanted}


FREED = problem_of(
    wish(1, 1, 2, weight=2),
    wish(2, 3, 4, weight=9),
    wish(3, 1, 3, weight=2),
    wish(4, 5, 6, weight=2),
    wish(5, 5, 7),
    slots=3,
)


def ids(offers: tuple[Standby, ...]) -> list[int]:
    return [offer.place.meeting for offer in offers]


def test_heaviest_come_first_then_who_has_least() -> None:
    offers = standby(FREED, [held(5, 2, 1, 5, 7)], 1)
    assert ids(offers) == [2, 1, 3, 4]
    assert [offer.together for offer in offers] == [True, True, False, False]


def test_who_is_short_of_meetings_comes_before_who_has_few() -> None:
    problem = replace(
        FREED, participants=(*FREED.participants[:5], Participant(6, min_meetings=1), FREED.participants[6])
    )
    assert ids(standby(problem, [held(5, 2, 1, 5, 7)], 1)) == [2, 4, 1, 3]


def test_of_equal_offers_the_one_that_brings_no_break_is_first() -> None:
    problem = problem_of(wish(1, 1, 2), wish(2, 3, 4), wish(3, 1, 5), wish(4, 3, 5), slots=4)
    offers = standby(problem, [held(3, 3, 1, 1, 5), held(4, 4, 1, 3, 5)], 2)
    assert [(offer.place.meeting, offer.breaks) for offer in offers] == [(1, 0), (2, 1)]


def test_people_stay_at_their_table_and_stands_are_given_away_last() -> None:
    stand = wish(9, 8, 9, tables=(1,))
    problem = problem_of(wish(1, 1, 2), wish(2, 3, 4), wish(3, 1, 5), stand, slots=2, tables=4)
    offers = standby(problem, [held(3, 1, 3, 1, 5), held(9, 1, 1, 8, 9)], 2)
    assert [(offer.place.table, offer.table_changes) for offer in offers] == [(2, 0), (3, 0)]


def test_what_can_no_longer_be_held_gives_its_people_and_table_away() -> None:
    late = replace(FREED, participants=(FREED.participants[0], Participant(2, frozenset({1})), *FREED.participants[2:]))
    before = [held(1, 1, 1, 1, 2), held(2, 1, 2, 3, 4), held(5, 2, 1, 5, 7)]
    assert ids(standby(FREED, before, 1)) == []
    assert [offer.place for offer in standby(late, before, 1)] == [held(4, 1, 1, 5, 6)]
    assert ids(standby(replace(FREED, meetings=FREED.meetings[1:]), before, 1)) == [4]
    closed = replace(FREED, tables=(Table(1, unavailable=frozenset({1})), *FREED.tables[1:]))
    assert ids(standby(closed, before[:1], 1)) == [2, 1, 3, 4, 5]


def test_only_the_tables_and_people_asked_about_are_offered() -> None:
    assert ids(standby(FREED, (), 1, Only(people=frozenset({1, 5})))) == [1, 3, 4, 5]
    assert {offer.place.table for offer in standby(FREED, (), 1, Only(tables=frozenset({2})))} == {2}


@pytest.mark.parametrize(
    ("slot", "only", "sentence"),
    [
        (8, Only(), "There is no slot 8."),
        (1, Only(tables=frozenset({8})), "There is no table 8."),
        (1, Only(people=frozenset({8})), "There is no participant 8."),
    ],
)
def test_what_does_not_exist_is_refused(slot: int, only: Only, sentence: str) -> None:
    with pytest.raises(InvalidProblem) as refusal:
        standby(FREED, (), slot, only)
    assert str(refusal.value) == sentence


def test_pinned_meetings_are_offered_at_their_place_only() -> None:
    problem = problem_of(wish(1, 1, 2, pinned=Pin(2, 2)), slots=2)
    assert standby(problem, (), 1) == ()
    assert [offer.place for offer in standby(problem, (), 2)] == [held(1, 2, 2, 1, 2)]


def test_an_offer_is_a_sentence() -> None:
    problem = problem_of(wish(1, 1, 2, weight=3), wish(2, 1, 3), people=[Participant(2, min_meetings=1)], slots=3)
    (offer,) = standby(problem, [held(2, 3, 2, 1, 3)], 1)
    assert offer.sentence == (
        "Meeting 1 in slot 1 at table 2 with 1, 2: weight 3, 1 meeting between them, "
        "1 of them short of their least number, breaks +1."
    )
    (forward,) = standby(replace(problem, meetings=problem.meetings[1:]), [held(2, 3, 2, 1, 3)], 1, pull_forward=True)
    assert forward.sentence == (
        "Meeting 2 in slot 1 at table 2 with 1, 3, pulled forward from slot 3: weight 1, 2 meetings between them."
    )
