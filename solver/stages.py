"""The stages of one solve, in their order, over one board."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

import numpy as np

from solver.bounds.days import Losses, days_bound
from solver.bounds.patterns import Patterns
from solver.bounds.tables import table_changes_bound
from solver.exact.closing import close
from solver.exact.ladder import Ladder
from solver.exact.polish import polish
from solver.exact.prove import Prover
from solver.exact.sat import FEWEST, Verdict
from solver.index import NOWHERE
from solver.linear.relaxation import LINEAR, relaxation, simple_bound
from solver.memory import fits
from solver.search.chains import insert_anywhere, insert_free
from solver.search.construct import fill, hold_the_musts, keep_previous
from solver.search.improve import Annealer
from solver.search.moves import drop, eject_for, fill_gap, go_back, replace_people, shift, slide, squeeze_in
from solver.search.reseating import rejoin_any_cut, reseat_any_slot, settle_tables
from solver.solution import Status

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterable, Iterator

    from solver.effort import Effort
    from solver.linear.relaxation import Relaxation
    from solver.problem import Assignment, GoalName
    from solver.search.board import Board
    from solver.search.improve import Move
    from solver.search.ledger import Figure

SLICE = 0.25
"""Seconds of annealing between two looks at what CP-SAT does meanwhile."""
IDLENESS: dict[GoalName, tuple[int, int]] = {"breaks": (1, 0), "idle": (1, 1)}
"""What the first idle slot of a break costs, and each further one."""
EXACT: frozenset[GoalName] = frozenset({"breaks", "idle"})
EXACT_SIZE = 8000
"""Pairs of meetings and slots up to which CP-SAT is asked for the best of a goal outright."""
POLISH = 0.75
"""Share of a stage's remaining time for polishing, where changes count."""
BEGUN = 0.8
"""Share of the time for the first goal where changes are limited."""
CLIMB = 0.7
"""Part of a goal's time for CaDiCaL; where it does not come to an end, annealing finds better schedules in the rest."""
REPAIR = 0.3
"""Seconds of annealing towards a schedule of what must be held before it is asked whether there is one."""
RESERVE = 0.4
"""Seconds kept for checking and writing the answer."""

SLOTS_FIRST = 0.8
"""Share of the time for table changes in which slots are searched without looking at tables."""

SLOT_MOVES: tuple[Move, ...] = (slide, shift, replace_people, squeeze_in, drop)
MOVES: dict[GoalName, tuple[Move, ...]] = {
    "value": (squeeze_in,),
    "shortfall": (squeeze_in,),
    "breaks": (fill_gap, *SLOT_MOVES),
    "idle": (fill_gap, *SLOT_MOVES),
    "table_changes": (rejoin_any_cut, reseat_any_slot, *SLOT_MOVES),
    "changes": (go_back, squeeze_in),
}


class Stages:
    """
    One solve over one board: `run` leaves the best schedule on it.

    Parameters
    ----------
    to_come
        How many goals will be worked on elsewhere after these, in what is left of the time.
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
            self.work_on_linear(stage, until)
        elif goal == "table_changes":
            self.work_on_tables(stage, until)
        else:
            self.work_on_other(stage, until)

    def work_on_other(self, stage: int, until: float) -> None:
        """Improve a goal that is not linear, and prove it where the problem is small enough for that."""
        goal, board = self.goals[stage], self.board
        if goal in IDLENESS:
            self.bound_days(goal, until)
        if goal not in EXACT or not self.small:
            self.anneal(stage, until, self.bounds[goal])
            return
        self.raise_bound(goal, self.patterns.bound)
        if self.ladder.leads_to(stage):
            # Whoever stops the climb early still has a fair schedule, and the climb a nearer end.
            self.anneal(stage, self.clock.spent + min(0.5, (until - self.clock.spent) / 5), self.bounds[goal])
            climb_until = self.clock.spent + (until - self.clock.spent) * CLIMB
            self.raise_bound(goal, self.ladder.climb(stage, climb_until, partial(self.raise_bound, goal)))
        self.anneal(stage, self.clock.spent + (until - self.clock.spent) / 5, self.bounds[goal])
        if board.cost(goal) > self.bounds[goal]:
            beat = self.beat(stage, until)
            aside = None if beat is None else partial(beat, self.bounds[goal])
            bound = self.prover.minimise(stage, until - self.clock.spent, FEWEST, aside).bound
            self.raise_bound(goal, self.bounds[goal] if bound is None else bound)

    def raise_bound(self, goal: GoalName, bound: int) -> None:
        """Remember and report a bound that was proven."""
        self.bounds[goal] = max(self.bounds[goal], bound)
        self.tell("prove", goal)

    def work_on_tables(self, stage: int, until: float) -> None:
        """Search for few table changes; the other worker, if there is one, looks for their bound meanwhile."""
        goal, board = self.goals[stage], self.board
        held = {before: board.cost(before) for before in self.goals[:stage]}
        if self.effort.workers == 1 or self.clock.counted:
            self.raise_bound(goal, self.bound_on_tables(held, self.effort, (until - self.clock.spent) / 4))
            self.search_tables(stage, until)
            return
        found = threading.Event()
        aside = replace(self.effort, clock=self.clock.beside(found.is_set), workers=1)
        with ThreadPoolExecutor(1) as other:
            bound = other.submit(self.bound_on_tables, held, aside, until - self.clock.spent)
            try:
                self.search_tables(stage, until)
            finally:
                found.set()
            self.raise_bound(goal, bound.result())

    def bound_on_tables(self, held: dict[GoalName, int], effort: Effort, seconds: float) -> int:
        """Return a bound on table changes of schedules that keep the goals held."""
        if not self.roomy:
            return 0
        return table_changes_bound(self.prover.formulation, self.prover.rows, held, effort, seconds)

    def search_tables(self, stage: int, until: float) -> None:
        """Search slots in which few people need to change tables, then seat everybody, then search both at once."""
        goal, board, clock = self.goals[stage], self.board, self.clock
        settle_tables(board, self.rng, clock)
        board.forget()
        self.tell("seat", goal)
        if board.cost(goal) > self.bounds[goal]:
            before, costs = board.snapshot(), [board.cost(held) for held in self.goals[: stage + 1]]
            figures: list[Figure] = [*self.goals[:stage], "changes_due"]
            slots_until = clock.spent + SLOTS_FIRST * max(0.0, until - clock.spent)
            Annealer(board, figures, stage, self.rng, lambda: None).run(
                SLOT_MOVES, self.temperature(goal), clock, slots_until, self.bounds[goal]
            )
            settle_tables(board, self.rng, clock)
            board.forget()
            if [board.cost(held) for held in self.goals[: stage + 1]] > costs:
                board.restore(before)
            self.tell("improve", goal)
        self.anneal(stage, until, self.bounds[goal])

    def bound_days(self, goal: GoalName, until: float) -> None:
        """Bound breaks or idle slots by what the days of schedules that keep the goals before must look like."""
        for held, relaxed in self.relaxations(goal):
            losses = Losses.of(self.prover.formulation, relaxed.certificate, relaxed.spare(self.board.cost(held)))
            self.clock.tick(losses.idle.size)
            self.raise_bound(goal, days_bound(self.index, losses, IDLENESS[goal], lambda: self.clock.out(until)))

    def relaxations(self, goal: GoalName) -> Iterator[tuple[GoalName, Relaxation]]:
        """Yield the relaxations of linear goals before a goal; that of the value anew if its stage was elsewhere."""
        before = self.goals[: self.goals.index(goal)]
        if "value" in before and "value" not in self.relaxed and self.roomy:
            stage, prover = before.index("value"), self.prover
            self.relaxed["value"] = relaxation(self.board, prover.formulation, prover.rows, stage, self.effort)
        yield from ((held, self.relaxed[held]) for held in before if held in self.relaxed)

    def work_on_linear(self, stage: int, until: float) -> None:
        """Bring a linear goal and its relaxation's bound together."""
        goal, board = self.goals[stage], self.board
        if goal == "value":
            # Whoever stops before the relaxation is solved still has a schedule.
            start = board.snapshot()
            fill(board, self.index.weight, self.goals[:stage], insert_free, self.clock)
            self.tell("fill", goal)
        if self.clock.out():
            return
        if not self.roomy:
            self.anneal(stage, until, self.bounds[goal])
            return
        prover = self.prover
        if self.clock.out():
            # The formulation of a large problem takes its time.
            return
        relaxed = relaxation(board, prover.formulation, prover.rows, stage, self.effort)
        self.relaxed[goal] = relaxed
        self.bounds[goal] = max(self.bounds[goal], relaxed.bound)
        if goal == "value" and board.cost(goal) > self.bounds[goal] and not self.clock.out():
            filled, cost = board.snapshot(), board.cost(goal)
            board.restore(start)
            promise = np.bincount(prover.formulation.meeting, relaxed.values, len(board.slot)).tolist()
            fill(board, promise, self.goals[:stage], partial(insert_anywhere, rng=self.rng), self.clock)
            if board.cost(goal) > cost:
                board.restore(filled)
        self.tell("relax", goal)
        if self.index.changes_count and board.cost(goal) > self.bounds[goal]:
            polish(prover, stage, relaxed, (until - self.clock.spent) * POLISH)
            self.tell("polish", goal)
        beat = self.beat(stage, until)
        if beat is None:
            self.anneal(stage, self.clock.spent + (until - self.clock.spent) / 3, self.bounds[goal])
        self.bounds[goal] = max(self.bounds[goal], close(prover, stage, relaxed, until, beat))
        if board.cost(goal) > self.bounds[goal]:
            # What CP-SAT does not know of the earlier goals, annealing does.
            self.anneal(stage, until, self.bounds[goal])
        self.tell("close", goal)

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
        annealer.run(MOVES[goal], self.temperature(goal), self.clock, until, target)

    def tell(self, stage: str, goal: GoalName) -> None:
        """Report how far a goal has come."""
        self.effort.report(stage, goal, self.board.cost(goal), self.bounds[goal])

    def temperature(self, goal: GoalName) -> float:
        """Return the temperature for a goal in its own units."""
        if goal != "value":
            return 0.25
        weights = self.index.weight
        return max(0.05 * sum(weights) / max(1, len(weights)), 0.01)
