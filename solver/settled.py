"""
Which meetings need no deciding: fixed by pins, or kept in every schedule with the fewest changes.

Where changes come first, a meeting whose old place nobody else could need is kept in every best schedule: take any
schedule without it, leave out the wishes that are not where they were, which costs no change, and there is room for it
(dominance, as in the presolve of integer programmes: Achterberg et al. 2020). So a meeting is settled unless what must
be held, or another meeting's old place, might dispute its people, its table or a limit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from solver.index import Place, bits

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from solver.index import Index

Places = dict[int, Place]


def settled(index: Index) -> Places:
    """
    Return the meetings whose places are the same in every best schedule there is, by their numbers.

    None where breaks may differ only by so many: there any meeting may matter to any other.
    """
    if index.problem.max_break_difference is not None:
        return {}
    pinned = {m: place for m in range(len(index.must)) if (place := only_place(index, m)) is not None}
    found = undisputed(index, pinned, ())
    if index.problem.goals[:1] == ("changes",):
        kept = {m: place for m, place in enumerate(index.previous) if place is not None and index.keepable(m)}
        others = [m for m, must in enumerate(index.must) if must and m not in kept and m not in found]
        found |= undisputed(index, kept | found, others)
    # One that is pinned elsewhere than before counts as a change, so it has to be seen.
    return {m: place for m, place in found.items() if index.previous[m] in {None, place}}


def only_place(index: Index, meeting: int) -> Place | None:
    """Return where a meeting that must be held has to be, if only one slot, table and choice of people are left."""
    seats = index.seats[meeting]
    if not index.must[meeting] or len(index.options[meeting]) != 1 or index.domain[meeting].bit_count() != 1:
        return None
    if seats.bit_count() != 1 and not index.seatless[meeting]:
        return None
    (people,) = index.options[meeting]
    return Place(index.domain[meeting].bit_length() - 1, seats.bit_length() - 1, people)


def undisputed(index: Index, places: Places, others: Collection[int]) -> Places:
    """Return those of the places that no other of them and none of the other meetings could stand in the way of."""
    anywhere = set(others)
    while True:
        claims = Claims(index, places, anywhere)
        safe = {m: place for m, place in places.items() if m not in anywhere and claims.leave(m, place)}
        # What must be held and may have to give way can turn up in any of its places.
        displaced = {m for m in places if m not in safe and index.must[m]} - anywhere
        if not displaced:
            return safe
        anywhere |= displaced


class Claims:
    """
    Who could need what: each meeting at its place, some anywhere they may be.

    Attributes
    ----------
    once, twice
        By person: the slots that one meeting, or more than one, could need them in.
    number
        By person: how many meetings could need them.
    taken, contested
        By slot: the tables that places need, and those that more than one meeting could need.
    """

    def __init__(self, index: Index, places: Mapping[int, Place], anywhere: Collection[int]) -> None:
        self.index = index
        self.once = [0] * len(index.person_ids)
        self.twice = [0] * len(index.person_ids)
        self.number = [0] * len(index.person_ids)
        self.taken = [0] * index.slot_count
        self.contested = [0] * index.slot_count
        self.slots: dict[int, int] = {}
        for meeting, place in places.items():
            if meeting not in anywhere:
                self._claim(meeting, {place.people: 1 << place.slot})
            if not index.seatless[meeting]:
                self.contested[place.slot] |= self.taken[place.slot] & 1 << place.table
                self.taken[place.slot] |= 1 << place.table
        for meeting in anywhere:
            self._claim(meeting, index.options[meeting])
        for slot in range(index.slot_count):
            self._contest_tables(slot, [m for m in anywhere if not index.seatless[m] and index.domain[m] >> slot & 1])

    def _claim(self, meeting: int, options: Mapping[tuple[int, ...], int]) -> None:
        """Count a meeting that could be in these slots with these people."""
        slots_of: dict[int, int] = {}
        for people, slots in options.items():
            for person in people:
                slots_of[person] = slots_of.get(person, 0) | slots
        for person, slots in slots_of.items():
            self.twice[person] |= self.once[person] & slots
            self.once[person] |= slots
            self.number[person] += 1
        self.slots[meeting] = 0
        for slots in options.values():
            self.slots[meeting] |= slots

    def _contest_tables(self, slot: int, seekers: list[int]) -> None:
        """Contest the tables that seekers could need: all they may sit at, unless enough others are free for all."""
        for meeting in seekers:
            seats = self.index.seats[meeting]
            if (seats & self.index.open_tables[slot] & ~self.taken[slot]).bit_count() < len(seekers):
                self.contested[slot] |= seats

    def leave(self, meeting: int, place: Place) -> bool:
        """Whether all claims together leave a meeting its place."""
        index, slot = self.index, place.slot
        if place.table >= 0 and self.contested[slot] >> place.table & 1:
            return False
        for person in place.people:
            if self.twice[person] >> slot & 1 or self.number[person] > index.cap[person]:
                return False
            if any(self.once[person] & mask == mask for mask in index.full[person][slot]):
                return False
        earlier = (self.slots.get(other, 0) for other in index.before[meeting])
        later = (self.slots.get(other, 0) for other in index.after[meeting])
        return all(mask < 1 << slot for mask in earlier) and all(slot < lowest(mask) for mask in later)


def lowest(mask: int) -> int:
    """Return the position of the lowest one in a mask, past all slots without one."""
    return next(bits(mask), 1 << 30)
