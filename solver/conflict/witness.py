"""
A schedule of some meetings that keeps all claims, and what stands in the way of one meeting more.

A schedule without one meeting proves that this meeting's demand is needed in a conflict. Looking for the places where
that meeting meets a single hurdle finds other claims, and other meetings, of which it proves the same without solving
again: model rotation (Belov and Marques-Silva, FMCAD 2011).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from solver.conflict.claims import CHANGES, Claim
from solver.index import bits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from solver.conflict.claims import ClaimKind
    from solver.conflict.facts import Facts, Kept, Place
    from solver.problem import Meeting


FULL = -1
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


class Witness:
    """Meetings held without a hurdle among them."""

    def __init__(self, facts: Facts, kept: Kept, held: dict[int, Held] | None = None) -> None:
        self.facts = facts
        self.kept = kept
        self.open_tables = facts.open_tables(kept)
        self.held: dict[int, Held] = {}
        self.days: dict[int, dict[int, set[int]]] = {}
        self.seats: dict[int, dict[int, int]] = {}
        for meeting, place in (held or {}).items():
            self.put(meeting, place)

    def put(self, meeting: int, place: Held) -> None:
        """Hold a meeting."""
        self.held[meeting] = place
        for person in place.people:
            self.days.setdefault(person, {}).setdefault(place.slot, set()).add(meeting)
        if place.table is not None and Claim("one_per_table") in self.kept:
            self.seats.setdefault(place.slot, {})[place.table] = meeting

    def take(self, meeting: int) -> None:
        """Hold a meeting no longer."""
        place = self.held.pop(meeting)
        for person in place.people:
            self.days[person][place.slot].remove(meeting)
        if place.table is not None and Claim("one_per_table") in self.kept:
            del self.seats[place.slot][place.table]

    def hurdles(self, meeting: Meeting, people: tuple[int, ...], slot: int) -> Iterator[Hurdle]:
        """Yield all that is in the way of a meeting's being held by these people in a slot."""
        own = [
            claim
            for claim in (Claim("slots", (meeting.id,)), Claim("pinned", (meeting.id,)))
            if claim in self.kept and not self._allows(claim, meeting, people, slot)
        ]
        yield from (Hurdle(frozenset({claim})) for claim in own)
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
        return bool(
            people in self.facts.people_for(meeting, frozenset({claim}))
            and self.facts.slots_for(meeting, people, frozenset({claim})) >> slot & 1
        )

    def _of_person(self, person: int, slot: int) -> Iterator[Hurdle]:
        facts, kept = self.facts, self.kept
        absent, alone, most = (Claim(kind, (person,)) for kind in OF_PERSON)
        if absent in kept and facts.is_absent(person, slot):
            yield Hurdle(frozenset({absent}))
        day = {at: meetings for at, meetings in self.days.get(person, {}).items() if meetings}
        if alone in kept and slot in day:
            yield Hurdle(frozenset({alone}), frozenset(day[slot]))
        limit = facts.by_id.participants[person].max_meetings
        if most in kept and limit is not None and sum(map(len, day.values())) >= limit:
            yield Hurdle(frozenset({most}), frozenset().union(*day.values()))
        for claim, slots in facts.limits_of(person):
            others = [at for at in slots if at != slot]
            if claim in kept and slot in slots and all(at in day for at in others):
                # Several at one time would all have to go.
                lone = (day[at] for at in others if len(day[at]) == 1)
                yield Hurdle(frozenset({claim}), frozenset().union(*lone))

    def _at_table(self, meeting: Meeting, slot: int) -> Iterator[Hurdle]:
        if self.table_for(meeting, slot, self.kept) != FULL:
            return
        claims = [claim for claim in self.facts.about_tables(meeting) if claim in self.kept]
        removing = (claim for claim in claims if self.table_for(meeting, slot, self.kept - {claim}) != FULL)
        wanted = (self.facts.seats_for(meeting, self.kept) or 0) & self.open_tables[slot]
        there = self.seats.get(slot, {})
        yield Hurdle(frozenset(removing), frozenset(there[table] for table in bits(wanted) if table in there))

    def table_for(self, meeting: Meeting, slot: int, kept: Kept) -> int | None:
        """Return a table that is free for a meeting, `None` if it needs none, `FULL` if there is none."""
        wanted = self.facts.seats_for(meeting, kept)
        if wanted is None:
            return None
        open_tables = self.open_tables[slot] if kept is self.kept else self.facts.open_tables(kept)[slot]
        there = self.seats.get(slot, {}) if Claim("one_per_table") in kept else {}
        return next((table for table in bits(wanted & open_tables) if table not in there), FULL)

    def rotate(self, missing: int) -> set[Claim]:
        """Return claims of which it shows that, any one of them given up, the others hold; one meeting is missing."""
        found: set[Claim] = set()
        seen, queue = {missing}, [(missing, dict(self.held))]
        while queue:
            meeting, held = queue.pop()
            demands = self.kept & {Claim("required", (meeting,)), Claim("pinned", (meeting,))}
            found |= demands if len(demands) == 1 else set()
            around = Witness(self.facts, self.kept, held)
            for people, slot in self.facts.anywhere(meeting):
                hurdles = list(around.hurdles(self.facts.by_id.meetings[meeting], people, slot))
                if not hurdles:
                    continue
                found |= frozenset.intersection(*(hurdle.claims for hurdle in hurdles))
                for other in frozenset.intersection(*(hurdle.meetings for hurdle in hurdles)) - seen:
                    seen.add(other)
                    queue.append((other, around.exchanged(other, meeting, people, slot)))
        return found

    def exchanged(self, other: int, meeting: int, people: tuple[int, ...], slot: int) -> dict[int, Held]:
        """Return what is held once a meeting takes the place of another."""
        gone = self.held[other]
        self.take(other)
        table = self.table_for(self.facts.by_id.meetings[meeting], slot, self.kept)
        held = {**self.held, meeting: Held(people, slot, table)}
        self.put(other, gone)
        return held


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
                table = witness.table_for(meeting, place.slot, witness.kept)
                witness.put(identifier, Held(place.people, place.slot, table))
                break
        else:
            missing.append(identifier)
    return missing
