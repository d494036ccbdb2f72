"""The problem as it would be if something more were allowed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from solver.explain.change import ADDED
from solver.problem import Participant, Problem, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from solver.explain.change import Concession
    from solver.problem import Meeting


def conceded(
    problem: Problem, meeting: int, slot: int, table: int | None, concessions: Sequence[Concession]
) -> Problem:
    """Return the problem in which concessions for a meeting in a slot, perhaps at a certain table, are made."""
    for one in concessions:
        problem = with_one(problem, meeting, slot, table, one)
    return problem


def with_one(problem: Problem, meeting: int, slot: int, table: int | None, concession: Concession) -> Problem:
    """Make one concession."""
    if concession.kind == "add_table":
        return replace(problem, tables=(*problem.tables, Table(ADDED)))
    if concession.limit == "max_break_difference":
        return replace(problem, max_break_difference=concession.to)
    if concession.participant is not None:
        people = tuple(
            eased(person, slot, concession) if person.id == concession.participant else person
            for person in problem.participants
        )
        return replace(problem, participants=people)
    if concession.side is not None:
        return with_candidate(problem, meeting, concession.side)
    meetings = tuple(opened(one, slot, table, concession) if one.id == meeting else one for one in problem.meetings)
    return replace(problem, meetings=meetings)


def eased(person: Participant, slot: int, concession: Concession) -> Participant:
    """Return a participant who comes in the slot, or whose limit is raised."""
    if concession.kind == "make_available":
        return replace(person, unavailable=person.unavailable - {slot})
    if concession.limit == "max_meetings":
        return replace(person, max_meetings=concession.to)
    if concession.limit == "max_consecutive":
        return replace(person, max_consecutive=concession.to)
    return replace(person, free_windows=tuple(window for window in person.free_windows if slot not in window))


def opened(meeting: Meeting, slot: int, table: int | None, concession: Concession) -> Meeting:
    """Return a meeting that may be in the slot, or at the table."""
    if concession.kind == "allow_slot":
        return replace(meeting, slots=None if meeting.slots is None else meeting.slots | {slot})
    return replace(meeting, tables=None if meeting.tables is None or table is None else (*meeting.tables, table))


def with_candidate(problem: Problem, meeting: int, side: int) -> Problem:
    """Add a participant who may come wherever a side has the same candidates."""
    sides = next(one.sides for one in problem.meetings if one.id == meeting)
    candidates = set(sides[side])
    more = (*sides[side], ADDED)
    meetings = tuple(
        replace(one, sides=tuple(more if set(group) == candidates else group for group in one.sides))
        if any(set(group) == candidates for group in one.sides)
        else one
        for one in problem.meetings
    )
    return replace(problem, participants=(*problem.participants, Participant(ADDED)), meetings=meetings)
