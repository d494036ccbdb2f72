"""
A schedule of some meetings that keeps all claims, and what stands in the way of one meeting more.

A schedule without one meeting proves that this meeting's demand is needed in a conflict. Looking for the places where
that meeting meets a single hurdle finds other claims, and other meetings, of which it proves the same without solving
again: model rotation (Belov and Marques-Silva, FMCAD 2011).
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from solver.conflict.claims import CHANGES, Claim

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from solver.conflict.claims import ClaimKind
    from solver.conflict.facts import Facts, Kept, Place
    from solver.problem import Meeting


FULL = -1
FARTHEST = 400
"""Meetings that are looked at, at most, to make room for one."""
OF_PERSON: tuple[ClaimKind, ...] = ("unavailable", "one_at_a_time", "max_meetings")


@dataclass(frozen=True, slots=True)
class Hurdle:
    """One thing in a meeting's way: any one of the claims given up, or any one of the meetings not held, removes it."""

    claims: frozenset[Claim]
    meetings: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Held:
    """Where a meeting is held: its people, its slot's position and its table's, `None` without one."""

    people: tuple[int, ...]
    slot: int
    table: int | None


@dataclass(frozen=True, slots=True)
class Room:
    """The tables of which a meeting needs one, `None` if it needs none, and those that are open, by slot."""

    seats: int | None
    open_tables: list[int]
    counted: bool

    def table(self, slot: int, taken: int) -> int | None:
        """Return a table that is free, `None` if none is needed, `FULL` if there is none."""
        if self.seats is None:
            return None
        free = self.seats & self.open_tables[slot]
        if self.counted:
            free &= ~taken
        return (free & -free).bit_length() - 1 if free else FULL


@dataclass(frozen=True, slots=True)
class Limits:
    """What the claims that are kept say of one person; `None` where nothing is said."""

    absent: Claim | None
    alone: Claim | None
    most: Claim | None
    free: list[tuple[Claim, list[int]]]


Move = tuple[int, int, "Held"]
"""A meeting that leaves, and another that is held now, with its place."""


class Witness:
    """Meetings held without a hurdle among them."""

    def __init__(self, facts: Facts, kept: Kept) -> None:
        self.facts = facts
        self.kept = kept
        self.held: dict[int, Held] = {}
        self.days: dict[int, dict[int, set[int]]] = {}
        self.seats: dict[int, dict[int, int]] = {}
        self.taken = [0] * len(facts.problem.slots)
        self.tables_count = Claim("one_per_table") in kept
        self._limits: dict[int, Limits] = {}
        self._rooms: dict[int, tuple[Room, list[tuple[Claim, Room]]]] = {}
        self._path: list[tuple[Move, Held]] = []

    def put(self, meeting: int, place: Held) -> None:
        """Hold a meeting."""
        self.held[meeting] = place
        for person in place.people:
            self.days.setdefault(person, {}).setdefault(place.slot, set()).add(meeting)
        if place.table is not None and self.tables_count:
            self.seats.setdefault(place.slot, {})[place.table] = meeting
            self.taken[place.slot] |= 1 << place.table

    def take(self, meeting: int) -> Held:
        """Hold a meeting no longer; return where it was."""
        place = self.held.pop(meeting)
        for person in place.people:
            day = self.days[person]
            day[place.slot].remove(meeting)
            if not day[place.slot]:
                del day[place.slot]
        if place.table is not None and self.tables_count:
            del self.seats[place.slot][place.table]
            self.taken[place.slot] ^= 1 << place.table
        return place

    def hurdles(self, meeting: Meeting, people: tuple[int, ...], slot: int) -> Iterator[Hurdle]:
        """Yield all that is in the way of a meeting's being held by these people in a slot."""
        for claim in (Claim("slots", (meeting.id,)), Claim("pinned", (meeting.id,))):
            if claim in self.kept and not self._allows(claim, meeting, people, slot):
                yield Hurdle(frozenset({claim}))
        for person in people:
            yield from self._of_person(person, slot)
        for claim in self.facts.precedences_of.get(meeting.id, ()):
            other = claim.ids[0] if claim.ids[1] == meeting.id else claim.ids[1]
            if claim in self.kept and other in self.held:
                after = slot - self.held[other].slot
                if (after if other == claim.ids[0] else -after) <= 0:
                    yield Hurdle(frozenset({claim}), frozenset({other}))
        yield from self._at_table(meeting, slot)

    def _allows(self, claim: Claim, meeting: Meeting, people: tuple[int, ...], slot: int) -> bool:
        alone = frozenset({claim})
        allowed = self.facts.slots_for(meeting, people, alone) >> slot & 1
        return bool(allowed) and people in self.facts.people_for(meeting, alone)

    def _limits_of(self, person: int) -> Limits:
        if person not in self._limits:
            absent, alone, most = (
                claim if claim in self.kept else None for claim in (Claim(kind, (person,)) for kind in OF_PERSON)
            )
            free = [(claim, slots) for claim, slots in self.facts.limits_of(person) if claim in self.kept]
            self._limits[person] = Limits(absent, alone, most, free)
        return self._limits[person]

    def _of_person(self, person: int, slot: int) -> Iterator[Hurdle]:
        limits, day = self._limits_of(person), self.days.get(person, {})
        if limits.absent and self.facts.is_absent(person, slot):
            yield Hurdle(frozenset({limits.absent}))
        if limits.alone and slot in day:
            yield Hurdle(frozenset({limits.alone}), frozenset(day[slot]))
        most = self.facts.by_id.participants[person].max_meetings
        if limits.most and most is not None and sum(map(len, day.values())) >= most:
            yield Hurdle(frozenset({limits.most}), frozenset().union(*day.values()))
        for claim, slots in limits.free:
            if slot in slots and all(at in day for at in slots if at != slot):
                # Several at one time would all have to go.
                lone = (day[at] for at in slots if at != slot and len(day[at]) == 1)
                yield Hurdle(frozenset({claim}), frozenset().union(*lone))

    def _at_table(self, meeting: Meeting, slot: int) -> Iterator[Hurdle]:
        if self.table_for(meeting, slot) != FULL:
            return
        room, others = self._rooms_of(meeting)
        there, taken = self.seats.get(slot, {}), self.taken[slot]
        removing = (claim for claim, other in others if other.table(slot, taken) != FULL)
        wanted = 0 if room.seats is None else room.seats & room.open_tables[slot]
        yield Hurdle(frozenset(removing), frozenset(held for table, held in there.items() if wanted >> table & 1))

    def table_for(self, meeting: Meeting, slot: int) -> int | None:
        """Return a table that is free for a meeting, `None` if it needs none, `FULL` if there is none."""
        return self._rooms_of(meeting)[0].table(slot, self.taken[slot])

    def _rooms_of(self, meeting: Meeting) -> tuple[Room, list[tuple[Claim, Room]]]:
        """Return where a meeting may sit, and where it might if one claim more were given up."""
        if meeting.id not in self._rooms:
            about = self.facts.about_tables(meeting) & self.kept
            others = [(claim, self._room(meeting, about - {claim})) for claim in sorted(about, key=str)]
            self._rooms[meeting.id] = (self._room(meeting, about), others)
        return self._rooms[meeting.id]

    def _room(self, meeting: Meeting, about: Kept) -> Room:
        counted = Claim("one_per_table") in about
        return Room(self.facts.seats_for(meeting, about), self.facts.open_tables(about), counted=counted)

    def make_room(self, missing: int) -> bool:
        """Hold a meeting, others moved on along a shortest path where they are in the way alone; say whether it is."""
        seen = {missing}
        queue: deque[tuple[int, tuple[Move, ...]]] = deque([(missing, ())])
        while queue and len(seen) <= FARTHEST:
            one, path = queue.popleft()
            self._go(path)
            meeting = self.facts.by_id.meetings[one]
            for place in self.facts.places(meeting, self.kept):
                hurdles = list(self.hurdles(meeting, place.people, place.slot))
                if not hurdles:
                    self.put(one, Held(place.people, place.slot, self.table_for(meeting, place.slot)))
                    self._path.clear()
                    return True
                for other in sorted(frozenset.intersection(*(hurdle.meetings for hurdle in hurdles)) - seen):
                    seen.add(other)
                    queue.append((other, (*path, (other, one, self._instead(other, one, place.people, place.slot)))))
        self._go(())
        return False

    def rotate(self, missing: int, doubted: Kept) -> set[Claim]:
        """Return claims of which it shows that, any one given up, the others hold, until none is doubted any more."""
        found: set[Claim] = set()
        seen = {missing}
        queue: deque[tuple[int, tuple[Move, ...]]] = deque([(missing, ())])
        while queue and not doubted <= found:
            meeting, path = queue.popleft()
            demands = self.kept & {Claim("required", (meeting,)), Claim("pinned", (meeting,))}
            found |= demands if len(demands) == 1 else set()
            self._go(path)
            for people, slot in self.facts.anywhere(meeting):
                hurdles = list(self.hurdles(self.facts.by_id.meetings[meeting], people, slot))
                if not hurdles:
                    continue
                found |= frozenset.intersection(*(hurdle.claims for hurdle in hurdles))
                for other in sorted(frozenset.intersection(*(hurdle.meetings for hurdle in hurdles)) - seen):
                    seen.add(other)
                    queue.append((other, (*path, (other, meeting, self._instead(other, meeting, people, slot)))))
        self._go(())
        return found

    def _instead(self, other: int, meeting: int, people: tuple[int, ...], slot: int) -> Held:
        """Return where a meeting is held once it takes the place of another."""
        gone = self.take(other)
        table = self.table_for(self.facts.by_id.meetings[meeting], slot)
        self.put(other, gone)
        return Held(people, slot, table)

    def _go(self, path: tuple[Move, ...]) -> None:
        """Undo the exchanges made so far and make these."""
        while self._path:
            (other, meeting, _), before = self._path.pop()
            self.take(meeting)
            self.put(other, before)
        for move in path:
            other, meeting, place = move
            self._path.append((move, self.take(other)))
            self.put(meeting, place)


def tractable(kept: Kept) -> bool:
    """Return whether all claims show in hurdles: those that compare whole schedules do not."""
    return not any(claim.kind in CHANGES or claim.kind == "max_break_difference" for claim in kept)


def put_all(witness: Witness, places: Mapping[int, Sequence[Place]]) -> list[int]:
    """Hold meetings, each where nothing stands in its way, those with the fewest places first; return the others."""
    missing = []
    for identifier in sorted(places, key=lambda one: len(places[one])):
        meeting = witness.facts.by_id.meetings[identifier]
        for place in places[identifier]:
            if next(witness.hurdles(meeting, place.people, place.slot), None) is None:
                table = witness.table_for(meeting, place.slot)
                witness.put(identifier, Held(place.people, place.slot, table))
                break
        else:
            missing.append(identifier)
    return missing
