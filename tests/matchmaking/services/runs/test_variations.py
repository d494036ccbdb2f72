from __future__ import annotations

from dataclasses import replace

from matchmaking.services.runs import variations
from solver.formats import problem_from_json, problem_to_json
from solver.problem import Meeting, Participant, Pin, Problem, Slot, Table

PROBLEM = Problem(
    slots=(Slot(1, 1), Slot(2, 1), Slot(3, 2), Slot(4, 2)),
    tables=(Table(10, 1), Table(11, 1), Table(12, 2), Table(13, 2)),
    participants=(
        Participant(100, unavailable=frozenset({4}), max_meetings=9),
        Participant(101, free_windows=(frozenset({3, 4}),)),
        Participant(102),
    ),
    meetings=(
        Meeting(1, ((100,), (101,)), 2, tables=(11, 12)),
        Meeting(2, ((101,), (102,)), 2, tables=(10,), slots=frozenset({1, 4})),
        Meeting(3, ((100,), (102,)), 2, pinned=Pin(4, 13, (100, 102))),
    ),
)


def whole(problem: Problem) -> Problem:
    """Every variation can be written down and read again: the format checks that all ids exist."""
    return problem_from_json(problem_to_json(problem))


def test_more_tables_are_open_to_all_but_those_at_their_stand() -> None:
    varied = whole(variations.with_more_tables(PROBLEM, 2, frozenset({10})))
    assert [table.id for table in varied.tables] == [10, 11, 12, 13, 14, 15]
    assert [meeting.tables for meeting in varied.meetings] == [(11, 12, 14, 15), (10,), None]


def test_without_a_zone_its_tables_are_gone_and_what_was_only_there_is_nowhere() -> None:
    varied = whole(variations.without_zone(PROBLEM, 1))
    assert [table.id for table in varied.tables] == [12, 13]
    assert [meeting.tables for meeting in varied.meetings] == [(12,), None, None]
    assert varied.meetings[1].slots == frozenset()
    assert variations.without_zone(PROBLEM, 2).meetings[2].pinned is None


def test_without_the_last_slot_nothing_names_it_any_more() -> None:
    varied = whole(variations.without_last_slot(PROBLEM))
    assert [slot.id for slot in varied.slots] == [1, 2, 3]
    assert varied.participants[0].unavailable == frozenset()
    assert varied.participants[1].free_windows == ()
    assert varied.meetings[1].slots == frozenset({1})
    assert varied.meetings[2].pinned is None


def test_half_a_day_more_is_like_the_last_session() -> None:
    varied = whole(variations.with_half_a_day(PROBLEM))
    assert [(slot.id, slot.session) for slot in varied.slots[4:]] == [(5, 3), (6, 3)]
    assert varied.participants[0].unavailable == frozenset({4, 6})
    assert varied.meetings[1].slots == frozenset({1, 4, 6})


def test_a_limit_lowers_those_above_it_and_never_breaks_what_is_fixed() -> None:
    varied = whole(variations.with_at_most(PROBLEM, 3))
    assert [person.max_meetings for person in varied.participants] == [3, 3, 3]
    strict = replace(PROBLEM, participants=(Participant(100, max_meetings=2), *PROBLEM.participants[1:]))
    assert [person.max_meetings for person in variations.with_at_most(strict, 0).participants] == [1, 0, 1]
