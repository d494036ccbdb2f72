"""
Quick certificates: a few meetings of which counting alone shows that they cannot all be held.

A meeting without a place; precedences that turn in a circle or leave a meeting no slot; more meetings of one person, of
one of some colleagues or of a set of tables than there are slots for them (`solver.hall`).
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from solver.conflict.claims import Claim, demanded
from solver.hall import crowds, groups_needed, overfull
from solver.index import mask_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from solver.conflict.facts import Facts, Kept, Place


def suspects(facts: Facts, kept: Kept) -> Iterator[set[int]]:
    """Yield sets of meetings that cannot all be held, the most telling first."""
    for family in families(facts, kept):
        yield from family


def fewest_suspects(facts: Facts, kept: Kept) -> set[int] | None:
    """Return the fewest meetings that cannot all be held among those found in the most telling way."""
    for family in families(facts, kept):
        found = list(family)
        if found:
            return min(found, key=len)
    return None


def families(facts: Facts, kept: Kept) -> Iterator[Iterator[set[int]]]:
    """Yield ways to find sets of meetings that cannot all be held, the most telling first."""
    must = demanded(kept)
    places = {m.id: facts.places(m, kept) for m in facts.problem.meetings if m.id in must}
    yield ({meeting} for meeting, found in places.items() if not found)
    domains = {meeting: mask_of({place.slot for place in found}) for meeting, found in places.items()}
    laters: dict[int, list[int]] = {}
    for claim in kept:
        if claim.kind == "precedence" and must.issuperset(claim.ids):
            laters.setdefault(claim.ids[0], []).append(claim.ids[1])
    yield out_of_order(domains, laters)
    yield of_few_people(facts, kept, places, domains)
    if Claim("one_per_table") in kept:
        yield of_few_tables(places, domains, facts.open_tables(kept))


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


def of_few_people(
    facts: Facts, kept: Kept, places: Mapping[int, list[Place]], domains: Mapping[int, int]
) -> Iterator[set[int]]:
    """Yield meetings that all need one of some people, who have too few slots for them or want too few meetings."""
    needed = {meeting: groups_needed({place.people for place in found}) for meeting, found in places.items() if found}
    for group, meetings in crowds(needed):
        most = sum(facts.most_meetings(person, kept, len(meetings)) for person in group)
        if len(meetings) > most:
            yield set(meetings[: most + 1])
        elif all(Claim("one_at_a_time", (person,)) in kept for person in group):
            open_slots = [facts.open_slots(person, kept) for person in group]
            room = [sum(mask >> slot & 1 for mask in open_slots) for slot in range(len(facts.problem.slots))]
            too_many = overfull(meetings, domains, room)
            if too_many:
                yield too_many


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
