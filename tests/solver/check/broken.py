"""Schedules that each break exactly one rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solver.problem import Assignment, MaxChanges, Participant, Pin, Problem, Table
from tests.solver.problems import held, problem_of, wish

if TYPE_CHECKING:
    from solver.check import RuleName

NEVER_AT_1 = frozenset({1})

# (the rule that is broken alone, the problem, the assignments, the sentence)
BROKEN: list[tuple[RuleName, Problem, list[Assignment], str]] = [
    (
        "known_ids",
        problem_of(wish(1, 1, 2)),
        [held(9, 1, 1, 1, 2)],
        "Meeting 9 does not exist.",
    ),
    (
        "known_ids",
        problem_of(wish(1, 1, 2)),
        [held(1, 9, 1, 1, 2)],
        "Meeting 1 is in slot 9, which does not exist.",
    ),
    (
        "scheduled_once",
        problem_of(wish(1, 1, 2)),
        [held(1, 1, 1, 1, 2), held(1, 2, 1, 1, 2)],
        "Meeting 1 is scheduled 2 times.",
    ),
    (
        "allowed_slot",
        problem_of(wish(1, 1, 2, slots=frozenset({2}))),
        [held(1, 1, 1, 1, 2)],
        "Meeting 1 may not be in slot 1.",
    ),
    (
        "allowed_table",
        problem_of(wish(1, 1, 2, tables=(2,))),
        [held(1, 1, 1, 1, 2)],
        "Meeting 1 may not be at table 1.",
    ),
    (
        "allowed_table",
        problem_of(wish(1, 1, 2, tables=())),
        [held(1, 1, 1, 1, 2)],
        "Meeting 1 needs no table, but is at table 1.",
    ),
    (
        "allowed_table",
        problem_of(wish(1, 1, 2)),
        [held(1, 1, None, 1, 2)],
        "Meeting 1 is without a table.",
    ),
    (
        "allowed_table",
        problem_of(wish(1, 1, 2)),
        [held(1, 1, 9, 1, 2)],
        "Meeting 1 is at table 9, which does not exist.",
    ),
    (
        "table_available",
        problem_of(wish(1, 1, 2), tables=(Table(1, unavailable=NEVER_AT_1),)),
        [held(1, 1, 1, 1, 2)],
        "Meeting 1 is at table 1 in slot 1, when the table is unavailable.",
    ),
    (
        "one_person_per_side",
        problem_of(wish(1, 1, (2, 3))),
        [held(1, 1, 1, 1)],
        "Meeting 1 has 1 people for 2 sides.",
    ),
    (
        "one_person_per_side",
        problem_of(wish(1, 1, (2, 3)), wish(2, 4, 5)),
        [held(1, 1, 1, 1, 4)],
        "Meeting 1 has participant 4 on side 2, where they do not belong.",
    ),
    (
        "different_people",
        problem_of(wish(1, (1, 2), (2, 3))),
        [held(1, 1, 1, 2, 2)],
        "Meeting 1 has participant 2 on two sides.",
    ),
    (
        "participant_available",
        problem_of(wish(1, 1, 2), people=[Participant(2, unavailable=NEVER_AT_1)]),
        [held(1, 1, 1, 1, 2)],
        "Meeting 1 needs participant 2, who is unavailable in slot 1.",
    ),
    (
        "pinned",
        problem_of(wish(1, 1, 2, pinned=Pin(2))),
        [held(1, 1, 1, 1, 2)],
        "Meeting 1 is pinned to slot 2, but is in slot 1.",
    ),
    (
        "pinned",
        problem_of(wish(1, 1, 2, pinned=Pin(1, table=2))),
        [held(1, 1, 1, 1, 2)],
        "Meeting 1 is pinned to table 2, but is at table 1.",
    ),
    (
        "pinned",
        problem_of(wish(1, 1, (2, 3), pinned=Pin(1, people=(1, 2)))),
        [held(1, 1, 1, 1, 3)],
        "Meeting 1 is pinned to other people.",
    ),
    (
        "must_be_held",
        problem_of(wish(1, 1, 2, required=True)),
        [],
        "Meeting 1 is required, but unscheduled.",
    ),
    (
        "must_be_held",
        problem_of(wish(1, 1, 2, pinned=Pin(1))),
        [],
        "Meeting 1 is pinned, but unscheduled.",
    ),
    (
        "precedence",
        problem_of(wish(1, 1, 2), wish(2, 3, 4), precedences=((1, 2),)),
        [held(1, 1, 1, 1, 2), held(2, 1, 2, 3, 4)],
        "Meeting 1 must be in an earlier slot than meeting 2.",
    ),
    (
        "one_meeting_per_table",
        problem_of(wish(1, 1, 2), wish(2, 3, 4)),
        [held(1, 1, 1, 1, 2), held(2, 1, 1, 3, 4)],
        "Table 1 has the meetings 1 and 2 in slot 1.",
    ),
    (
        "one_meeting_per_person",
        problem_of(wish(1, 1, 2), wish(2, 1, 3)),
        [held(1, 1, 1, 1, 2), held(2, 1, 2, 1, 3)],
        "Participant 1 has the meetings 1 and 2 in slot 1.",
    ),
    (
        "max_meetings",
        problem_of(wish(1, 1, 2), wish(2, 1, 3), people=[Participant(1, max_meetings=1)]),
        [held(1, 1, 1, 1, 2), held(2, 3, 1, 1, 3)],
        "Participant 1 has 2 meetings, at most 1 are allowed.",
    ),
    (
        "max_consecutive",
        problem_of(wish(1, 1, 2), wish(2, 1, 3), people=[Participant(1, max_consecutive=1)]),
        [held(1, 2, 1, 1, 2), held(2, 3, 1, 1, 3)],
        "Participant 1 has 2 meetings in a row from slot 2, at most 1 are allowed.",
    ),
    (
        "free_windows",
        problem_of(
            wish(1, 1, 2),
            wish(2, 1, 3),
            people=[Participant(1, free_windows=(frozenset({1, 2}), frozenset({2, 4})))],
        ),
        [held(1, 2, 1, 1, 2), held(2, 4, 1, 1, 3)],
        "Participant 1 keeps none of the slots 2 and 4 free.",
    ),
    (
        "max_changes",
        problem_of(
            wish(1, 1, 2), wish(2, 3, 4), previous=(held(1, 1, 1, 1, 2), held(2, 1, 2, 3, 4)), max_changes=MaxChanges(0)
        ),
        [held(1, 1, 1, 1, 2), held(2, 1, 3, 3, 4)],
        "1 meetings are changed, at most 0 may be.",
    ),
    (
        "max_changes_per_participant",
        problem_of(
            wish(1, 1, 2),
            wish(2, 1, 4),
            previous=(held(1, 1, 1, 1, 2), held(2, 2, 2, 1, 4)),
            max_changes=MaxChanges(per_participant=1),
        ),
        [held(1, 3, 1, 1, 2)],
        "Participant 1 has 2 meetings changed, at most 1 may be.",
    ),
    (
        "max_break_difference",
        problem_of(wish(1, 1, 2), wish(2, 1, 3), max_break_difference=0),
        [held(1, 1, 1, 1, 2), held(2, 3, 1, 1, 3)],
        "Participant 1 has 1 breaks and participant 2 has 0, the difference may be at most 0.",
    ),
]
