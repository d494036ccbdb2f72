from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from solver.compare import Comparison, MeetingChange, compare
from solver.problem import Assignment
from tests.solver.problems import held

BEFORE = held(1, 1, 1, 10, 20)


def test_equal_schedules_have_no_change() -> None:
    assert compare([BEFORE, held(2, 1, 2, 3, 4)], [held(2, 1, 2, 3, 4), BEFORE]) == Comparison((), {})


def test_a_meeting_that_comes_is_added_for_its_people() -> None:
    comparison = compare([], [BEFORE])
    change = MeetingChange(None, BEFORE)
    assert comparison == Comparison((change,), {10: (change,), 20: (change,)})
    assert (change.meeting, change.differences) == (1, ("added",))


def test_a_meeting_that_goes_is_removed_for_its_people() -> None:
    comparison = compare([BEFORE], [])
    change = MeetingChange(BEFORE, None)
    assert comparison == Comparison((change,), {10: (change,), 20: (change,)})
    assert (change.meeting, change.differences) == (1, ("removed",))


def test_another_slot_table_or_people_are_told_apart() -> None:
    assert MeetingChange(BEFORE, held(1, 2, 1, 10, 20)).differences == ("moved",)
    assert MeetingChange(BEFORE, held(1, 1, 2, 10, 20)).differences == ("table",)
    assert MeetingChange(BEFORE, held(1, 1, None, 10, 20)).differences == ("table",)
    assert MeetingChange(BEFORE, held(1, 1, 1, 10, 21)).differences == ("people",)
    assert MeetingChange(BEFORE, held(1, 2, 2, 10, 21)).differences == ("moved", "table", "people")


def test_a_colleague_who_takes_over_has_the_meeting_added_and_the_other_has_it_removed() -> None:
    change = MeetingChange(BEFORE, held(1, 2, 1, 10, 21))
    assert change.participants == (10, 20, 21)
    assert change.seen_by(10) == ("moved", "people")
    assert change.seen_by(20) == ("removed",)
    assert change.seen_by(21) == ("added",)
    assert change.seen_by(99) == ()


def test_each_participant_has_their_changes_and_nobody_else_any() -> None:
    before = [BEFORE, held(2, 2, 1, 10, 30), held(3, 3, 1, 40, 50)]
    after = [held(1, 1, 2, 10, 20), held(3, 3, 1, 40, 50), held(4, 1, 1, 30, 40)]
    comparison = compare(before, after)
    assert [change.meeting for change in comparison.changes] == [1, 2, 4]
    assert {person: [change.meeting for change in mine] for person, mine in comparison.of_participant.items()} == {
        10: [1, 2],
        20: [1],
        30: [2, 4],
        40: [4],
    }


assignments = st.builds(
    Assignment,
    meeting=st.integers(1, 4),
    slot=st.integers(1, 2),
    table=st.sampled_from([None, 1]),
    people=st.sampled_from([(1, 2), (1, 3)]),
)
schedules = st.lists(assignments, unique_by=lambda one: one.meeting)


@given(schedules, schedules)
def test_the_changes_lead_from_one_schedule_to_the_other_and_back(
    before: list[Assignment], after: list[Assignment]
) -> None:
    comparison, reverse = compare(before, after), compare(after, before)
    kept = set(before) - {change.before for change in comparison.changes}
    assert kept | {change.after for change in comparison.changes if change.after is not None} == set(after)
    assert {(one.after, one.before) for one in reverse.changes} == {
        (one.before, one.after) for one in comparison.changes
    }
    assert all(change.differences for change in comparison.changes)
