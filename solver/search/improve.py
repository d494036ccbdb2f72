"""
Simulated annealing over the board: one goal at a time, the goals before it held.

A move is kept if no earlier goal suffers and the present one does not get worse by more than chance allows
(Metropolis et al. 1953; Kirkpatrick, Gelatt and Vecchi 1983). The temperature stays low throughout: the landscape is
full of moves that cost nothing, and on made events 0.1 in units of weight reached the bound where 0.3 stalled.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from itertools import accumulate
from operator import gt, lt
from typing import TYPE_CHECKING

from solver.index import UNLIMITED

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

    from solver.clock import Clock
    from solver.search.board import Board
    from solver.search.ledger import Figure

    Move = Callable[[Board, random.Random], bool]

Costs = tuple[int, ...]

ROUND = 16
"""Work between two looks at the clock, in chains traced."""
PERIOD = 256
"""Tries between two looks at which kinds of moves are kept."""
LEAST = 0.02
"""How often the least useful kind of move is drawn, in terms of the most useful one."""


class Draw:
    """
    Draws kinds of moves, each as often as its work has paid, but never so seldom that this could not change.

    Which kinds help depends on the goals before: where the value is full, no wish can be inserted or dropped. After
    adaptive operator selection (Ropke and Pisinger 2006), by counts alone, so that the same seed draws the same.
    """

    def __init__(self, moves: Sequence[Move]) -> None:
        self.drawn = 0
        self.pains = [0] * len(moves)
        self.gains = [0] * len(moves)
        self.upto = [(kind + 1) / len(moves) for kind in range(len(moves))]

    def kind(self, chance: float) -> int:
        """Return the number of a move, drawn by a chance in [0, 1)."""
        kind = min(bisect_right(self.upto, chance), len(self.upto) - 1)
        self.drawn += 1
        if not self.drawn % PERIOD:
            self._weigh()
        return kind

    def _weigh(self) -> None:
        rates = [(gains + 1) / (pains + 1) for gains, pains in zip(self.gains, self.pains, strict=True)]
        floor = LEAST * max(rates)
        weights = list(accumulate(max(floor, rate) for rate in rates))
        self.upto = [weight / weights[-1] for weight in weights]


class Annealer:
    """
    Improves one goal of a board, never worsening its debt or the goals before.

    Parameters
    ----------
    board
        The schedule, which ends as the best one seen.
    goals
        The goals before, then the one to improve, then those that break ties.
    on_better
        Called with the new value of the goal whenever it improves.
    """

    def __init__(
        self,
        board: Board,
        goals: Sequence[Figure],
        stage: int,
        rng: random.Random,
        on_better: Callable[[], None],
    ) -> None:
        self.board = board
        self.held = tuple(goals[:stage])
        self.goal = goals[stage]
        self.rng = rng
        self.on_better = on_better
        self.limits = self._held_costs()
        self.best = board.cost(self.goal)
        self.saved = board.snapshot()
        self.saved_is_best = True

    def _held_costs(self) -> Costs:
        board = self.board
        return (board.debt, *(board.cost(goal) for goal in self.held))

    def run(self, moves: Sequence[Move], temperature: float, clock: Clock, until: float, target: int) -> None:
        """Try moves until the goal's cost reaches `target` or the clock `until`."""
        board, now, draw = self.board, self.best, Draw(moves)
        while now > target and not clock.out(until):
            round_until = board.searched + ROUND
            while board.searched < round_until and now > target:
                kind = draw.kind(self.rng.random())
                before, searched = now, board.searched
                now = self._try(moves[kind], before, temperature)
                board.searched += board.searched == searched
                draw.gains[kind] += now < before
                draw.pains[kind] += board.searched - searched
                clock.tick(board.searched - searched)
        board.most_breaks = board.most_idle = board.most_table_changes = UNLIMITED
        self.settle()
        board.forget()

    def _try(self, move: Move, now: int, temperature: float) -> int:
        """Make one move and keep or undo it; return the goal's cost after it."""
        board = self.board
        board.forget()
        # The chance that accepts a worse schedule is drawn first, so that moves need not try what it refuses.
        most = now + int(-temperature * math.log(1.0 - self.rng.random()))
        self._tell_limits(most)
        if not move(board, self.rng):
            board.undo(0)
            return now
        costs = self._held_costs()
        if any(map(gt, costs, self.limits)):
            board.undo(0)
            return now
        cost = board.cost(self.goal)
        if cost > most:
            board.undo(0)
            return now
        worse = cost - now
        if worse > 0 and not self.saved_is_best and now == self.best:
            # Remember the best schedule only once it is about to be left, and let this one move go.
            board.undo(0)
            self._save()
            return now
        if cost < self.best or any(map(lt, costs, self.limits)):
            self.limits = costs
            self.best = cost
            self.saved_is_best = False
            self.on_better()
        return cost

    def _tell_limits(self, most: int) -> None:
        """Let the board know how many breaks, idle slots and table changes a move may leave."""
        limits: dict[Figure, int] = {**dict(zip(self.held, self.limits[1:], strict=True)), self.goal: most}
        self.board.most_breaks = limits.get("breaks", UNLIMITED)
        self.board.most_idle = limits.get("idle", UNLIMITED)
        # Where table changes are the goal itself, they may rise on the way of a move.
        self.board.most_table_changes = (
            UNLIMITED if self.goal == "table_changes" else limits.get("table_changes", UNLIMITED)
        )

    def _save(self) -> None:
        self.saved = self.board.snapshot()
        self.saved_is_best = True

    def settle(self) -> None:
        """Leave the board as the best schedule seen."""
        if not self.saved_is_best and self.board.cost(self.goal) == self.best:
            self._save()
        elif self.board.cost(self.goal) != self.best:
            self.board.restore(self.saved)
