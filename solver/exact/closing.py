"""
Closing the gap between a schedule and the bound of its linear relaxation.

A target between them is tried, best first. Whatever the duals prove to cost more than the target leaves is fixed:
columns out or in, rows without slack (reduced-cost fixing: Dantzig, Fulkerson and Johnson 1954). CP-SAT decides the
rest: a schedule that meets the target, or a proof that there is none, and the bound moves by one.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from solver.exact.sat import FEASIBILITY, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from solver.exact.model import Model
    from solver.exact.prove import Prover
    from solver.linear.relaxation import Relaxation


TOO_MANY = 400_000
"""Columns left to decide that CP-SAT is not asked about: building its model would take the time of the search."""


def close(
    prover: Prover, stage: int, relaxation: Relaxation, until: float, beat: Callable[[int], bool] | None = None
) -> int:
    """
    Bring the board's cost and the bound together as far as time allows; return the proven bound.

    Parameters
    ----------
    beat
        Works on the board meanwhile, told the target; says whether it has reached it.
    """
    clock, board, goal = prover.effort.clock, prover.board, prover.goals[stage]
    bound = relaxation.bound
    while bound < board.cost(goal) and not clock.out(until) and _open(prover, relaxation, bound) <= TOO_MANY:
        model = _model(prover, stage, relaxation, bound)
        verdict = Verdict.IMPOSSIBLE
        if model is not None:
            aside = None if beat is None else partial(beat, bound)
            verdict = prover.ask(model, stage, until - clock.spent, FEASIBILITY, aside).verdict
        if verdict is not Verdict.IMPOSSIBLE:
            # Time is up, the target is met, or an earlier goal that the model does not know forbids what it found.
            break
        bound += 1
    return bound


def _open(prover: Prover, relaxation: Relaxation, target: int) -> int:
    """Return how many columns schedules of at most the target cost may use."""
    return int((relaxation.certificate.reduced[: prover.size] >= -relaxation.spare(target)).sum())


def _model(prover: Prover, stage: int, relaxation: Relaxation, target: int) -> Model | None:
    """Return the model of what schedules of at most the target cost can look like, `None` if there are none."""
    spare, proof = relaxation.spare(target), relaxation.certificate
    if spare < 0:
        return None
    count = prover.size
    allowed = np.flatnonzero(proof.reduced[:count] >= -spare)
    tight = np.flatnonzero(proof.price[: len(prover.rows)] > spare)
    model = prover.model(stage, allowed.tolist(), tight.tolist())
    for column in np.flatnonzero(proof.reduced[:count] > spare).tolist():
        model.cp.add(model.chosen[column] == 1)
    model.cp.add(model.cost(prover.goals[stage]) <= target)
    return model
