"""
How few table changes the slots as they are would allow, before anybody is seated.

Between two successive slots each meeting can stay where one meeting of the slot before was, and one of its people who
comes from there keeps the table. So what can be kept is a matching of the meetings of both slots along the people who
attend one of each; tables chosen later can keep them all where any meeting may sit anywhere. With two people a meeting
these are paths and cycles, on which removing ends is exact; with more it is almost so (Karp and Sipser 1981). Who
pauses between two meetings is counted as changing, as is everybody between two stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from solver.index import NOWHERE

if TYPE_CHECKING:
    from solver.search.ledger import Ledger

MOST_REMEMBERED = 50_000


class Keeping:
    """Counts what can be kept between two slots, remembering what it has counted."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int, int], int] = {}

    def fewest_changes(self, ledger: Ledger) -> int:
        """Return an estimate of the fewest table changes with the meetings in their slots."""
        if len(self._known) > MOST_REMEMBERED:
            self._known.clear()
        changes = ledger.steps
        for first, past in ledger.index.sessions:
            for slot in range(first, past - 1):
                key = (slot, ledger.prints[slot], ledger.prints[slot + 1])
                kept = self._known.get(key)
                if kept is None:
                    kept = self._known[key] = most_kept(ledger, slot)
                changes -= kept
        return changes


def most_kept(ledger: Ledger, slot: int) -> int:
    """Return how many people can find the table of a slot again in the next one."""
    near = _meetings_in_common(ledger, slot)
    ends = [meeting for meeting, others in near.items() if len(others) == 1]
    kept = 0
    while near:
        # Without an end left, all are cycles (or, with three people a meeting, worse): begin anywhere.
        meeting = ends.pop() if ends else next(iter(near))
        others = near.get(meeting)
        if not others:
            near.pop(meeting, None)
            continue
        kept += 1
        partner = others[0]
        for matched in (meeting, partner):
            for other in near.pop(matched):
                rest = near.get(other)
                if rest:
                    rest.remove(matched)
                    if len(rest) == 1:
                        ends.append(other)
    return kept


def _meetings_in_common(ledger: Ledger, slot: int) -> dict[int, list[int]]:
    """Return for the meetings of two successive slots those of the other that could follow at the same table."""
    index = ledger.index
    opened = index.open_tables[slot] & index.open_tables[slot + 1]
    near: dict[int, list[int]] = {}
    for meeting in ledger.sitting[slot].values():
        seats = index.seats[meeting] & opened
        for person in ledger.people[meeting]:
            then = ledger.at[person][slot + 1]
            if then != NOWHERE and ledger.table[then] != NOWHERE and index.seats[then] & seats:
                near.setdefault(meeting, []).append(then)
                near.setdefault(then, []).append(meeting)
    return near
