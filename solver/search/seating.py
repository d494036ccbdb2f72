"""Tables once slots and people are known: one for every meeting, kept ones where they were, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from solver.index import NOWHERE, bits

if TYPE_CHECKING:
    from collections.abc import Iterable

    from solver.linear.formulation import Formulation

    Snapshot = list[tuple[int, int, tuple[int, ...], int]]


@dataclass
class Seating:
    """
    A seating of some meetings in their slots.

    Attributes
    ----------
    held
        (meeting, slot, people, table) of all of them, complete if there are no `shortages`.
    shortages
        (slot, tables): more meetings there need one of these tables than there are.
    """

    held: Snapshot = field(default_factory=list)
    shortages: list[tuple[int, int]] = field(default_factory=list)


def seat(formulation: Formulation, columns: Iterable[int]) -> Seating:
    """Give every chosen column's meeting a table in its slot."""
    seating = Seating()
    by_slot: dict[int, list[int]] = {}
    for column in columns:
        by_slot.setdefault(int(formulation.slot[column]), []).append(column)
    for slot, together in sorted(by_slot.items()):
        wanted = {column: formulation.tables_of(column) for column in together}
        table_of = _match(wanted, slot, seating)
        for column in together:
            meeting, people, _ = formulation.column(column)
            seating.held.append((meeting, slot, people, table_of.get(column, NOWHERE)))
    return seating


def _match(wanted: dict[int, int], slot: int, seating: Seating) -> dict[int, int]:
    """Seat one slot's meetings, the choosiest first, along augmenting paths (Kuhn 1955)."""
    sitter: dict[int, int] = {}
    taken = 0
    seated = [(column, tables) for column, tables in wanted.items() if tables]
    for column, tables in sorted(seated, key=lambda pair: (pair[1].bit_count(), pair[0])):
        free = tables & ~taken
        if free:
            table = (free & -free).bit_length() - 1
            sitter[table] = column
            taken |= 1 << table
            continue
        path = _path(wanted, tables, sitter, taken)
        if isinstance(path, int):
            seating.shortages.append((slot, path))
            continue
        taken |= 1 << path[-1]
        for table, moved_to in reversed(list(pairwise(path))):
            sitter[moved_to] = sitter[table]
        sitter[path[0]] = column
    return {column: table for table, column in sitter.items()}


def _path(wanted: dict[int, int], tables: int, sitter: dict[int, int], taken: int) -> list[int] | int:
    """Return tables along which sitters move one on, the last of them free; else the tables that are too few."""
    came: dict[int, int] = dict.fromkeys(bits(tables), NOWHERE)
    seen, queue = tables, list(came)
    for table in queue:
        beyond = wanted[sitter[table]] & ~seen
        free = beyond & ~taken
        if free:
            path = [(free & -free).bit_length() - 1]
            while table != NOWHERE:
                path.append(table)
                table = came[table]  # noqa: PLW2901 - walks back along the path that was found
            return path[::-1]
        seen |= beyond
        for other in bits(beyond):
            came[other] = table
            queue.append(other)
    return seen
