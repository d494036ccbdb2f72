"""
Polishing: CP-SAT on the few columns that the relaxation and the schedule at hand use.

Relaxation induced neighbourhood search (Danna, Rothberg and Le Pape 2005). Where changes are limited, chains of moves
soon spend them all; which of thousands of meetings are worth a change the relaxation knows almost exactly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from solver.index import NOWHERE

if TYPE_CHECKING:
    from solver.exact.prove import Prover
    from solver.linear.relaxation import Relaxation
    from solver.linear.rows import Integers

SUPPORT = 1e-3
"""Values of the relaxation up to which a column counts as not used: an iterative method leaves dust."""


def polish(prover: Prover, stage: int, relaxation: Relaxation, seconds: float) -> None:
    """Leave the board with the best schedule found among the columns in use, if that is better."""
    model = prover.model(stage, columns_in_use(prover, relaxation).tolist())
    model.cp.minimize(model.cost(prover.goals[stage]))
    # Without a hint: CP-SAT's own start from the relaxation is better than the board within a second.
    prover.ask(model, stage, seconds, {})


def columns_in_use(prover: Prover, relaxation: Relaxation) -> Integers:
    """Return the columns that the relaxation uses, those of the board, and those of meetings that stay as they were."""
    board, formulation = prover.board, prover.formulation
    used = relaxation.values > SUPPORT
    used[list(formulation.kept.values())] = True
    held = [m for m, slot in enumerate(board.slot) if slot != NOWHERE]
    used[[formulation.column_of(board, meeting) for meeting in held]] = True
    return np.flatnonzero(used)
