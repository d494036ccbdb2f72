"""The stages of one solve, in their order, over one board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solver.chains import insert_anywhere
from solver.construct import hold_the_musts, keep_previous
from solver.improve import Annealer
from solver.index import NOWHERE
from solver.moves import drop, eject_for, go_back, replace_people, shift, squeeze_in
from solver.solution import Status

if TYPE_CHECKING:
    import random

    from solver.board import Board, Figure
    from solver.effort import Effort
    from solver.improve import Move
    from solver.problem import GoalName

RESERVE = 0.4
"""Seconds kept for checking and writing the answer."""

MOVES: dict[GoalName, tuple[Move, ...]] = {
    "value": (squeeze_in,),
    "shortfall": (squeeze_in,),
    "breaks": (shift, shift, shift, replace_people, squeeze_in, drop),
    "idle": (shift, shift, shift, replace_people, squeeze_in, drop),
    "table_changes": (shift, replace_people, squeeze_in, drop),
    "changes": (go_back, squeeze_in),
}


class Stages:
    """One solve over one board: `run` leaves the best schedule on it."""

    def __init__(self, board: Board, effort: Effort) -> None:
        self.board = board
        self.index = board.index
        self.goals = board.index.problem.goals
        self.effort = effort
        self.clock, self.rng = effort.clock, effort.rng
        self.bounds: dict[GoalName, int] = {}

    def bound_on(self, goal: GoalName) -> int | None:
        """Return the proven bound on a goal's value, given the values of the goals before it."""
        bound = self.bounds.get(goal)
        return bound if bound is None or goal != "value" else -bound

    def run(self) -> Status:
        """Run every stage that the clock allows."""
        if self.index.hopeless:
            return Status.INFEASIBLE
        self.begin()
        if self.board.debt:
            return Status.UNKNOWN
        for stage in range(len(self.goals)):
            self.improve(stage)
        return Status.FEASIBLE

    def begin(self) -> None:
        """Hold what must be held, where it stood before if that is still allowed."""
        keep_previous(self.board)
        hold_the_musts(self.board, self.rng)
        self.repair()
        self.board.forget()

    def repair(self) -> None:
        """Search for a schedule without debt from one that has some."""
        if not self.board.debt:
            return

        def force(board: Board, rng: random.Random) -> bool:
            missing = [m for m, must in enumerate(board.index.must) if must and board.slot[m] == NOWHERE]
            return bool(missing) and eject_for(board, rng.choice(missing), rng)

        annealer = Annealer(self.board, ["debt"], 0, self.rng, lambda: None)
        annealer.run([force, force, shift, go_back, replace_people], 0.3, self.clock, self.clock.spent + 5, 0)

    def improve(self, stage: int) -> None:
        """Work on one goal within its share of the time."""
        goal, board = self.goals[stage], self.board
        if goal == "table_changes":
            board.begin_to_watch_tables()
        if goal == "value":
            self.fill(stage)
        share = (self.clock.limit - RESERVE - self.clock.spent) / (len(self.goals) - stage)
        annealer = Annealer(
            board, self.goals, stage, self.rng, lambda: self.effort.report("improve", goal, board.cost(goal), None)
        )
        target = -sum(self.index.weight) if goal == "value" else 0
        annealer.run(MOVES[goal], self.temperature(goal), self.clock, self.clock.spent + share, target)

    def fill(self, stage: int) -> None:
        """Insert the wishes, the heaviest first, where that costs the goals before nothing."""
        board = self.board
        held: tuple[Figure, ...] = ("debt", *self.goals[:stage])
        limits = [board.cost(goal) for goal in held]
        for meeting in sorted(range(len(board.slot)), key=lambda m: -self.index.weight[m]):
            if board.slot[meeting] != NOWHERE or not self.index.domain[meeting]:
                continue
            if self.clock.out():
                break
            self.clock.tick()
            mark = board.mark()
            inserted = insert_anywhere(board, meeting, self.rng)
            if not inserted or any(board.cost(goal) > limit for goal, limit in zip(held, limits, strict=True)):
                board.undo(mark)
        board.forget()

    def temperature(self, goal: GoalName) -> float:
        """Return the temperature for a goal in its own units."""
        if goal != "value":
            return 0.15
        weights = self.index.weight
        return max(0.05 * sum(weights) / max(1, len(weights)), 0.01)
