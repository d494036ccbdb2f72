from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings

from solver.check import effect_of_move, violations
from solver.check.moves import amounts
from solver.explain import ADDED, Change, Concession, Reason, explain
from solver.goals import goal_values
from solver.problem import Participant, Table
from solver.schedule import Schedule
from tests.solver.problems import held, places, problems_with_schedules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from solver.problem import Assignment, Problem

Drawn = tuple["Problem", tuple["Assignment", ...]]


def allowed(problem: Problem, reason: Reason, change: Change) -> Problem:
    """The problem once every concession is made."""
    for one in change.concessions:
        problem = allowed_one(problem, reason, change, one)
    return problem


def allowed_one(problem: Problem, reason: Reason, change: Change, one: Concession) -> Problem:
    meeting = next(wish for wish in problem.meetings if wish.id == reason.meeting)
    if one.kind == "add_table":
        return replace(problem, tables=(*problem.tables, Table(ADDED)))
    if one.kind == "add_person":
        assert one.side is not None
        asked = set(meeting.sides[one.side])
        meetings = tuple(
            replace(m, sides=tuple((*side, ADDED) if set(side) == asked else side for side in m.sides))
            for m in problem.meetings
        )
        return replace(problem, participants=(*problem.participants, Participant(ADDED)), meetings=meetings)
    if one.limit == "max_break_difference":
        return replace(problem, max_break_difference=one.to)
    if one.participant is None:
        freed = replace(meeting, slots=None) if one.kind == "allow_slot" else replace(meeting, tables=None)
        return replace(problem, meetings=tuple(freed if m.id == meeting.id else m for m in problem.meetings))
    person = next(person for person in problem.participants if person.id == one.participant)
    fields: dict[str, Any] = {"unavailable": person.unavailable - {change.slot}}
    if one.kind == "raise_limit":
        assert one.limit is not None
        windows = tuple(window for window in person.free_windows if change.slot not in window)
        fields = {one.limit: windows if one.limit == "free_windows" else one.to}
    eased = replace(person, **fields)
    return replace(problem, participants=tuple(eased if p is person else p for p in problem.participants))


def after(assignments: Sequence[Assignment], reason: Reason, change: Change) -> list[Assignment]:
    """The schedule once the change is made."""
    gone = {*change.dropped, *(one.meeting for one in change.moves)}
    place = held(reason.meeting, change.slot, change.table, *change.people)
    return [*(one for one in assignments if one.meeting not in gone), *change.moves, place, *change.also]


def keeps_the_rules(problem: Problem, assignments: Sequence[Assignment]) -> bool:
    return all(one.rule == "must_be_held" for one in violations(problem, assignments))


@settings(max_examples=100)
@given(problems_with_schedules())
def test_a_slot_has_obstacles_exactly_when_no_place_in_it_keeps_the_rules(drawn: Drawn) -> None:
    problem, assignments = drawn
    if not keeps_the_rules(problem, assignments):
        return
    schedule = Schedule.of(problem, assignments)
    for reason in explain(problem, assignments):
        meeting = schedule.by_id.meetings[reason.meeting]
        open_slots = {
            place.slot for place in places(problem, meeting) if not effect_of_move(schedule, meeting.id, place).broken
        }
        assert {one.slot for one in reason.slots if not one.obstacles} == open_slots
        assert (reason.kind == "nothing_blocks") == bool(open_slots)
        if problem.max_break_difference is None:
            assert bool(open_slots) == any(change.kind == "place" for change in reason.changes)


@settings(max_examples=200)
@given(problems_with_schedules())
def test_each_change_breaks_no_rule_and_costs_and_gains_what_it_says(drawn: Drawn) -> None:
    problem, assignments = drawn
    if len({one.meeting for one in assignments}) < len(assignments):
        return
    was = amounts(violations(problem, assignments))
    for reason in explain(problem, assignments):
        for change in reason.changes:
            schedule, changed = after(assignments, reason, change), allowed(problem, reason, change)
            found = amounts(violations(changed, schedule))
            assert {subject for subject in found if found[subject] > was[subject]} == set()
            before, then = (goal_values(changed, one)["value"] for one in (assignments, schedule))
            assert then - before == change.gain - change.cost
            assert len(schedule) == len(assignments) + 1 + len(change.also) - len(change.dropped)


@settings(max_examples=100)
@given(problems_with_schedules())
def test_whoever_has_another_day_for_the_sake_of_a_meeting_is_told(drawn: Drawn) -> None:
    problem, assignments = drawn
    by_meeting = {one.meeting: one for one in assignments}
    if len(by_meeting) < len(assignments):
        return
    for reason in explain(problem, assignments):
        for change in reason.changes:
            left = [by_meeting[one] for one in change.dropped] + [by_meeting[one.meeting] for one in change.moves]
            concerned = {person for one in (*left, *change.moves) for person in one.people}
            for one in change.concessions:
                concerned |= {one.participant} if one.participant is not None else set()
                concerned |= {ADDED} if one.kind == "add_person" else set()
                concerned |= set(change.people) if one.kind == "allow_slot" else set()
            assert change.told == tuple(sorted(concerned))


@settings(max_examples=100)
@given(problems_with_schedules())
def test_what_a_change_claims_as_gained_could_not_be_held_before(drawn: Drawn) -> None:
    problem, assignments = drawn
    if not keeps_the_rules(problem, assignments):
        return
    reasons = explain(problem, assignments)
    open_before = {reason.meeting for reason in reasons if reason.kind == "nothing_blocks"}
    for reason in reasons:
        for change in reason.changes:
            assert open_before.isdisjoint(one.meeting for one in change.also)


@settings(max_examples=100)
@given(problems_with_schedules())
def test_the_smallest_change_comes_first_and_each_kind_once(drawn: Drawn) -> None:
    for reason in explain(*drawn):
        sizes = [(len(change.told), change.cost, -change.gain) for change in reason.changes]
        assert sizes == sorted(sizes)
        assert len({change.kind for change in reason.changes}) == len(reason.changes)


def test_drawn_reasons_and_changes_are_of_every_kind() -> None:
    reasons: set[str] = set()
    changes: set[str] = set()
    limits: set[str | None] = set()
    gained = 0

    @settings(max_examples=400, database=None, derandomize=True)
    @given(problems_with_schedules())
    def draw(drawn: Drawn) -> None:
        nonlocal gained
        for reason in explain(*drawn):
            reasons.add(reason.kind)
            changes.update(change.kind for change in reason.changes)
            limits.update(one.limit for change in reason.changes for one in change.concessions)
            gained += any(change.also for change in reason.changes)

    draw()
    assert reasons >= {"no_common_slot", "blocked", "nothing_blocks"}
    assert changes == {
        "place",
        "other_table",
        "add_table",
        "raise_limit",
        "make_available",
        "allow_slot",
        "add_person",
        "move",
        "replace",
        "several",
    }
    assert limits == {None, "max_meetings", "max_consecutive", "free_windows", "max_break_difference"}
    assert gained > 10
