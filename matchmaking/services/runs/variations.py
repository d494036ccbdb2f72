"""A problem with something varied, solved for comparison only: it may name tables and slots that there are not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from solver.problem import Slot, Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from solver.problem import Meeting, Participant, Problem

    Slots = frozenset[int]


def with_more_tables(problem: Problem, count: int, stands: frozenset[int]) -> Problem:
    """Add tables, open to every meeting that is held at common ones."""
    first = max((table.id for table in problem.tables), default=0) + 1
    added = tuple(range(first, first + count))

    def roomier(meeting: Meeting) -> Meeting:
        common = bool(meeting.tables) and stands.isdisjoint(meeting.tables or ())
        return replace(meeting, tables=(*(meeting.tables or ()), *added)) if common else meeting

    return replace(
        problem,
        tables=(*problem.tables, *(Table(table) for table in added)),
        meetings=tuple(map(roomier, problem.meetings)),
    )


def without_zone(problem: Problem, zone: int) -> Problem:
    """Close the tables of a zone; what could be held only there is held nowhere."""
    gone = {table.id for table in problem.tables if table.zone == zone}

    def elsewhere(meeting: Meeting) -> Meeting:
        pin = None if meeting.pinned is not None and meeting.pinned.table in gone else meeting.pinned
        if not meeting.tables:
            return replace(meeting, pinned=pin)
        left = tuple(table for table in meeting.tables if table not in gone)
        if left:
            return replace(meeting, tables=left, pinned=pin)
        return replace(meeting, slots=frozenset(), tables=None, pinned=None)

    tables = tuple(table for table in problem.tables if table.id not in gone)
    return replace(problem, tables=tables, meetings=tuple(map(elsewhere, problem.meetings)))


def without_last_slot(problem: Problem) -> Problem:
    """End one slot earlier; what is locked there is free to move."""
    last = problem.slots[-1].id
    shorter = _with_slots(problem, problem.slots[:-1], lambda slots: slots - {last})
    meetings = tuple(
        replace(meeting, pinned=None) if meeting.pinned is not None and meeting.pinned.slot == last else meeting
        for meeting in shorter.meetings
    )
    return replace(shorter, meetings=meetings)


def with_half_a_day(problem: Problem) -> Problem:
    """Hold the last session once more: who cannot come to a slot cannot come to its copy."""
    first = max(slot.id for slot in problem.slots) + 1
    session = max(slot.session for slot in problem.slots) + 1
    last = [slot.id for slot in problem.slots if slot.session == problem.slots[-1].session]
    copies = {slot: first + place for place, slot in enumerate(last)}
    slots = (*problem.slots, *(Slot(copy, session) for copy in copies.values()))
    return _with_slots(problem, slots, lambda some: some | {copies[slot] for slot in some if slot in copies})


def with_at_most(problem: Problem, count: int) -> Problem:
    """Let nobody have more meetings than so many, but for those that are fixed already."""
    fixed: dict[int, int] = {}
    for meeting in problem.meetings:
        for person in (meeting.pinned.people or ()) if meeting.pinned else ():
            fixed[person] = fixed.get(person, 0) + 1

    def limited(person: Participant) -> Participant:
        most = count if person.max_meetings is None else min(count, person.max_meetings)
        return replace(person, max_meetings=max(most, fixed.get(person.id, 0)))

    return replace(problem, participants=tuple(map(limited, problem.participants)))


def _with_slots(problem: Problem, slots: tuple[Slot, ...], change: Callable[[Slots], Slots]) -> Problem:
    left = frozenset(slot.id for slot in slots)
    return replace(
        problem,
        slots=slots,
        tables=tuple(replace(table, unavailable=change(table.unavailable)) for table in problem.tables),
        participants=tuple(
            replace(
                person,
                unavailable=change(person.unavailable),
                free_windows=tuple(window for window in person.free_windows if window <= left),
            )
            for person in problem.participants
        ),
        meetings=tuple(
            meeting if meeting.slots is None else replace(meeting, slots=change(meeting.slots))
            for meeting in problem.meetings
        ),
    )
