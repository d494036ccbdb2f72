"""
Simulated annealing over the board: one goal at a time, the goals before it held.

A move is kept if no earlier goal suffers and the present one does not get worse by more than chance allows
(Metropolis et al. 1953; Kirkpatrick, Gelatt and Vecchi 1983). The temperature stays low throughout: the landscape is
full of moves that cost nothing, and on made events 0.1 in units of weight reached the bound where 0.3 stalled.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

    from solver.board import Board
    from solver.clock import Clock
    from solver.ledger import Figure

    Move = Callable[[Board, random.Random], bool]

Costs = tuple[int, ...]


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
        board, rng = self.board, self.rng
        now = self.best
        while now > target and not clock.out(until):
            for _ in range(16):
                clock.tick()
                move = moves[int(rng.random() * len(moves))]
                now = self._try(move, now, temperature)
        self.settle()
        board.forget()

    def _try(self, move: Move, now: int, temperature: float) -> int:
        """Make one move and keep or undo it; return the goal's cost after it."""
        board = self.board
        board.forget()
        if not move(board, self.rng):
            board.undo(0)
            return now
        cost = board.cost(self.goal)
        worse = cost - now
        if worse > 0 and self.rng.random() >= math.exp(-worse / temperature):
            board.undo(0)
            return now
        costs = self._held_costs()
        if any(a > b for a, b in zip(costs, self.limits, strict=True)):
            board.undo(0)
            return now
        if worse > 0 and not self.saved_is_best and now == self.best:
            # Remember the best schedule only once it is about to be left, and let this one move go.
            board.undo(0)
            self._save()
            return now
        if cost < self.best or any(a < b for a, b in zip(costs, self.limits, strict=True)):
            self.limits = costs
            self.best = cost
            self.saved_is_best = False
            self.on_better()
        return cost

    def _save(self) -> None:
        self.saved = self.board.snapshot()
        self.saved_is_best = True

    def settle(self) -> None:
        """Leave the board as the best schedule seen."""
        if not self.saved_is_best and self.board.cost(self.goal) == self.best:
            self._save()
        elif self.board.cost(self.goal) != self.best:
            self.board.restore(self.saved)
