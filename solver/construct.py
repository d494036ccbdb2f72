"""A first schedule: what must be held first, then the wishes in an order of promise, each inserted along chains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solver.chains import insert_anywhere
from solver.index import NOWHERE

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from solver.board import Board
    from solver.clock import Clock


def construct(board: Board, promise: Sequence[float], rng: random.Random, clock: Clock) -> None:
    """
    Fill the board: previous places first where they still stand, then what must be held, then the most promising.

    Parameters
    ----------
    promise
        By meeting: the larger, the earlier it is inserted among those that need not be held.
    """
    keep_previous(board)
    hold_the_musts(board, rng)
    for meeting in sorted(range(len(board.slot)), key=lambda m: -promise[m]):
        if clock.out():
            break
        clock.tick()
        if board.slot[meeting] == NOWHERE and board.index.domain[meeting]:
            try_insert(board, meeting, rng)
    board.forget()


def keep_previous(board: Board) -> None:
    """Hold every meeting of the schedule in force where it stood, if that is still allowed, the musts first."""
    index = board.index
    for meeting in sorted(range(len(board.slot)), key=lambda m: not index.must[m]):
        place = index.previous[meeting]
        if place is not None and board.slot[meeting] == NOWHERE:
            board.place_exactly(meeting, place.slot, place.people, place.table)


def hold_the_musts(board: Board, rng: random.Random) -> None:
    """Insert what must be held, those with the fewest places first."""
    index = board.index
    musts = [m for m in range(len(board.slot)) if index.must[m] and board.slot[m] == NOWHERE]
    for meeting in sorted(musts, key=lambda m: (_first(board, m), index.domain[m].bit_count())):
        insert_anywhere(board, meeting, rng)


def try_insert(board: Board, meeting: int, rng: random.Random) -> bool:
    """Insert one meeting if that leaves the board owing no more than before."""
    mark, debt = board.mark(), board.debt
    if insert_anywhere(board, meeting, rng) and board.debt <= debt:
        return True
    board.undo(mark)
    return False


def _first(board: Board, meeting: int) -> int:
    domain = board.index.domain[meeting]
    return (domain & -domain).bit_length()
