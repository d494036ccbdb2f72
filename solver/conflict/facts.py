"""A problem in dense numbers, and what some of its claims leave to a meeting: bits of slots and of tables."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from solver.conflict.claims import Claim, claims_of_meeting
from solver.index import bits, mask_of
from solver.schedule import ById

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from solver.conflict.claims import ClaimKind
    from solver.problem import Assignment, Meeting, Problem

Kept = frozenset[Claim]

OF_TABLES: tuple[ClaimKind, ...] = ("pinned", "tables", "online")


@dataclass(frozen=True, slots=True)
class Place:
    """
    One way to hold a meeting.

    Attributes
    ----------
    slot
        Its position in time.
    seats
        The tables of which it needs one, as bits; `None` if it needs none that another meeting could take.
    kept
        Whether this is its place in the schedule in force.
    """

    meeting: int
    people: tuple[int, ...]
    slot: int
    seats: int | None
    kept: bool = False


class Facts:
    """
    What a problem says, looked up by id.

    Attributes
    ----------
    by_id
        The problem by id.
    every_slot, every_table
        All of them as bits.
    previous
        By meeting: its assignment in the schedule in force.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.by_id = ById(problem)
        self.every_slot = (1 << len(problem.slots)) - 1
        self.every_table = (1 << len(problem.tables)) - 1
        self.previous: dict[int, Assignment] = {held.meeting: held for held in self.by_id.previous}
        self.precedences_of: dict[int, list[Claim]] = {
            meeting: [Claim("precedence", pair) for pair in dict.fromkeys(pairs)]
            for meeting, pairs in self.by_id.precedences.items()
        }
        self._limits: dict[int, list[tuple[Claim, list[int]]]] = {}
        self._about: dict[int, frozenset[Claim]] = {}
        self._places: dict[tuple[int, Kept], list[Place]] = {}
        self._open: dict[Kept, list[int]] = {}
        self._table_at: dict[int | None, int] = {table.id: k for k, table in enumerate(problem.tables)}
        self._allowed = {m.id: self.mask(m.slots) for m in problem.meetings if m.slots is not None}
        self._absent = {p.id: self.mask(p.unavailable) for p in problem.participants if p.unavailable}
        self._closed = {t.id: self.mask(t.unavailable) for t in problem.tables if t.unavailable}
        self._closing = frozenset(Claim("table_unavailable", (table,)) for table in self._closed)

    def mask(self, slots: Collection[int]) -> int:
        """Return slots by id as bits."""
        return mask_of(self.by_id.position[slot] for slot in slots)

    def slots_for(self, meeting: Meeting, people: tuple[int, ...], kept: Kept) -> int:
        """Return the slots in which these people can have the meeting, tables aside."""
        mask = self.every_slot
        if meeting.id in self._allowed and Claim("slots", (meeting.id,)) in kept:
            mask &= self._allowed[meeting.id]
        if meeting.pinned is not None and Claim("pinned", (meeting.id,)) in kept:
            mask &= 1 << self.by_id.position[meeting.pinned.slot]
        for person in people:
            if person in self._absent and Claim("unavailable", (person,)) in kept:
                mask &= ~self._absent[person]
        return mask

    def people_for(self, meeting: Meeting, kept: Kept) -> Iterator[tuple[int, ...]]:
        """Yield the ways to fill a meeting's sides with different people."""
        pinned = meeting.pinned is not None and Claim("pinned", (meeting.id,)) in kept
        wanted = meeting.pinned.people if pinned and meeting.pinned is not None else None
        for people in product(*meeting.sides):
            if len(set(people)) == len(people) and wanted in (None, people):
                yield people

    def seats_for(self, meeting: Meeting, kept: Kept) -> int | None:
        """Return the tables of which a meeting needs one, 0 if it contradicts itself there, `None` if it needs none."""
        pin = meeting.pinned if Claim("pinned", (meeting.id,)) in kept else None
        table = None if pin is None else pin.table
        if meeting.tables == ():
            if table is None:
                return None
            return 0 if Claim("online", (meeting.id,)) in kept else 1 << self._table_at[table]
        mask = self.every_table
        if meeting.tables is not None and Claim("tables", (meeting.id,)) in kept:
            mask = mask_of(self._table_at[one] for one in meeting.tables)
        elif table is None and Claim("one_per_table") not in kept:
            return None
        return mask if table is None else mask & 1 << self._table_at[table]

    def open_tables(self, kept: Kept) -> list[int]:
        """Return the tables that can be used, by slot."""
        closing = self._closing & kept
        if closing not in self._open:
            shut = [(at, self._closed[claim.ids[0]]) for claim in closing for at in [self._table_at[claim.ids[0]]]]
            self._open[closing] = [
                self.every_table & ~mask_of(at for at, mask in shut if mask >> slot & 1)
                for slot in range(len(self.by_id.position))
            ]
        return self._open[closing]

    def places(self, meeting: Meeting, kept: Kept) -> list[Place]:
        """Return every way to hold a meeting that these claims leave, whatever other meetings do."""
        known = (meeting.id, self.about(meeting) & kept)
        if known not in self._places:
            self._places[known] = list(self._find_places(meeting, kept))
        return self._places[known]

    def about(self, meeting: Meeting) -> frozenset[Claim]:
        """Return the claims that have a say in where a meeting can be, whatever other meetings do."""
        if meeting.id not in self._about:
            absences = (Claim("unavailable", (person,)) for side in meeting.sides for person in side)
            self._about[meeting.id] = frozenset((*claims_of_meeting(meeting), *absences, *self.about_tables(meeting)))
        return self._about[meeting.id]

    def about_tables(self, meeting: Meeting) -> frozenset[Claim]:
        """Return the claims that have a say in which tables a meeting can have."""
        if meeting.tables == () and meeting.pinned is None:
            return frozenset()
        own = (Claim(kind, (meeting.id,)) for kind in OF_TABLES)
        return self._closing.union(own, [Claim("one_per_table")])

    def _find_places(self, meeting: Meeting, kept: Kept) -> Iterator[Place]:
        seats, open_tables = self.seats_for(meeting, kept), self.open_tables(kept)
        for people in self.people_for(meeting, kept):
            for slot in bits(self.slots_for(meeting, people, kept)):
                room = None if seats is None else seats & open_tables[slot]
                if room != 0:
                    yield Place(meeting.id, people, slot, room)

    def anywhere(self, meeting: int) -> Iterator[tuple[tuple[int, ...], int]]:
        """Yield all people and slots of a meeting, whatever any claim says."""
        for people in self.people_for(self.by_id.meetings[meeting], frozenset()):
            for slot in range(len(self.by_id.position)):
                yield people, slot

    def is_absent(self, person: int, slot: int) -> bool:
        """Return whether a person is unavailable."""
        return bool(self._absent.get(person, 0) >> slot & 1)

    def open_slots(self, person: int, kept: Kept) -> int:
        """Return the slots in which a person is there."""
        absent = self._absent.get(person, 0) if Claim("unavailable", (person,)) in kept else 0
        return self.every_slot & ~absent

    def most_meetings(self, person: int, kept: Kept, enough: int) -> int:
        """Return a number of meetings, at most as many as would be enough, that a person cannot exceed."""
        most = self.by_id.participants[person].max_meetings
        if most is not None and Claim("max_meetings", (person,)) in kept:
            enough = min(enough, most)
        if Claim("one_at_a_time", (person,)) not in kept:
            return enough
        left = self.open_slots(person, kept)
        room = left.bit_count()
        # Of limits that share no slot each leaves one slot free.
        limits = (mask_of(slots) for claim, slots in self.limits_of(person) if claim in kept)
        for limit in sorted(limits, key=int.bit_count):
            if not limit & ~left:
                left &= ~limit
                room -= 1
        return min(enough, room)

    def limits_of(self, person: int) -> list[tuple[Claim, list[int]]]:
        """Return the sets of slots of which one must stay free, each with the claim that says so."""
        if person not in self._limits:
            who, limits = self.by_id.participants[person], []
            if who.max_consecutive is not None:
                claim = Claim("max_consecutive", (person,))
                limits += [(claim, list(run)) for run in self._runs(who.max_consecutive + 1)]
            for number, window in enumerate(who.free_windows):
                limits.append((Claim("free_window", (person, number)), [self.by_id.position[slot] for slot in window]))
            self._limits[person] = limits
        return self._limits[person]

    def _runs(self, length: int) -> Iterator[range]:
        """Yield every so many successive slots of one session."""
        slots = self.problem.slots
        for start in range(len(slots) - length + 1):
            if slots[start].session == slots[start + length - 1].session:
                yield range(start, start + length)

    def place_in_force(self, meeting: Meeting, kept: Kept) -> Place | None:
        """Return a meeting's place in the schedule in force if these claims leave it."""
        before = self.previous.get(meeting.id)
        if before is None or before.slot not in self.by_id.position:
            return None
        slot = self.by_id.position[before.slot]
        for place in self.places(meeting, kept):
            if place.slot != slot or place.people != before.people:
                continue
            if meeting.tables == () and place.seats is None:
                return Place(meeting.id, place.people, slot, None, kept=True) if before.table is None else None
            seat = 1 << self._table_at[before.table] if before.table in self._table_at else 0
            if seat & self.open_tables(kept)[slot] & (seat if place.seats is None else place.seats):
                return Place(meeting.id, place.people, slot, seat, kept=True)
        return None
