"""A schedule on which changes are tried: meetings are put and taken, and all of it is undone."""

from __future__ import annotations

from bisect import insort
from contextlib import contextmanager
from typing import TYPE_CHECKING

from solver.explain.facts import Facts
from solver.index import bits, mask_of
from solver.problem import Assignment
from solver.schedule import ById, Schedule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from solver.problem import Problem


class Plan:
    """
    A schedule of one's own, with everybody's busy slots and every slot's free tables as bits.

    It may break rules, as one edited by hand does. What `place_for` finds keeps them all, but for those on the whole
    schedule (changes, difference of breaks), which only the checker knows.

    Attributes
    ----------
    schedule
        The same for the checker.
    busy
        By person: the slots in which they have a meeting.
    free
        By slot: the tables that are available and empty.
    """

    def __init__(self, schedule: Schedule) -> None:
        self.of_meeting = {meeting: list(group) for meeting, group in schedule.of_meeting.items()}
        self.of_participant = {person: list(day) for person, day in schedule.of_participant.items()}
        self.at_place = {place: list(group) for place, group in schedule.at_place.items()}
        self.schedule = self._seen(schedule.by_id, schedule)
        self.facts = Facts(schedule.by_id)
        self.position = schedule.by_id.position
        self.slot_ids = list(self.position)
        self.busy = {person: mask_of(schedule.positions_of(person)) for person in schedule.of_participant}
        self.usable = [
            mask_of(k for k, table in enumerate(schedule.problem.tables) if slot not in table.unavailable)
            for slot in self.slot_ids
        ]
        self.free = list(self.usable)
        for (table, slot), group in self.at_place.items():
            if group and table in self.facts.table_at:
                self.free[self.position[slot]] &= ~(1 << self.facts.table_at[table])
        self.journal: list[tuple[Assignment, bool]] = []

    def _seen(self, by_id: ById, schedule: Schedule) -> Schedule:
        return Schedule(by_id, self.of_meeting, self.of_participant, self.at_place, schedule.astray)

    @contextmanager
    def trying(self, problem: Problem | None = None) -> Iterator[None]:
        """Undo at the end whatever is put and taken within; meanwhile another problem may hold, with tables added."""
        schedule, facts, mark = self.schedule, self.facts, len(self.journal)
        if problem is not None:
            self.schedule = self._seen(ById(problem), schedule)
            self.facts = Facts(self.schedule.by_id, facts)
            added = (1 << len(self.facts.table_ids)) - (1 << len(facts.table_ids))
            self._open(added)
        try:
            yield
        finally:
            while len(self.journal) > mark:
                place, was_put = self.journal.pop()
                (self._take if was_put else self._put)(place)
            if problem is not None:
                self.schedule, self.facts = schedule, facts
                self._open(added)

    def _open(self, tables: int) -> None:
        """Make tables usable, or no longer, in every slot; all are empty."""
        self.free = [free ^ tables for free in self.free]
        self.usable = [usable ^ tables for usable in self.usable]

    def put(self, place: Assignment) -> None:
        """Hold a meeting."""
        self._put(place)
        self.journal.append((place, True))

    def take(self, place: Assignment) -> None:
        """Take a meeting out."""
        self._take(place)
        self.journal.append((place, False))

    def _put(self, place: Assignment) -> None:
        position, slot = self.position, self.position[place.slot]
        self.of_meeting.setdefault(place.meeting, []).append(place)
        for person in place.people:
            day = self.of_participant.setdefault(person, [])
            insort(day, place, key=lambda held: (position[held.slot], held.meeting))
            self.busy[person] = self.busy.get(person, 0) | 1 << slot
        if place.table is not None:
            self.at_place.setdefault((place.table, place.slot), []).append(place)
            if place.table in self.facts.table_at:
                self.free[slot] &= ~(1 << self.facts.table_at[place.table])

    def _take(self, place: Assignment) -> None:
        slot = self.position[place.slot]
        self.of_meeting[place.meeting].remove(place)
        if not self.of_meeting[place.meeting]:
            del self.of_meeting[place.meeting]
        for person in place.people:
            self.of_participant[person].remove(place)
            if not any(held.slot == place.slot for held in self.of_participant[person]):
                self.busy[person] &= ~(1 << slot)
        if place.table is not None:
            together = self.at_place[place.table, place.slot]
            together.remove(place)
            if not together and place.table in self.facts.table_at:
                self.free[slot] |= self.usable[slot] & 1 << self.facts.table_at[place.table]

    def held(self, meeting: int) -> Assignment | None:
        """Return a meeting's one assignment."""
        group = self.of_meeting.get(meeting, ())
        return group[0] if len(group) == 1 else None

    def meetings_at(self, person: int, slot: int) -> list[int]:
        """Return a person's meetings in a slot."""
        if not self.busy.get(person, 0) >> slot & 1:
            return []
        identifier = self.slot_ids[slot]
        return [held.meeting for held in self.of_participant[person] if held.slot == identifier]

    def sitting(self, tables: int, slot: int) -> list[int]:
        """Return the meetings at some tables in a slot."""
        places = ((table, self.slot_ids[slot]) for k, table in enumerate(self.facts.table_ids) if tables >> k & 1)
        return [held.meeting for place in places for held in self.at_place.get(place, ())]

    def fits(self, person: int, slot: int) -> bool:
        """Return whether no rule about a person, who is free in a slot, keeps them from a meeting in it."""
        facts, busy = self.facts.person(person), self.busy.get(person, 0)
        return busy.bit_count() < facts.cap and not facts.crowded(busy, slot)

    def in_order(self, meeting: int, slot: int) -> bool:
        """Return whether the precedences allow a meeting in a slot."""
        return not self.out_of_order(meeting, slot)

    def out_of_order(self, meeting: int, slot: int) -> list[int]:
        """Return the meetings on whose wrong side a meeting would be in a slot."""
        wrong = []
        for first, then in self.schedule.by_id.precedences.get(meeting, ()):
            other = then if first == meeting else first
            at = [self.position[held.slot] for held in self.of_meeting.get(other, ())]
            if any(slot >= there if first == meeting else there >= slot for there in at):
                wrong.append(other)
        return wrong

    def table_for(self, meeting: int, slot: int, wished: int | None = None) -> tuple[int | None] | None:
        """Return, in a tuple, a table for a meeting, the wished one if possible, or that it needs none; else `None`."""
        seats = self.facts.meeting(meeting).seats
        if not seats:
            return (None,)
        suitable = self.free[slot] & seats
        if not suitable:
            return None
        if wished is not None and suitable >> self.facts.table_at.get(wished, len(self.facts.table_ids)) & 1:
            return (wished,)
        return (self.facts.table_ids[(suitable & -suitable).bit_length() - 1],)

    def slots_for(self, meeting: int, people: tuple[int, ...]) -> int:
        """Return the slots in which a meeting may be, its people are there and idle, and a table is left for it."""
        facts = self.facts.meeting(meeting)
        slots = facts.slots
        for person in people:
            slots &= self.facts.person(person).present & ~self.busy.get(person, 0)
        if facts.seats and slots:
            slots &= mask_of(slot for slot in bits(slots) if self.free[slot] & facts.seats)
        return slots

    def place_for(self, meeting: int, slots: int = -1) -> Assignment | None:
        """Return a place that a meeting can have, in one of some slots, its present people and table if possible."""
        before = self.held(meeting)
        for people in self.facts.meeting(meeting).choices:
            for slot in bits(self.slots_for(meeting, people) & slots):
                if self.in_order(meeting, slot) and all(self.fits(person, slot) for person in people):
                    table = self.table_for(meeting, slot, None if before is None else before.table)
                    if table is not None:
                        return Assignment(meeting, self.slot_ids[slot], table[0], people)
        return None
