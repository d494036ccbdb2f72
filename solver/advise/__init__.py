"""
What one more table, slot or half day is worth: bounds on the value over a grid of slots and tables.

Each bound is proven, in integers, as those of `solve` are; beside it stands the value of a schedule that was made.
Between the two lies the best. Whatever the problem's goals are, it is the value that is bounded.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from solver.advise.advice import Advice, Enough, Point
from solver.advise.grid import Grid
from solver.clock import Clock
from solver.problem import InvalidProblem

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from solver.problem import Problem

__all__ = ["Advice", "AdviseParams", "Enough", "Point", "advise"]


@dataclass(frozen=True, slots=True)
class AdviseParams:
    """
    What to look at, and how long.

    Attributes
    ----------
    tables, slots
        Numbers, in any order; those the problem has now and those beside them are looked at in any case.
    wishes
        Ids of the meetings that the tables should be enough for, say those that both sides asked for; `None` for all.
    time_limit
        Seconds for everything; after them bounds are true, but rougher.
    workers
        How many numbers of slots are looked at at a time.
    """

    tables: Iterable[int] = ()
    slots: Iterable[int] = ()
    wishes: Collection[int] | None = None
    time_limit: float = 60.0
    workers: int = 2


def advise(
    problem: Problem,
    params: AdviseParams = AdviseParams(),
    progress: Callable[[Sequence[Point]], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> Advice:
    """
    Return bounds for every number of slots with every number of tables, and how many tables are enough for some wishes.

    Added slots continue the last session and are like its last slot (`varied.with_slots`), removed are the last; added
    tables suit whatever needs no special one, removed are the last that no meeting asks for. The schedule in force and
    limits on changes from it are left out.

    Parameters
    ----------
    progress
        Called from the calling thread with the points of one number of slots, as they are known, the problem's own
        first.
    stop
        Asked several times a second, perhaps from several threads; once it says yes the bounds so far are returned.

    Raises
    ------
    InvalidProblem
        If the problem has no slot to be like.
    """
    if not problem.slots:
        raise InvalidProblem("The problem has no slots.")
    clock = Clock(params.time_limit, stop=stop)
    grid = Grid(problem, sorted(set(params.slots)), sorted(set(params.tables)), clock)
    with ThreadPoolExecutor(params.workers) as threads:
        # The problem's own first: it tells what is worth computing for the others.
        own = grid.curve(grid.slots)
        for points in chain([own], threads.map(grid.curve, grid.other_counts)):
            grid.take(points)
            if progress is not None:
                progress(points)
    return grid.advice(grid.enough(params.wishes))
