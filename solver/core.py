"""
The core of a problem: what is left to decide once settled meetings are taken out, as a problem of its own.

People and tables are unavailable while they are in settled meetings, limits shrink by what these use, meetings in order
with them may be in fewer slots. So the schedules of the core are exactly those of the whole that hold the settled
meetings, without these. After one cancellation among six thousand meetings a few dozen are left to decide about.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from solver.problem import Assignment, Pin
from solver.settled import settled

if TYPE_CHECKING:
    from solver.index import Index
    from solver.problem import GoalName, Meeting, Participant, Problem, Table

LINEAR_GOALS: frozenset[GoalName] = frozenset({"value", "shortfall", "changes"})


@dataclass(frozen=True)
class Core:
    """
    A whole problem and its settled meetings.

    Attributes
    ----------
    held
        The settled meetings' assignments.
    whole
        The problem with every settled meeting pinned to its place.
    """

    problem: Problem
    held: dict[int, Assignment]

    @classmethod
    def of(cls, index: Index) -> Core:
        """Find out what is settled."""
        return cls(
            index.problem,
            {
                index.meeting_ids[meeting]: Assignment(
                    index.meeting_ids[meeting],
                    index.slot_ids[place.slot],
                    None if place.table < 0 else index.table_ids[place.table],
                    tuple(index.person_ids[person] for person in place.people),
                )
                for meeting, place in settled(index).items()
            },
        )

    @property
    def linear(self) -> tuple[GoalName, ...]:
        """The goals at the beginning that settled meetings add a constant to: those the core can be solved for."""
        goals = self.problem.goals
        past = next((k for k, goal in enumerate(goals) if goal not in LINEAR_GOALS), len(goals))
        return goals[:past]

    @property
    def worth(self) -> int:
        """The weights of the settled meetings."""
        return sum(meeting.weight for meeting in self.problem.meetings if meeting.id in self.held)

    @cached_property
    def rest(self) -> Problem:
        """The problem without the settled meetings, for the goals that are linear."""
        problem, held = self.problem, self.held
        slots_of_person: dict[int, set[int]] = {}
        slots_of_table: dict[int, set[int]] = {}
        for place in held.values():
            for person in place.people:
                slots_of_person.setdefault(person, set()).add(place.slot)
            if place.table is not None:
                slots_of_table.setdefault(place.table, set()).add(place.slot)
        allowed = self._slots_left()
        return replace(
            problem,
            tables=tuple(_without(table, slots_of_table.get(table.id, set())) for table in problem.tables),
            participants=tuple(self._freed(person, slots_of_person.get(person.id)) for person in problem.participants),
            meetings=tuple(allowed.get(m.id, m) for m in problem.meetings if m.id not in held),
            goals=self.linear,
            precedences=tuple(pair for pair in problem.precedences if not held.keys() & pair),
            previous=tuple(before for before in problem.previous if before.meeting not in held),
        )

    @property
    def whole(self) -> Problem:
        """The problem with every settled meeting pinned."""

        def pinned(meeting: Meeting) -> Meeting:
            place = self.held.get(meeting.id)
            return meeting if place is None else replace(meeting, pinned=Pin(place.slot, place.table, place.people))

        return replace(self.problem, meetings=tuple(map(pinned, self.problem.meetings)))

    def _freed(self, person: Participant, slots: set[int] | None) -> Participant:
        """Return what is left of a person's day beside settled meetings in these slots."""
        if not slots:
            return person
        most, least = person.max_meetings, person.min_meetings
        windows = [*person.free_windows, *(run for run in self._runs(person) if run & slots)]
        return replace(
            person,
            unavailable=person.unavailable | slots,
            max_meetings=None if most is None else most - len(slots),
            min_meetings=None if least is None else max(0, least - len(slots)),
            free_windows=tuple(window - slots for window in windows),
        )

    def _runs(self, person: Participant) -> list[frozenset[int]]:
        """Return the runs of slots, each within a session, that are one longer than a person may meet."""
        if person.max_consecutive is None:
            return []
        slots, length = self.problem.slots, person.max_consecutive + 1
        runs = [slots[first : first + length] for first in range(len(slots) - length + 1)]
        return [frozenset(slot.id for slot in run) for run in runs if run[0].session == run[-1].session]

    def _slots_left(self) -> dict[int, Meeting]:
        """Return the meetings that are in order with settled ones, allowed only in slots in that order."""
        position = {slot.id: k for k, slot in enumerate(self.problem.slots)}
        meetings = {meeting.id: meeting for meeting in self.problem.meetings}
        left: dict[int, Meeting] = {}
        for first, then in self.problem.precedences:
            if (first in self.held) == (then in self.held):
                continue
            place, other = (self.held[first], then) if first in self.held else (self.held[then], first)
            sign = 1 if other == then else -1
            meeting = left.get(other, meetings[other])
            in_order = {slot for slot, at in position.items() if sign * at > sign * position[place.slot]}
            left[other] = replace(
                meeting, slots=frozenset(in_order if meeting.slots is None else in_order & meeting.slots)
            )
        return left


def _without(table: Table, slots: set[int]) -> Table:
    return replace(table, unavailable=table.unavailable | slots) if slots else table
