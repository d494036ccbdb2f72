"""
Bounds on the value for any number of tables, from a few linear programmes.

The tables stand only in the limits of one row a slot. Any duals prove a bound for any limits (weak duality), so those
found for one number of tables bound all others: a cut, linear in the limits. The bound is the least of the cuts, which
is concave as the relaxation is; where it is far above the line between two programmes solved, one more is solved there
(outer approximation by dual cuts: Benders 1962, with the tables as his first stage).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from solver.advise.relaxed import by_day, by_slot
from solver.advise.varied import with_tables
from solver.linear.lp import Method, relax

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from solver.clock import Clock
    from solver.index import Index
    from solver.linear.lp import LinearProgram
    from solver.linear.rows import Integers
    from solver.problem import Problem

VISIBLE = 0.004
"""A bound that may be too high by a larger share of itself is looked at again."""
ROUGH = 0.001
"""How exactly a programme is solved; rounded duals are often exact long before."""


@dataclass(frozen=True, slots=True)
class Cut:
    """No schedule is worth more than (`constant` + `prices` times tables open, by slot or in all) / `scale`."""

    scale: int
    constant: int
    prices: Integers

    def at(self, opened: Integers) -> int:
        """Return the bound where so many tables are open in each slot."""
        return int(self.constant + int((self.prices * opened).sum())) // self.scale


class Curve:
    """
    Bounds for one number of slots.

    Parameters
    ----------
    index
        Of the problem with the slots that are meant and the largest number of tables.
    counts
        The numbers of tables, ascending.
    fine
        Whether to try the programme of the slots after that of the days; as an attribute, whether to try it again: it
        was no longer visibly better where it was tried last.
    """

    def __init__(self, index: Index, counts: Sequence[int], clock: Clock, *, fine: bool) -> None:
        self.counts = counts
        self.clock = clock
        self.fine = fine
        self.opened = {count: _opened(with_tables(index.problem, count)) for count in counts}
        self.index = index
        self.days = by_day(index)
        held = [(weight, seatless) for weight, seatless, slots in _wishes(index) if slots]
        seated = sorted((weight for weight, seatless in held if not seatless), reverse=True)
        self.heaviest = np.cumsum([sum(weight for weight, seatless in held if seatless), *seated])
        self.cuts: list[Cut] = []
        self.solved: dict[int, int] = {}

    @cached_property
    def slots(self) -> LinearProgram:
        """The programme of the slots, which takes a while to write."""
        return by_slot(self.index)

    def bounds(self, reached: Mapping[int, int]) -> dict[int, int]:
        """
        Return the bound for each number of tables that a schedule's value is given for, as good as the time allows.

        One more programme is solved where the values `reached`, or the line between those solved, are visibly below.
        """
        worst = self._worst(reached)
        while worst is not None and not self.clock.out():
            self._solve(worst)
            worst = self._worst(reached)
        return {count: self._bound(count) for count in reached}

    def fewest_for_most(self) -> tuple[int, int]:
        """
        Return the bound for the largest number of tables, and the smallest number that is not proven to lower it.

        Newton's method on a concave curve: a cut at a number too small leads to the next, which is still not too large.
        """
        last = self.counts[-1]
        if last not in self.solved:
            self._solve(last)
        most = self._bound(last)
        fewest = self._first_at(most)
        while fewest not in self.solved and not self.clock.out():
            self._solve(fewest)
            fewest = self._first_at(most)
        return most, fewest

    def _first_at(self, bound: int) -> int:
        """Return the smallest number of tables whose bound is not below this one."""
        return next(count for count in self.counts if self._bound(count) >= bound)

    def _bound(self, count: int) -> int:
        opened = self.opened[count]
        # As many of the heaviest wishes as there are tables in all slots, and those that need none.
        counted = int(self.heaviest[min(int(opened.sum()), len(self.heaviest) - 1)])
        return max(0, min([counted, *(cut.at(opened) for cut in self.cuts)]))

    def _worst(self, reached: Mapping[int, int]) -> int | None:
        """Return the number of tables whose bound is most above what is known to be below it, if visibly."""
        solved = sorted(self.solved)
        # The relaxation is concave and never falls: it is above the line, and past its end as high as there.
        line = np.interp(self.counts, solved, [self.solved[n] for n in solved], left=0) if solved else ()
        low = dict(zip(self.counts, line, strict=False))
        gaps = {
            count: self._bound(count) - max(int(low.get(count, 0)), reached[count])
            for count in reached
            if count not in self.solved
        }
        worst = max(gaps, key=gaps.__getitem__, default=None)
        return worst if worst is not None and gaps[worst] > VISIBLE * self._bound(worst) else None

    def _solve(self, count: int) -> None:
        """Add cuts that are tight for a number of tables."""
        opened = self.opened[count]
        self.cuts.append(self._cut(self.days, opened.sum(keepdims=True)))
        if self.fine:
            before = self._bound(count)
            self.cuts.append(self._cut(self.slots, opened))
            self.fine = before - self._bound(count) > VISIBLE * before
        self.solved[count] = self._bound(count)

    def _cut(self, programme: LinearProgram, limits: Integers) -> Cut:
        """Solve a programme with limits of its last rows; without time left the duals are those of no programme."""
        rows, first = programme.rows, len(programme.rows) - len(limits)
        limit = np.concatenate((rows.limit[:first], limits))
        seconds = 0.0 if self.clock.out() else self.clock.left
        programme = replace(programme, rows=replace(rows, limit=limit))
        _, proof = relax(programme, self.clock, seconds, 1, Method(accuracy=ROUGH))
        prices = proof.price[first:]
        return Cut(proof.scale, proof.total - int((prices * limits).sum()), prices)


def _wishes(index: Index) -> Iterator[tuple[int, bool, int]]:
    """Return each wish's weight, whether it needs no table, and its slots."""
    return zip(index.weight, index.seatless, index.domain, strict=True)


def _opened(problem: Problem) -> Integers:
    """Return how many tables are open in each slot."""
    closed = [sum(slot.id in table.unavailable for table in problem.tables) for slot in problem.slots]
    return len(problem.tables) - np.array(closed, np.int64)
