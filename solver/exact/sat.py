"""Running CP-SAT under a clock: stoppable, deterministic where asked for, its answer as columns."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from solver.effort import Effort
    from solver.exact.model import Model


class Verdict(Enum):
    """What CP-SAT found out about a model."""

    FOUND = "found"
    BEST = "best"
    IMPOSSIBLE = "impossible"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Answer:
    """
    The columns of the best solution, if one was found.

    `bound` is the proven least objective, `None` without an objective or where nothing was proven.
    """

    verdict: Verdict
    columns: tuple[int, ...] = ()
    bound: int | None = None


FEASIBILITY: Mapping[str, object] = {"linearization_level": 0, "symmetry_level": 0, "cp_model_probing_level": 0}
"""Deciding whether so many meetings fit: clause learning alone; a relaxation only costs it time."""

FEWEST: Mapping[str, object] = {"num_workers": 1, "optimize_with_core": True, "linearization_level": 0}
"""Minimising breaks from below: unsatisfiable cores, as the MaxSAT solvers do that were best on published instances."""


def ask(
    model: Model,
    effort: Effort,
    seconds: float,
    settings: Mapping[str, object],
    beat: Callable[[], bool] | None = None,
) -> Answer:
    """
    Solve a model within so many seconds (or that much counted work).

    Parameters
    ----------
    beat
        Called meanwhile, over and over, in the calling thread.
    """
    if seconds <= 0:
        return Answer(Verdict.OPEN)
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.num_workers = max(1, effort.workers if beat is None else effort.workers - 1)
    parameters.random_seed = effort.seed
    parameters.catch_sigint_signal = False  # it would not give the handler back
    for name, value in settings.items():
        setattr(parameters, name, value)
    if effort.clock.counted:
        parameters.max_deterministic_time = seconds
    else:
        parameters.max_time_in_seconds = seconds
    status = effort.clock.watch(lambda: solver.solve(model.cp), solver.stop_search, beat)
    if effort.clock.counted:
        effort.clock.charge(min(seconds, solver.response_proto.deterministic_time))
    return _answer(model, solver, status)


def _answer(model: Model, solver: cp_model.CpSolver, status: object) -> Answer:
    if status == cp_model.INFEASIBLE:
        return Answer(Verdict.IMPOSSIBLE)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        # Without a solution the solver reports 0 as its bound, which proves nothing.
        return Answer(Verdict.OPEN)
    # Objectives are integers, so the bound is one too, whatever its type.
    bound = round(solver.best_objective_bound) if model.cp.has_objective() else None
    return Answer(
        Verdict.BEST if status == cp_model.OPTIMAL else Verdict.FOUND,
        tuple(column for column, literal in model.chosen.items() if solver.boolean_value(literal)),
        bound,
    )
