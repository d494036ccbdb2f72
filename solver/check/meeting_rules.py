"""The rules that one meeting keeps or breaks by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solver.check.violation import Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from solver.check.violation import RuleName, Scope
    from solver.problem import Assignment
    from solver.schedule import Schedule


def known_ids(schedule: Schedule, _: Scope) -> Iterator[Violation]:
    """An assignment is of a meeting and in a slot that exist."""
    for held in schedule.astray:
        if held.meeting not in schedule.by_id.meetings:
            yield broken("known_ids", held, "does not exist")
        else:
            yield broken("known_ids", held, f"is in slot {held.slot}, which does not exist")


def scheduled_once(schedule: Schedule, scope: Scope) -> Iterator[Violation]:
    """A meeting is held at most once."""
    for meeting in scope.meetings:
        places = schedule.of_meeting.get(meeting, ())
        if len(places) > 1:
            sentence = f"Meeting {meeting} is scheduled {len(places)} times."
            yield Violation("scheduled_once", sentence, meetings=(meeting,))


def allowed_slot(schedule: Schedule, scope: Scope) -> Iterator[Violation]:
    """A meeting is in one of the slots it may be in."""
    for held in scope.assignments:
        allowed = schedule.by_id.meetings[held.meeting].slots
        if allowed is not None and held.slot not in allowed:
            yield broken("allowed_slot", held, f"may not be in slot {held.slot}")


def allowed_table(schedule: Schedule, scope: Scope) -> Iterator[Violation]:
    """A meeting is at one of the tables it may be at, and at none if it needs none."""
    for held in scope.assignments:
        allowed = schedule.by_id.meetings[held.meeting].tables
        if allowed == ():
            if held.table is not None:
                yield broken("allowed_table", held, f"needs no table, but is at table {held.table}")
        elif held.table is None:
            yield broken("allowed_table", held, "is without a table")
        elif held.table not in schedule.by_id.tables:
            yield broken("allowed_table", held, f"is at table {held.table}, which does not exist")
        elif allowed is not None and held.table not in allowed:
            yield broken("allowed_table", held, f"may not be at table {held.table}")


def table_available(schedule: Schedule, scope: Scope) -> Iterator[Violation]:
    """A table is not used while it is unavailable."""
    for held in scope.assignments:
        table = None if held.table is None else schedule.by_id.tables.get(held.table)
        if table is not None and held.slot in table.unavailable:
            problem = f"is at table {held.table} in slot {held.slot}, when the table is unavailable"
            yield broken("table_available", held, problem)


def one_person_per_side(schedule: Schedule, scope: Scope) -> Iterator[Violation]:
    """Exactly one of each side's people attends."""
    for held in scope.assignments:
        sides = schedule.by_id.meetings[held.meeting].sides
        if len(held.people) != len(sides):
            yield broken("one_person_per_side", held, f"has {len(held.people)} people for {len(sides)} sides")
            continue
        for number, (person, side) in enumerate(zip(held.people, sides, strict=True), 1):
            if person not in side:
                problem = f"has participant {person} on side {number}, where they do not belong"
                yield broken("one_person_per_side", held, problem, (person,))


def different_people(_: Schedule, scope: Scope) -> Iterator[Violation]:
    """A person sits on one side of a meeting only."""
    for held in scope.assignments:
        if len(set(held.people)) < len(held.people):
            twice = next(person for k, person in enumerate(held.people) if person in held.people[:k])
            yield broken("different_people", held, f"has participant {twice} on two sides", (twice,))


def participant_available(schedule: Schedule, scope: Scope) -> Iterator[Violation]:
    """Nobody has a meeting while they are unavailable."""
    participants = schedule.by_id.participants
    for held in scope.assignments:
        for person in held.people:
            if person in participants and held.slot in participants[person].unavailable:
                problem = f"needs participant {person}, who is unavailable in slot {held.slot}"
                yield broken("participant_available", held, problem, (person,))


def pinned(schedule: Schedule, scope: Scope) -> Iterator[Violation]:
    """A pinned meeting stays in its slot, at its table and with its people."""
    for held in scope.assignments:
        pin = schedule.by_id.meetings[held.meeting].pinned
        if pin is None:
            continue
        if held.slot != pin.slot:
            yield broken("pinned", held, f"is pinned to slot {pin.slot}, but is in slot {held.slot}")
        if pin.table is not None and held.table != pin.table:
            elsewhere = "without a table" if held.table is None else f"at table {held.table}"
            yield broken("pinned", held, f"is pinned to table {pin.table}, but is {elsewhere}")
        if pin.people is not None and held.people != pin.people:
            yield broken("pinned", held, "is pinned to other people", (*pin.people, *held.people))


def must_be_held(schedule: Schedule, scope: Scope) -> Iterator[Violation]:
    """A meeting that is required or pinned is held."""
    for identifier in scope.meetings:
        meeting = schedule.by_id.meetings[identifier]
        if (meeting.required or meeting.pinned is not None) and identifier not in schedule.of_meeting:
            why = "required" if meeting.pinned is None else "pinned"
            sentence = f"Meeting {identifier} is {why}, but unscheduled."
            yield Violation("must_be_held", sentence, meetings=(identifier,))


def broken(rule: RuleName, held: Assignment, problem: str, participants: tuple[int, ...] = ()) -> Violation:
    """Return a violation of one assignment."""
    sentence = f"Meeting {held.meeting} {problem}."
    return Violation(rule, sentence, (held.meeting,), participants, held.slot, held.table)
