"""
Whether counting shows that what must be held cannot be.

More meetings that need one person, one of some colleagues or one of some tables than there are slots for them: what
takes clauses or linear rows exponentially long to find (Haken 1985) is a bipartite matching here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from solver.hall import crowds, groups_needed, overfull

if TYPE_CHECKING:
    from solver.index import Index


def too_much(index: Index) -> bool:
    """Return whether there is no schedule of what must be held, as far as counting shows it."""
    musts = [meeting for meeting, must in enumerate(index.must) if must]
    return index.hopeless or _too_few_people(index, musts) or _too_few_tables(index, musts)


def _too_few_people(index: Index, musts: list[int]) -> bool:
    """Return whether meetings need somebody of a group more often than its people have slots or want meetings."""
    for group, meetings in crowds({meeting: groups_needed(index.options[meeting]) for meeting in musts}):
        if len(meetings) > sum(_most(index, person) for person in group):
            return True
        room = [sum(index.available[person] >> slot & 1 for person in group) for slot in range(index.slot_count)]
        if overfull(meetings, index.domain, room):
            return True
    return False


def _most(index: Index, person: int) -> int:
    """Return a number of meetings that a person cannot exceed: of limits that share no slot each leaves one free."""
    open_slots, free = index.available[person], 0
    for limit in sorted(index.limits[person], key=int.bit_count):
        if limit & ~open_slots == 0:
            open_slots &= ~limit
            free += 1
    return min(index.cap[person], index.available[person].bit_count() - free)


def _too_few_tables(index: Index, musts: list[int]) -> bool:
    """Return whether meetings need one of some tables more often than these are open."""
    seated = [meeting for meeting in musts if not index.seatless[meeting]]
    for group in {index.seats[meeting] for meeting in seated}:
        inside = [meeting for meeting in seated if not index.seats[meeting] & ~group]
        if overfull(inside, index.domain, [(group & tables).bit_count() for tables in index.open_tables]):
            return True
    return False
