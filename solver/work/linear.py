"""Value, shortfall and changes: the relaxation, a schedule in its order, and closing what is between them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from solver.exact.closing import close
from solver.exact.polish import polish
from solver.linear.relaxation import relaxation
from solver.search.chains import insert_anywhere, insert_free
from solver.search.construct import fill
from solver.search.guided import Guide

if TYPE_CHECKING:
    from solver.linear.relaxation import Relaxation
    from solver.stages import Stages

POLISH = 0.75
"""Share of a stage's remaining time for polishing, where changes count."""


def work_on(stages: Stages, stage: int, until: float) -> None:
    """Bring a linear goal and its relaxation's bound together."""
    goal, board = stages.goals[stage], stages.board
    if goal == "value":
        # Whoever stops before the relaxation is solved still has a schedule.
        start = board.snapshot()
        fill(board, stages.index.weight, stages.goals[:stage], insert_free, stages.clock)
        stages.tell("fill", goal)
    if stages.clock.out():
        return
    if not stages.roomy:
        stages.anneal(stage, until, stages.bounds[goal])
        return
    prover = stages.prover
    if stages.clock.out():
        # The formulation of a large problem takes its time.
        return
    relaxed = relaxation(board, prover.formulation, prover.rows, stage, stages.effort)
    stages.relaxed[goal] = relaxed
    stages.bounds[goal] = max(stages.bounds[goal], relaxed.bound)
    if goal == "value" and board.cost(goal) > stages.bounds[goal] and not stages.clock.out():
        filled = board.snapshot()
        stages.reserve = board.cost(goal)
        stages.guide = Guide(prover.formulation, relaxed)
        # Even where it is worth less at first, the search brings a schedule in the relaxation's order further.
        board.restore(start)
        promise = np.bincount(prover.formulation.meeting, relaxed.values, len(board.slot)).tolist()
        fill(board, promise, stages.goals[:stage], partial(insert_anywhere, rng=stages.rng), stages.clock)
        stages.tell("relax", goal)
        _close(stages, stage, until, relaxed)
        if board.cost(goal) > stages.reserve:
            board.restore(filled)
        stages.reserve = None
    else:
        stages.tell("relax", goal)
        _close(stages, stage, until, relaxed)
    stages.tell("close", goal)


def _close(stages: Stages, stage: int, until: float, relaxed: Relaxation) -> None:
    """Bring schedule and bound together from both sides."""
    goal, board, prover = stages.goals[stage], stages.board, stages.prover
    if stages.index.changes_count and board.cost(goal) > stages.bounds[goal]:
        polish(prover, stage, relaxed, (until - stages.clock.spent) * POLISH)
        stages.tell("polish", goal)
    beat = stages.beat(stage, until)
    if beat is None:
        stages.anneal(stage, stages.clock.spent + (until - stages.clock.spent) / 3, stages.bounds[goal])
    stages.bounds[goal] = max(stages.bounds[goal], close(prover, stage, relaxed, until, beat))
    if board.cost(goal) > stages.bounds[goal]:
        # What CP-SAT does not know of the earlier goals, annealing does.
        stages.anneal(stage, until, stages.bounds[goal])
