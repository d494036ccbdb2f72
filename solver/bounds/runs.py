"""
The run-length bound: how many breaks a person's free slots force on the meetings that they must attend.

Meetings in one run of usable slots need no break between them; so the fewest runs that have room for all meetings, less
one for each session, are breaks in every schedule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from solver.index import Index


def fewest_breaks(index: Index, person: int) -> int:
    """Return a number of breaks that this person has in every schedule."""
    usable = must = 0
    for meeting in index.meetings_of[person]:
        options = index.options[meeting]
        for people, slots in options.items():
            if person in people:
                usable |= slots
        must += index.must[meeting] and all(person in people for people in options)
    lengths, sessions = [], 0
    for first, past in index.sessions:
        runs = _runs(usable >> first & ((1 << (past - first)) - 1))
        lengths += runs
        sessions += bool(runs)
    needed = _fewest_runs(sorted(lengths, reverse=True), must)
    return max(0, needed - max(1, sessions))


def _runs(mask: int) -> list[int]:
    """Return the lengths of the groups of ones."""
    return [len(group) for group in f"{mask:b}".split("0") if group]


def _fewest_runs(lengths: list[int], meetings: int) -> int:
    """Return how many of the longest runs it takes to have room for so many meetings."""
    room = count = 0
    for length in lengths:
        if room >= meetings:
            break
        room += length
        count += 1
    return count
