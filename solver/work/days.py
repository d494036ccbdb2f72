"""Breaks and idle slots: bounds from people's days, exact methods where the problem is small, annealing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from solver.bounds.days import Losses, days_bound
from solver.exact.sat import FEWEST
from solver.linear.relaxation import relaxation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from solver.linear.relaxation import Relaxation
    from solver.problem import GoalName
    from solver.stages import Stages

IDLENESS: dict[GoalName, tuple[int, int]] = {"breaks": (1, 0), "idle": (1, 1)}
"""What the first idle slot of a break costs, and each further one."""
CLIMB = 0.7
"""Part of a goal's time for CaDiCaL; where it does not come to an end, annealing finds better schedules in the rest."""


def work_on(stages: Stages, stage: int, until: float) -> None:
    """Improve a goal that is not linear, and prove it where the problem is small enough for that."""
    goal, board = stages.goals[stage], stages.board
    if goal in IDLENESS:
        bound_days(stages, goal, until)
    if goal not in IDLENESS or not stages.small:
        stages.anneal(stage, until, stages.bounds[goal])
        return
    stages.raise_bound(goal, stages.patterns.bound)
    if stages.ladder.leads_to(stage):
        # Whoever stops the climb early still has a fair schedule, and the climb a nearer end.
        stages.anneal(stage, stages.clock.spent + min(0.5, (until - stages.clock.spent) / 5), stages.bounds[goal])
        climb_until = stages.clock.spent + (until - stages.clock.spent) * CLIMB
        stages.raise_bound(goal, stages.ladder.climb(stage, climb_until, partial(stages.raise_bound, goal)))
    stages.anneal(stage, stages.clock.spent + (until - stages.clock.spent) / 5, stages.bounds[goal])
    if board.cost(goal) > stages.bounds[goal]:
        beat = stages.beat(stage, until)
        aside = None if beat is None else partial(beat, stages.bounds[goal])
        bound = stages.prover.minimise(stage, until - stages.clock.spent, FEWEST, aside).bound
        stages.raise_bound(goal, stages.bounds[goal] if bound is None else bound)


def bound_days(stages: Stages, goal: GoalName, until: float) -> None:
    """Bound breaks or idle slots by what the days of schedules that keep the goals before must look like."""
    for held, relaxed in relaxations(stages, goal):
        losses = Losses.of(stages.prover.formulation, relaxed.certificate, relaxed.spare(stages.board.cost(held)))
        stages.clock.tick(losses.idle.size)
        stages.raise_bound(goal, days_bound(stages.index, losses, IDLENESS[goal], lambda: stages.clock.out(until)))


def relaxations(stages: Stages, goal: GoalName) -> Iterator[tuple[GoalName, Relaxation]]:
    """Yield the relaxations of linear goals before a goal; that of the value anew if its stage was elsewhere."""
    before = stages.goals[: stages.goals.index(goal)]
    if "value" in before and "value" not in stages.relaxed and stages.roomy:
        stage, prover = before.index("value"), stages.prover
        stages.relaxed["value"] = relaxation(stages.board, prover.formulation, prover.rows, stage, stages.effort)
    yield from ((held, stages.relaxed[held]) for held in before if held in stages.relaxed)
