from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings

from solver.check import effect_of_move, violations
from solver.explain import Reason, explain
from solver.problem import Table
from solver.schedule import Schedule
from tests.solver.problems import held, places, problems_with_schedules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from solver.problem import Assignment, Problem


def after(problem: Problem, assignments: Sequence[Assignment], reason: Reason) -> tuple[Problem, list[Assignment]]:
    """The problem and the schedule once the change is made, the meeting not yet placed."""
    change = reason.change
    assert change is not None
    meeting = next(one for one in problem.meetings if one.id == reason.meeting)
    rest = [one for one in assignments if one.meeting != change.meeting]
    person = next((one for one in problem.participants if one.id == change.participant), None)
    if change.kind == "add_table":
        return replace(problem, tables=(*problem.tables, Table(999))), rest
    if change.kind == "other_table":
        meeting = replace(meeting, tables=None)
    if change.kind == "allow_slot":
        meeting = replace(meeting, slots=None)
    if person is not None and change.kind == "make_available":
        person = replace(person, unavailable=person.unavailable - {change.slot})
    if person is not None and change.limit is not None:
        fields: dict[str, Any] = {change.limit: () if change.limit == "free_windows" else None}
        person = replace(person, **fields)
    people = tuple(person if person is not None and one.id == person.id else one for one in problem.participants)
    meetings = tuple(meeting if one.id == meeting.id else one for one in problem.meetings)
    return replace(problem, participants=people, meetings=meetings), rest


@settings(max_examples=200)
@given(problems_with_schedules())
def test_a_slot_has_obstacles_exactly_when_no_place_in_it_keeps_the_rules(
    drawn: tuple[Problem, tuple[Assignment, ...]],
) -> None:
    problem, assignments = drawn
    if any(one.rule != "must_be_held" for one in violations(problem, assignments)):
        return
    schedule = Schedule.of(problem, assignments)
    for reason in explain(problem, assignments):
        meeting = schedule.by_id.meetings[reason.meeting]
        open_slots = {
            place.slot for place in places(problem, meeting) if not effect_of_move(schedule, meeting.id, place).broken
        }
        assert {one.slot for one in reason.slots if not one.obstacles} == open_slots
        assert (reason.kind == "nothing_blocks") == bool(open_slots)


@settings(max_examples=200)
@given(problems_with_schedules())
def test_after_the_change_the_meeting_can_be_held_as_told(drawn: tuple[Problem, tuple[Assignment, ...]]) -> None:
    problem, assignments = drawn
    if any(one.rule != "must_be_held" for one in violations(problem, assignments)):
        return
    for reason in explain(problem, assignments):
        if reason.change is not None:
            changed, rest = after(problem, assignments, reason)
            table = 999 if reason.change.kind == "add_table" else reason.change.table
            place = held(reason.meeting, reason.change.slot, table, *reason.change.people)
            was = {one.subject for one in violations(problem, assignments)}
            assert [one for one in violations(changed, [*rest, place]) if one.subject not in was] == []


def test_drawn_reasons_and_changes_are_of_every_kind() -> None:
    reasons: set[str] = set()
    changes: set[str] = set()

    @settings(max_examples=200, database=None, derandomize=True)
    @given(problems_with_schedules())
    def draw(drawn: tuple[Problem, tuple[Assignment, ...]]) -> None:
        found = explain(*drawn)
        reasons.update(reason.kind for reason in found)
        changes.update(reason.change.kind for reason in found if reason.change is not None)

    draw()
    assert reasons >= {"no_common_slot", "blocked", "nothing_blocks"}
    assert len(changes) > 4
