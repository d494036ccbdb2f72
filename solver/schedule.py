"""A schedule to be looked at: its assignments by meeting, by participant and by place, next to its problem by id."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from solver.problem import Assignment, Meeting, Participant, Problem, Table


class ById:
    """
    A problem by id.

    Attributes
    ----------
    position
        Each slot's place in the order of time.
    session
        Each slot's session.
    precedences
        For each meeting the pairs it is in.
    previous
        The assignments of the schedule in force, of meetings that still exist.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.position: dict[int, int] = {slot.id: k for k, slot in enumerate(problem.slots)}
        self.session: dict[int, int] = {slot.id: slot.session for slot in problem.slots}
        self.tables: dict[int, Table] = {table.id: table for table in problem.tables}
        self.participants: dict[int, Participant] = {person.id: person for person in problem.participants}
        self.meetings: dict[int, Meeting] = {meeting.id: meeting for meeting in problem.meetings}
        self.precedences: dict[int, list[tuple[int, int]]] = {}
        for pair in problem.precedences:
            for meeting in pair:
                self.precedences.setdefault(meeting, []).append(pair)
        self.previous: list[Assignment] = [held for held in problem.previous if held.meeting in self.meetings]


@dataclass(frozen=True, slots=True)
class Schedule:
    """
    Assignments by what they occupy; rules may be broken, so each list may hold any number.

    Assignments of unknown meetings or in unknown slots are kept in `astray` and nowhere else.
    """

    by_id: ById
    of_meeting: Mapping[int, Sequence[Assignment]]
    of_participant: Mapping[int, Sequence[Assignment]]
    """In order of time, then of the meetings' ids."""
    at_place: Mapping[tuple[int, int], Sequence[Assignment]]
    """By table and slot."""
    astray: Sequence[Assignment]

    @classmethod
    def of(cls, problem: Problem, assignments: Iterable[Assignment]) -> Schedule:
        """Sort assignments by what they occupy."""
        by_id = ById(problem)
        of_meeting: dict[int, list[Assignment]] = {}
        of_participant: dict[int, list[Assignment]] = {}
        at_place: dict[tuple[int, int], list[Assignment]] = {}
        astray = []
        for held in assignments:
            if held.meeting not in by_id.meetings or held.slot not in by_id.position:
                astray.append(held)
                continue
            of_meeting.setdefault(held.meeting, []).append(held)
            for person in held.people:
                of_participant.setdefault(person, []).append(held)
            if held.table is not None:
                at_place.setdefault((held.table, held.slot), []).append(held)
        for day in of_participant.values():
            day.sort(key=lambda held: (by_id.position[held.slot], held.meeting))
        return cls(by_id, of_meeting, of_participant, at_place, astray)

    @property
    def problem(self) -> Problem:
        """The problem this is a schedule of."""
        return self.by_id.problem

    @property
    def assignments(self) -> list[Assignment]:
        """All assignments that are not astray, in no particular order."""
        return [held for group in self.of_meeting.values() for held in group]

    def positions_of(self, person: int) -> list[int]:
        """Return the places in the order of time of a participant's meetings, in order."""
        position = self.by_id.position
        return [position[held.slot] for held in self.of_participant.get(person, ())]

    def with_meeting_at(self, meeting: int, place: Assignment | None) -> Schedule:
        """Return the schedule with one meeting moved, placed, or (`None`) taken out; what is shared is not copied."""
        of_meeting, of_participant = dict(self.of_meeting), dict(self.of_participant)
        at_place = dict(self.at_place)
        for old in of_meeting.pop(meeting, ()):
            for person in old.people:
                of_participant[person] = [held for held in of_participant[person] if held.meeting != meeting]
            if old.table is not None:
                place_of_old = (old.table, old.slot)
                at_place[place_of_old] = [held for held in at_place[place_of_old] if held.meeting != meeting]
        if place is not None:
            position = self.by_id.position
            of_meeting[meeting] = [place]
            for person in place.people:
                day = [*of_participant.get(person, ()), place]
                of_participant[person] = sorted(day, key=lambda held: (position[held.slot], held.meeting))
            if place.table is not None:
                at_place[place.table, place.slot] = [*at_place.get((place.table, place.slot), ()), place]
        return Schedule(self.by_id, of_meeting, of_participant, at_place, self.astray)


def breaks(schedule: Schedule, person: int) -> list[int]:
    """Return the lengths of the groups of idle slots between two meetings of a participant in one session."""
    slots, positions = schedule.problem.slots, schedule.positions_of(person)
    return [
        then - before - 1
        for before, then in pairwise(positions)
        if then > before + 1 and slots[before].session == slots[then].session
    ]


def changed(schedule: Schedule) -> list[Assignment]:
    """Return the previous assignments, of meetings that still exist, that are not held exactly as they were."""
    return [held for held in schedule.by_id.previous if held not in schedule.of_meeting.get(held.meeting, ())]
