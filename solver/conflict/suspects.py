"""
Quick certificates: a few meetings of which counting alone shows that they cannot all be held.

A meeting without a place; precedences that turn in a circle or leave a meeting no slot; more meetings of one person, or
of a set of tables, than there are slots for them (Hall 1935, found along alternating paths as in Kuhn 1955).
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from solver.conflict.claims import Claim, demanded
from solver.index import bits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from solver.conflict.facts import Facts, Kept, Place


def suspects(facts: Facts, kept: Kept) -> Iterator[set[int]]:
    """Yield sets of meetings that cannot all be held, the most telling first."""
    must = demanded(kept)
    places = {m.id: facts.places(m, kept) for m in facts.problem.meetings if m.id in must}
    yield from ({meeting} for meeting, found in places.items() if not found)
    domains = {meeting: sum({1 << place.slot for place in found}) for meeting, found in places.items()}
    laters: dict[int, list[int]] = {}
    for claim in kept:
        if claim.kind == "precedence" and must.issuperset(claim.ids):
            laters.setdefault(claim.ids[0], []).append(claim.ids[1])
    yield from out_of_order(domains, laters)
    yield from of_one_person(facts, kept, places, domains)
    if Claim("one_per_table") in kept:
        yield from of_few_tables(places, domains, facts.open_tables(kept))


def out_of_order(domains: Mapping[int, int], laters: Mapping[int, list[int]]) -> Iterator[set[int]]:
    """
    Yield the meetings of a chain of precedences that leaves its last one no slot.

    Each meeting is put into its earliest slot after those before it; in a circle that ends only past the last slot.
    """
    earliest = {meeting: mask for meeting, mask in domains.items() if mask}
    because: dict[int, int] = {}
    queue = deque(sorted(meeting for meeting in earliest if meeting in laters))
    while queue:
        first = queue.popleft()
        low = earliest[first] & -earliest[first]
        for then in laters.get(first, ()):
            rest = earliest.get(then, 0) & ~((low << 1) - 1)
            if rest == earliest.get(then, 0):
                continue
            because[then] = first
            if not rest:
                yield chain(then, because)
                return
            earliest[then] = rest
            queue.append(then)


def chain(last: int, because: Mapping[int, int]) -> set[int]:
    """Return a meeting and those that pushed it back, one the other."""
    found = {last}
    while last in because and because[last] not in found:
        last = because[last]
        found.add(last)
    return found


def of_one_person(
    facts: Facts, kept: Kept, places: Mapping[int, list[Place]], domains: Mapping[int, int]
) -> Iterator[set[int]]:
    """Yield meetings that all need one person, who has too few slots for them or wants too few meetings."""
    meetings_of: dict[int, list[int]] = {}
    for meeting, found in places.items():
        for person in set.intersection(*(set(place.people) for place in found)) if found else ():
            meetings_of.setdefault(person, []).append(meeting)
    for person, meetings in meetings_of.items():
        alone = Claim("one_at_a_time", (person,)) in kept
        too_many = overfull(meetings, domains, [1] * len(facts.problem.slots)) if alone else None
        if too_many:
            yield too_many
        most = facts.by_id.participants[person].max_meetings
        if most is not None and len(meetings) > most and Claim("max_meetings", (person,)) in kept:
            yield set(meetings[: most + 1])


def of_few_tables(
    places: Mapping[int, list[Place]], domains: Mapping[int, int], open_tables: Sequence[int]
) -> Iterator[set[int]]:
    """Yield meetings that all need one of the same few tables."""
    seats: dict[int, int] = {}
    for meeting, found in places.items():
        if found and all(place.seats is not None for place in found):
            for place in found:
                seats[meeting] = seats.get(meeting, 0) | (place.seats or 0)
    for group in sorted(set(seats.values()), key=int.bit_count):
        inside = [meeting for meeting, mask in seats.items() if not mask & ~group]
        too_many = overfull(inside, domains, [(group & tables).bit_count() for tables in open_tables])
        if too_many:
            yield too_many


def overfull(meetings: Sequence[int], domains: Mapping[int, int], room: Sequence[int]) -> set[int] | None:
    """
    Return meetings that together have fewer places than they are, though without any one of them they fit.

    Parameters
    ----------
    room
        How many meetings each slot can take.
    """
    at: list[set[int]] = [set() for _ in room]
    slot_of: dict[int, int] = {}
    for meeting in sorted(meetings, key=lambda one: domains[one].bit_count()):
        stuck = put(meeting, domains, room, at, slot_of)
        if stuck:
            return stuck
    return None


def put(
    meeting: int, domains: Mapping[int, int], room: Sequence[int], at: list[set[int]], slot_of: dict[int, int]
) -> set[int] | None:
    """Find a meeting a slot, moving others on where they can be too; else return all that were in the way, and it."""
    came_from: dict[int, int] = {}
    reached, queue = {meeting}, deque([meeting])
    while queue:
        one = queue.popleft()
        for slot in bits(domains[one]):
            if slot in came_from:
                continue
            came_from[slot] = one
            if len(at[slot]) < room[slot]:
                move_along(slot, came_from, at, slot_of)
                return None
            fresh = at[slot] - reached
            reached |= fresh
            queue.extend(sorted(fresh))
    return reached


def move_along(slot: int, came_from: Mapping[int, int], at: list[set[int]], slot_of: dict[int, int]) -> None:
    """Move every meeting on a path into the slot that it reached."""
    to: int | None = slot
    while to is not None:
        meeting = came_from[to]
        before = slot_of.get(meeting)
        if before is not None:
            at[before].remove(meeting)
        at[to].add(meeting)
        slot_of[meeting] = to
        to = before
