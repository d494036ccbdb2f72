from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from solver.explain import ADDED, Change, Explainer, Hindrance, Obstacle, Reason, SlotObstacles, explain
from solver.problem import Participant, Pin, Slot, Table
from tests.solver.problems import held, problem_of, wish

if TYPE_CHECKING:
    from collections.abc import Sequence

    from solver.problem import Assignment, Problem

LATE = frozenset({2})


def sentences(problem: Problem, assignments: Sequence[Assignment]) -> list[str]:
    """The first reason and its change."""
    reason = explain(problem, assignments)[0]
    return [reason.sentence, *([reason.change.sentence] if reason.change else [])]


def test_every_unscheduled_meeting_has_a_reason_in_the_problems_order() -> None:
    problem = problem_of(wish(3, 1, 2), wish(1, 1, 3), wish(2, 1, 4), slots=1)
    assert [reason.meeting for reason in explain(problem, [held(1, 1, 1, 1, 3)])] == [3, 2]


def test_full_tables_are_told_by_slot_with_the_table_that_would_help() -> None:
    problem = problem_of(
        wish(1, 1, 7),
        *(wish(10 + k, 20 + k, 30 + k) for k in range(6)),
        slots=3,
        tables=3,
        people=[Participant(1, unavailable=frozenset({1}))],
    )
    taken = [held(10 + k, 2 + k % 2, 1 + k // 2, 20 + k, 30 + k) for k in range(6)]
    assert sentences(problem, taken) == [
        "Meeting 1: participants 1 and 7 are both available only in slots 2 and 3; in both all 3 tables are taken.",
        "It could be held in slot 2 with one table more.",
    ]


def test_a_reason_is_data_before_it_is_a_sentence() -> None:
    problem = problem_of(wish(1, 1, 2), wish(2, 1, 3, weight=5), slots=1)
    (reason,) = explain(problem, [held(2, 1, 1, 1, 3)])
    assert reason == Reason(
        meeting=1,
        kind="blocked",
        sides=((1,), (2,)),
        allowed_slots=None,
        slots=(SlotObstacles(1, (Obstacle("people", 0, (Hindrance(1, "busy", meetings=(2,)),)),)),),
        changes=(Change("replace", 1, (1, 2), table=1, dropped=(2,), told=(1, 3), cost=5, gain=1),),
    )
    written = json.loads(json.dumps(reason.as_json()))
    assert written["slots"][0]["obstacles"][0]["hindrances"][0]["meetings"] == [2]
    assert written["sentence"] == reason.sentence
    assert written["changes"][0]["sentence"] == ("It could be held in slot 1 instead of meeting 2, which weighs 5.")


def test_a_meeting_that_nothing_stops_says_where_it_can_be_held() -> None:
    assert sentences(problem_of(wish(1, 1, 2), slots=2), []) == [
        "Meeting 1: nothing stands in the way in slots 1 and 2.",
        "It can be held in slot 1 as things are.",
    ]


def test_a_meeting_without_an_allowed_slot_says_so() -> None:
    problem = problem_of(wish(1, 1, 2, slots=frozenset()))
    assert sentences(problem, []) == [
        "Meeting 1 may not be in any slot.",
        "It could be held in slot 1 if it might be held then.",
    ]


def test_people_who_are_never_there_together_are_told_who_would_have_to_come() -> None:
    problem = problem_of(
        wish(1, 1, 2),
        slots=2,
        people=[Participant(1, unavailable=frozenset({1})), Participant(2, unavailable=frozenset({2}))],
    )
    assert sentences(problem, []) == [
        "Meeting 1: in no slot participants 1 and 2 are both available.",
        "It could be held in slot 1 if participant 1 were available.",
    ]


def test_allowed_slots_without_both_people_are_told_as_such() -> None:
    problem = problem_of(wish(1, 1, 2, slots=LATE), slots=2, people=[Participant(1, unavailable=LATE)])
    assert sentences(problem, [])[0] == (
        "Meeting 1: in none of the slots it may be in participants 1 and 2 are both available."
    )


def test_what_closes_most_slots_is_told_first_and_what_closes_the_others_next() -> None:
    others = [wish(k, 1, 10 + k) for k in range(2, 5)] + [wish(5, 2, 15)]
    problem = problem_of(wish(1, 1, 2), *others, slots=4, tables=9)
    assignments = [held(k, k - 1, k, 1, 10 + k) for k in range(2, 5)] + [held(5, 4, 5, 2, 15)]
    assert sentences(problem, assignments)[0] == (
        "Meeting 1: participants 1 and 2 are both available only in slots 1, 2, 3 and 4; "
        "in slots 1, 2 and 3 participant 1 is already in another meeting, "
        "in slot 4 participant 2 is already in another meeting."
    )


def test_many_slots_are_counted() -> None:
    others = [wish(k, 1, 10 + k) for k in range(2, 10)]
    problem = problem_of(wish(1, 1, 2), *others, slots=8, tables=9)
    assert sentences(problem, [held(k, k - 1, k, 1, 10 + k) for k in range(2, 10)])[0] == (
        "Meeting 1: participants 1 and 2 are both available in 8 slots; "
        "in all of them participant 1 is already in another meeting."
    )


@pytest.mark.parametrize(
    ("limits", "clause", "change"),
    [
        (
            {"max_meetings": 1},
            "participant 1 has as many meetings as allowed",
            "It could be held in slot 2 if participant 1 might have one meeting more.",
        ),
        (
            {"max_consecutive": 1},
            "participant 1 has as many meetings in a row as allowed",
            "It could be held in slot 2 if participant 1 might have 2 meetings in a row.",
        ),
        (
            {"free_windows": (frozenset({1, 2}),)},
            "participant 1 would lose a break to be kept",
            "It could be held in slot 2 if participant 1 gave up a break to be kept.",
        ),
    ],
)
def test_a_limit_in_the_way_is_named(limits: dict[str, int], clause: str, change: str) -> None:
    person = replace(Participant(1), **limits)  # type: ignore[arg-type]
    problem = problem_of(wish(1, 1, 2, slots=LATE), wish(2, 1, 3), slots=2, people=[person])
    assert sentences(problem, [held(2, 1, 1, 1, 3)]) == [
        f"Meeting 1: participants 1 and 2 are both available only in slot 2; there {clause}.",
        change,
    ]


def test_two_limits_at_once_take_a_meeting_that_gives_way() -> None:
    person = Participant(1, max_meetings=1, max_consecutive=1)
    problem = problem_of(wish(1, 1, 2, slots=LATE), wish(2, 1, 3), slots=2, people=[person])
    assert sentences(problem, [held(2, 1, 1, 1, 3)])[1] == (
        "It could be held in slot 2 instead of meeting 2, which weighs 1."
    )


def test_where_one_change_does_not_do_several_at_once_are_told() -> None:
    person = Participant(1, max_meetings=1, max_consecutive=1)
    problem = problem_of(wish(1, 1, 2, slots=LATE), wish(2, 1, 3, required=True), slots=2, people=[person])
    assert sentences(problem, [held(2, 1, 1, 1, 3)])[1] == (
        "It could be held in slot 2 if participant 1 might have one meeting more "
        "and if participant 1 might have 2 meetings in a row."
    )


def test_a_taken_stand_is_told_with_a_table_that_is_free() -> None:
    problem = problem_of(wish(1, 1, 2, tables=(1,)), wish(2, 3, 4), slots=1)
    assert sentences(problem, [held(2, 1, 1, 3, 4)]) == [
        "Meeting 1: participants 1 and 2 are both available only in slot 1; there table 1 is taken.",
        "It could be held in slot 1 at table 2 if it might be there.",
    ]


def test_a_taken_stand_beside_full_tables_is_told_with_the_meeting_there() -> None:
    problem = problem_of(wish(1, 1, 2, tables=(1,)), wish(2, 3, 4, weight=3), slots=1, tables=1)
    assert sentences(problem, [held(2, 1, 1, 3, 4)])[1] == (
        "It could be held in slot 1 instead of meeting 2, which weighs 3."
    )


def test_no_usable_table_is_told() -> None:
    problem = problem_of(wish(1, 1, 2), slots=1, tables=(Table(1, unavailable=frozenset({1})),))
    assert sentences(problem, []) == [
        "Meeting 1: participants 1 and 2 are both available only in slot 1; there no table it may be at can be used.",
        "It could be held in slot 1 with one table more.",
    ]


def test_busy_interpreters_are_told_together() -> None:
    problem = problem_of(wish(1, 1, 2, (30, 31)), wish(2, 3, 30, required=True), wish(3, 4, 31), slots=1, tables=9)
    assert sentences(problem, [held(2, 1, 1, 3, 30), held(3, 1, 2, 4, 31)]) == [
        (
            "Meeting 1: every side has somebody available only in slot 1; "
            "there participants 30 and 31 are already in other meetings."
        ),
        "It could be held in slot 1 with one person more to choose from on side 3.",
    ]


def test_two_sides_that_have_only_the_same_person_left_are_told() -> None:
    problem = problem_of(wish(1, (1, 2), (2, 3)), wish(2, 1, 4), wish(3, 3, 5), slots=1, tables=9)
    assert sentences(problem, [held(2, 1, 1, 1, 4), held(3, 1, 2, 3, 5)])[0] == (
        "Meeting 1: every side has somebody available only in slot 1; "
        "there participants 1 and 3 are already in other meetings."
    )


def test_an_order_in_the_way_is_told() -> None:
    problem = problem_of(wish(1, 1, 2), wish(2, 3, 4), slots=1, tables=2, precedences=((1, 2),))
    assert sentences(problem, [held(2, 1, 1, 3, 4)]) == [
        (
            "Meeting 1: participants 1 and 2 are both available only in slot 1; "
            "there it would be on the wrong side of meeting 2."
        ),
        "It could be held in slot 1 instead of meeting 2, which weighs 1.",
    ]


def test_a_difference_in_breaks_in_the_way_is_told() -> None:
    problem = problem_of(
        wish(1, 1, 2, slots=frozenset({3})),
        wish(2, 1, 3),
        slots=(Slot(1, 0), Slot(2, 0), Slot(3, 0)),
        max_break_difference=0,
    )
    assert sentences(problem, [held(2, 1, 1, 1, 3)])[0].endswith("there numbers of breaks would differ too much.")


def test_a_pinned_meeting_is_explained_for_its_pin_alone() -> None:
    problem = problem_of(wish(1, 1, (2, 5), pinned=Pin(1, table=1, people=(1, 2))), wish(2, 2, 4), slots=2)
    (reason,) = explain(problem, [held(2, 1, 1, 2, 4)])
    assert (reason.sides, reason.allowed_slots) == (((1,), (2,)), (1,))
    assert [obstacle.kind for obstacle in reason.slots[0].obstacles] == ["people", "tables_taken"]
    assert [(change.kind, change.slot, change.people, change.table) for change in reason.changes] == [
        ("move", 1, (1, 2), 1),
        ("replace", 1, (1, 2), 1),
    ]


def test_one_table_more_is_told_with_all_that_it_places() -> None:
    """Two tables for the pairs 1-2, 3-4 and 5-6 in one slot, the same again in the next."""
    everyone = [wish(1, 1, 2), wish(2, 3, 4), wish(3, 5, 6, slots=frozenset({1}))]
    late = [wish(4, 1, 4), wish(5, 3, 6), wish(6, 2, 5, slots=LATE)]
    problem = problem_of(*everyone, *late, slots=2, tables=2)
    reason = explain(problem, [held(1, 1, 1, 1, 2), held(2, 1, 2, 3, 4), held(4, 2, 1, 1, 4), held(5, 2, 2, 3, 6)])[0]
    change = reason.changes[0]
    assert (reason.meeting, change.kind, change.slot, change.table) == (3, "add_table", 1, ADDED)
    assert (change.also, change.gain, change.cost) == ((held(6, 2, ADDED, 2, 5),), 2, 0)
    assert change.sentence == (
        "It could be held in slot 1 with one table more. That would make room for meeting 6 as well."
    )


def test_a_meeting_that_can_move_is_told_with_its_new_place_and_whom_to_tell() -> None:
    problem = problem_of(wish(1, 1, 2, slots=LATE), wish(2, 1, 3), slots=2)
    change = next(one for one in explain(problem, [held(2, 2, 1, 1, 3)])[0].changes if one.kind == "move")
    assert (change.moves, change.told, change.cost, change.gain) == ((held(2, 1, 1, 1, 3),), (1, 3), 0, 1)
    assert change.sentence == "It could be held in slot 2 if meeting 2 moved to slot 1 at table 1."


def test_meetings_change_places_along_a_chain() -> None:
    """1 is free early, 2 late; 3 has a meeting with 1 late and one with 4 early, which may change places."""
    problem = problem_of(
        wish(1, 1, 2),
        wish(2, 1, 3),
        wish(3, 3, 4),
        slots=2,
        tables=9,
        people=[Participant(2, unavailable=frozenset({1}))],
    )
    moved = next(one for one in explain(problem, [held(2, 2, 1, 1, 3), held(3, 1, 2, 3, 4)])[0].changes if one.moves)
    assert moved.moves == (held(2, 1, 1, 1, 3), held(3, 2, 2, 3, 4))
    assert moved.told == (1, 3, 4)


def test_dropping_a_meeting_is_told_with_what_else_finds_room_then() -> None:
    problem = problem_of(wish(1, 1, 2), wish(2, 1, 3, weight=4), wish(3, 3, 4, weight=2), slots=1, tables=9)
    change = explain(problem, [held(2, 1, 1, 1, 3)])[0].change
    assert change is not None
    assert (change.kind, change.dropped, change.cost, change.gain) == ("replace", (2,), 4, 3)
    assert change.also == (held(3, 1, 2, 3, 4),)


def test_what_could_be_held_anyway_is_no_gain() -> None:
    problem = problem_of(wish(1, 1, 2), wish(2, 1, 3), wish(3, 4, 5), slots=1, tables=9)
    for change in explain(problem, [held(2, 1, 1, 1, 3)])[0].changes:
        assert change.also == ()


def test_every_unscheduled_meeting_of_a_large_event_has_its_reason() -> None:
    slots, half = 20, 150
    wishes = [wish(k, k % half, half + (k * 7 + k // half) % half) for k in range(2000)]
    problem = problem_of(*wishes, slots=tuple(Slot(t, t // 8) for t in range(slots)), tables=70)
    assignments = [
        held(k, k // 70, k % 70 + 1, *(side[0] for side in one.sides)) for k, one in enumerate(wishes[:1400])
    ]
    explainer = Explainer(problem, assignments)
    reasons = [explainer.reason(meeting) for meeting in range(1400, 2000, 25)]
    assert {reason.kind for reason in reasons} == {"blocked"}
    assert all(reason.changes for reason in reasons)
