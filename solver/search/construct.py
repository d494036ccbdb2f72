"""A first schedule: what must be held first, then the wishes in an order of promise, each inserted along chains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solver.index import NOWHERE, UNLIMITED
from solver.search.chains import insert_anywhere

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

    from solver.clock import Clock
    from solver.problem import GoalName
    from solver.search.board import Board
    from solver.search.ledger import Figure


def fill(
    board: Board,
    promise: Sequence[float],
    held: Sequence[GoalName],
    insert: Callable[[Board, int], bool],
    clock: Clock,
) -> None:
    """
    Insert the wishes, the most promising first, where neither debt nor the goals held get worse.

    Parameters
    ----------
    promise
        By meeting; among equals the heaviest comes first.
    insert
        Holds a meeting on the board and says whether it could.
    """
    figures: tuple[Figure, ...] = ("debt", *held)
    limits = [board.cost(figure) for figure in figures]
    if "table_changes" in held:
        board.most_table_changes = board.table_changes
    wishes = [m for m in range(len(board.slot)) if board.slot[m] == NOWHERE and board.index.domain[m]]
    for meeting in sorted(wishes, key=lambda m: (-round(promise[m], 3), -board.index.weight[m])):
        if clock.out():
            break
        clock.tick()
        mark = board.mark()
        if not insert(board, meeting) or any(
            board.cost(figure) > limit for figure, limit in zip(figures, limits, strict=True)
        ):
            board.undo(mark)
    board.most_table_changes = UNLIMITED
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


def _first(board: Board, meeting: int) -> int:
    domain = board.index.domain[meeting]
    return (domain & -domain).bit_length()
