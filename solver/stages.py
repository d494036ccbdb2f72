"""The stages of one solve, in their order, over one board."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from solver.bounds.patterns import Patterns
from solver.exact.ladder import Ladder
from solver.exact.prove import Prover
from solver.exact.sat import Verdict
from solver.index import NOWHERE
from solver.linear.relaxation import LINEAR, simple_bound
from solver.memory import fits
from solver.search.construct import hold_the_musts, keep_previous
from solver.search.improve import Annealer
from solver.search.moves import eject_for, go_back, replace_people, shift
from solver.search.repertoire import MOVES, temperature
from solver.solution import Status
from solver.work import days, linear, tables

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterable

    from solver.effort import Effort
    from solver.linear.relaxation import Relaxation
    from solver.problem import Assignment, GoalName
    from solver.search.board import Board
    from solver.search.guided import Guide

SLICE = 0.25
"""Seconds of annealing between two looks at what CP-SAT does meanwhile."""
EXACT_SIZE = 8000
"""Pairs of meetings and slots up to which CP-SAT is asked for the best of a goal outright."""
BEGUN = 0.8
"""Share of the time for the first goal where changes are limited."""
REPAIR = 0.3
"""Seconds of annealing towards a schedule of what must be held before it is asked whether there is one."""
RESERVE = 0.4
"""Seconds kept for checking and writing the answer."""


class Stages:
    """
    One solve over one board: `run` leaves the best schedule on it.

    Parameters
    ----------
    to_come
        How many goals will be worked on elsewhere after these, in what is left of the time.

    Attributes
    ----------
    guide
        Where the schedule on the board loses value, once the value's relaxation is solved.
    reserve
        The present goal's cost in a schedule that was laid aside for one that promises more.
    """

    def __init__(self, board: Board, effort: Effort, to_come: int = 0) -> None:
        self.board = board
        self.index = board.index
        self.goals = board.index.problem.goals
        self.effort = effort
        self.clock, self.rng = effort.clock, effort.rng
        self.to_come = to_come
        self.bounds: dict[GoalName, int] = {}
        self.relaxed: dict[GoalName, Relaxation] = {}
        self.guide: Guide | None = None
        self.reserve: int | None = None

    def bound_on(self, goal: GoalName) -> int | None:
        """Return the proven bound on a goal's value, given the values of the goals before it."""
        bound = self.bounds.get(goal)
        return bound if bound is None or goal != "value" else -bound

    def run(self) -> Status:
        """Run every stage that the clock allows."""
        if self.index.hopeless:
            return Status.INFEASIBLE
        self.begin()
        if self.board.debt and self.repair() is Verdict.IMPOSSIBLE:
            return Status.INFEASIBLE
        if self.board.debt:
            return Status.UNKNOWN
        for stage in range(len(self.goals)):
            self.work_on(stage)
        return Status.FEASIBLE

    def go_on(self, first: int, assignments: Iterable[Assignment]) -> None:
        """Take over a valid schedule and work on the goals from the one numbered `first`."""
        self.board.restore([self.index.dense(held) for held in assignments])
        for stage in range(first, len(self.goals)):
            self.work_on(stage)

    @cached_property
    def prover(self) -> Prover:
        """Questions to CP-SAT, prepared when the first is asked."""
        return Prover(self.board, self.effort)

    @cached_property
    def small(self) -> bool:
        """Whether exact methods are asked for the best of a goal outright."""
        return sum(mask.bit_count() for mask in self.index.domain) <= EXACT_SIZE

    @cached_property
    def patterns(self) -> Patterns:
        """Everybody's day and the prices of slots."""
        patterns = Patterns(self.index)
        patterns.price(self.clock.out)
        return patterns

    @cached_property
    def ladder(self) -> Ladder:
        """Questions to CaDiCaL."""
        return Ladder(self.prover, self.patterns)

    def repair(self) -> Verdict:
        """Find a schedule that owes nothing, or prove that there is none."""
        if self.small and None in self.patterns.least:
            return Verdict.IMPOSSIBLE
        verdict = self.ladder.feasible() if self.small and self.ladder.stands else Verdict.OPEN
        return self.prover.feasible(self.clock.left) if verdict is Verdict.OPEN else verdict

    def begin(self) -> None:
        """Hold what must be held, where it stood before if that is still allowed, and repair what could not be."""
        keep_previous(self.board)
        hold_the_musts(self.board, self.rng)
        self.board.forget()
        if self.board.debt:

            def force(board: Board, rng: random.Random) -> bool:
                missing = [m for m, must in enumerate(board.index.must) if must and board.slot[m] == NOWHERE]
                return bool(missing) and eject_for(board, rng.choice(missing), rng)

            annealer = Annealer(self.board, ["debt"], 0, self.rng, lambda: None)
            until = self.clock.spent + min(REPAIR, self.clock.left / 5)
            annealer.run([force, force, shift, go_back, replace_people], 0.3, self.clock, until, 0)

    def work_on(self, stage: int) -> None:
        """Improve one goal and its bound within its share of the time, the goals before held."""
        goal, board = self.goals[stage], self.board
        self.bounds[goal] = simple_bound(self.index, goal)
        until = self.clock.spent + self.share(stage)
        if goal == "table_changes":
            board.begin_to_watch_tables()
        self.tell("bound", goal)
        if self.clock.out():
            return
        if goal in LINEAR and board.cost(goal) > self.bounds[goal]:
            linear.work_on(self, stage, until)
        elif goal == "table_changes":
            tables.work_on(self, stage, until)
        else:
            days.work_on(self, stage, until)

    def raise_bound(self, goal: GoalName, bound: int) -> None:
        """Remember and report a bound that was proven."""
        self.bounds[goal] = max(self.bounds[goal], bound)
        self.tell("prove", goal)

    @property
    def roomy(self) -> bool:
        """Whether the linear model fits into the memory that this solve may use."""
        columns = sum(slots.bit_count() for options in self.index.options for slots in options.values())
        return fits(columns, self.effort.memory)

    def beat(self, stage: int, until: float) -> Callable[[int], bool] | None:
        """Return what to do while CP-SAT is at work, if there is a second worker: anneal towards a target."""
        if self.effort.workers == 1:
            return None
        goal, board = self.goals[stage], self.board

        def anneal_a_little(target: int) -> bool:
            self.anneal(stage, min(until, self.clock.spent + SLICE), target)
            return board.cost(goal) <= target

        return anneal_a_little

    def share(self, stage: int) -> float:
        """
        Return how much a stage may spend: the first goal half of it all, the others what remains evenly.

        Where changes are limited, the first goal most of it: what a day that has begun can still gain is what counts.
        """
        left = max(0.0, self.clock.limit - (0.0 if self.clock.counted else RESERVE) - self.clock.spent)
        remaining = len(self.goals) + self.to_come - stage
        if stage == 0 and remaining > 1:
            return left * (BEGUN if self.index.limits_changes else 0.5)
        return left / remaining

    def anneal(self, stage: int, until: float, target: int) -> None:
        """Search for a better cost of a goal until it is at the target."""
        goal = self.goals[stage]
        annealer = Annealer(self.board, self.goals, stage, self.rng, lambda: self.tell("improve", goal))
        moves = self.guide.moves if goal == "value" and self.guide is not None else MOVES[goal]
        annealer.run(moves, temperature(self.index, goal), self.clock, until, target)

    def tell(self, stage: str, goal: GoalName) -> None:
        """Report how far a goal has come; a schedule that was laid aside counts until there is a better one."""
        cost = self.board.cost(goal)
        self.effort.report(stage, goal, cost if self.reserve is None else min(cost, self.reserve), self.bounds[goal])
