"""What a schedule to come changes, in words."""

from __future__ import annotations

import pytest

from solver.compare import MeetingChange, compare
from solver.told import sentence_of, sentences
from tests.solver.problems import held

BEFORE = held(1, 4, 7, 10, 20)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            MeetingChange(BEFORE, None),
            "Meeting 1 is cancelled: it was in slot 4 at table 7, with participants 10 and 20.",
        ),
        (MeetingChange(None, BEFORE), "Meeting 1 is new: in slot 4 at table 7, with participants 10 and 20."),
        (
            MeetingChange(BEFORE, held(1, 5, 7, 10, 20)),
            "Meeting 1 moves from slot 4 at table 7 to slot 5 at table 7, with participants 10 and 20.",
        ),
        (
            MeetingChange(BEFORE, held(1, 5, 8, 10, 21)),
            (
                "Meeting 1 moves from slot 4 at table 7 to slot 5 at table 8, "
                "with participants 10 and 21 instead of participants 10 and 20."
            ),
        ),
        (MeetingChange(BEFORE, held(1, 4, 8, 10, 20)), "Meeting 1 in slot 4 is at table 8 instead of at table 7."),
        (
            MeetingChange(BEFORE, held(1, 4, None, 10, 20)),
            "Meeting 1 in slot 4 is without a table instead of at table 7.",
        ),
        (
            MeetingChange(BEFORE, held(1, 4, 7, 10, 21)),
            "Meeting 1 stays in slot 4 at table 7, with participants 10 and 21 instead of participants 10 and 20.",
        ),
    ],
)
def test_each_kind_of_change_is_a_sentence(change: MeetingChange, sentence: str) -> None:
    assert sentence_of(change, withdrawn=False) == sentence


def test_a_wish_that_is_gone_was_withdrawn() -> None:
    sentence = "Meeting 1 was withdrawn: it was in slot 4 at table 7, with participants 10 and 20."
    assert sentence_of(MeetingChange(BEFORE, None), withdrawn=True) == sentence


def test_changes_are_counted_in_all_and_for_each_participant() -> None:
    before = [BEFORE, held(2, 5, 1, 10, 30), held(3, 6, 1, 30, 40), held(5, 1, 1, 50, 60)]
    after = [held(1, 4, 7, 10, 21), held(2, 6, 2, 10, 30), held(4, 5, 1, 10, 20), held(5, 1, 2, 50, 60)]
    told = list(sentences(compare(before, after), {1, 2, 4, 5}))
    assert told[0] == (
        "5 meetings change: 1 at another table, 1 cancelled, 1 moved, 1 new, 1 with other people; "
        "participants concerned: 7."
    )
    assert [sentence.split(":")[0].split(" ")[1] for sentence in told[1:6]] == ["1", "2", "3", "4", "5"]
    assert told[6:] == [
        "Participant 10: 1 moved, 1 new, 1 with other people.",
        "Participant 20: 1 cancelled, 1 new.",
        "Participant 21: 1 new.",
        "Participant 30: 1 cancelled, 1 moved.",
        "Participant 40: 1 cancelled.",
        "Participant 50: 1 at another table.",
        "Participant 60: 1 at another table.",
    ]


def test_the_same_schedule_changes_nothing() -> None:
    assert list(sentences(compare([BEFORE], [BEFORE]), {1})) == ["Nothing changes."]
