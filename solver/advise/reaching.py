"""Schedules for more and more tables, made in a moment: each goes on from the one before, the heaviest wishes first."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from solver.advise.varied import with_tables
from solver.index import mask_of
from solver.search.board import Board
from solver.search.chains import insert_anywhere, insert_free
from solver.search.construct import fill, hold_the_musts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from solver.clock import Clock
    from solver.index import Index


def schedules(
    index: Index, counts: Sequence[int], clock: Clock, *, along_chains: bool = False
) -> Iterator[tuple[int, Board]]:
    """
    Yield each number of tables, ascending, with a schedule that uses no more, until the time is out.

    `index` has as many tables as the largest. A schedule is valid if the board owes nothing. `along_chains` looks
    longer for a place for each wish.
    """
    board, rng = Board(index), random.Random(1)  # noqa: S311 - a search, not a secret
    insert = (lambda board, meeting: insert_anywhere(board, meeting, rng)) if along_chains else insert_free
    for count in counts:
        if clock.out():
            break
        tables = mask_of(index.table_at[table.id] for table in with_tables(index.problem, count).tables)
        for slot, sitting in enumerate(board.sitting):
            board.free_tables[slot] = index.open_tables[slot] & tables & ~mask_of(sitting)
        board.room = mask_of(slot for slot, free in enumerate(board.free_tables) if free)
        hold_the_musts(board, rng)
        if not board.debt:
            fill(board, index.weight, (), insert, clock)
        yield count, board


def values(index: Index, counts: Sequence[int], clock: Clock) -> dict[int, int]:
    """Return for numbers of tables the value of a schedule that was made, where one was."""
    return {count: board.value for count, board in schedules(index, counts, clock) if not board.debt}
