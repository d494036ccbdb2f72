"""
Hall's condition: whether each of some meetings can have a place of its own in slots of so much room (Hall 1935).

Where they cannot, the alternating paths that find no room (Kuhn 1955) end at the meetings that are too many.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from solver.index import bits

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

Domains = Mapping[int, int] | Sequence[int]
"""By meeting: its slots as bits."""


def overfull(meetings: Collection[int], domains: Domains, room: Sequence[int]) -> set[int] | None:
    """
    Return meetings that together have fewer places than they are, though without any one of them they fit.

    Parameters
    ----------
    room
        How many meetings each slot can take, one at least wherever one of these may be.
    """
    if len(meetings) <= min((domains[meeting].bit_count() for meeting in meetings), default=0):
        return None
    at: list[set[int]] = [set() for _ in room]
    slot_of: dict[int, int] = {}
    for meeting in sorted(meetings, key=lambda one: domains[one].bit_count()):
        roomiest = max(bits(domains[meeting]), key=lambda slot: room[slot] - len(at[slot]), default=None)
        if roomiest is not None and len(at[roomiest]) < room[roomiest]:
            at[roomiest].add(meeting)
            slot_of[meeting] = roomiest
            continue
        stuck = put(meeting, domains, room, at, slot_of)
        if stuck:
            return stuck
    return None


def put(
    meeting: int, domains: Domains, room: Sequence[int], at: list[set[int]], slot_of: dict[int, int]
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


Group = frozenset[int]


def groups_needed(options: Collection[Sequence[int]]) -> set[Group]:
    """Return the smallest sets of people of each of which one attends a meeting, given the ways to fill its sides."""
    sides = {frozenset(side) for side in zip(*options, strict=True)}
    always = frozenset.intersection(*map(frozenset, options)) if options else frozenset()
    return {frozenset({person}) for person in always} | {side for side in sides if not side & always}


def crowds(needed: Mapping[int, Iterable[Group]]) -> Iterator[tuple[Group, list[int]]]:
    """
    Yield sets of people with the meetings that need one of them: one person, those of a side, sides that overlap.

    Parameters
    ----------
    needed
        By meeting: sets of people of each of which one attends.
    """
    needing: dict[Group, set[int]] = {}
    for meeting, groups in needed.items():
        for group in groups:
            needing.setdefault(group, set()).add(meeting)
    of_person: dict[int, list[Group]] = {}
    for group in needing:
        for person in group:
            of_person.setdefault(person, []).append(group)
    for group in sorted({*needing, *joined(needing)}, key=lambda one: (len(one), sorted(one))):
        within = {part for person in group for part in of_person[person] if part <= group}
        yield group, sorted(set().union(*(needing[part] for part in within)))


def joined(groups: Iterable[Group]) -> Iterator[Group]:
    """Yield the unions of groups that hang together."""
    united: dict[int, set[int]] = {}
    for group in groups:
        union = set(group).union(*(united.get(person, ()) for person in group))
        united.update(dict.fromkeys(union, union))
    yield from {frozenset(union) for union in {id(union): union for union in united.values()}.values()}
