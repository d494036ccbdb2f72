"""
Linear programmes over integer data, and bounds from them that are true whatever the LP solver did.

A solver's objective is a rounded number of a schedule that may not quite exist; PDLP says 3389.9998 where 3390 can be
reached. So only its duals are taken: rounded to multiples of a power of two they are exact, and by weak duality *any*
duals give a bound, computed here in integers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from solver.clock import LeftBehind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solver.clock import Clock
    from solver.linear.rows import Integers, Rows

    Reals = NDArray[np.float64]

SMALL = 4000
SMALL_TIED = 40_000
"""The same where goals before are held: their rows of thousands of columns slow an iterative method down threefold."""
GRIDS = (1, 2, 3, 4, 6)
"""Duals of such problems are often multiples of 1, 1/2 or 1/3: rounding to them mends what an iterative method left."""
ROOM = 1 << 60
PART = 1 << 18


@dataclass(frozen=True, slots=True)
class LinearProgram:
    """
    Maximise `gain` over columns from 0 to their `most` that keep the rows; everything is an integer.

    `choice` names for each column a row of which at most one column is chosen, or -1; no two such rows share a column.
    """

    gain: Integers
    most: Integers
    rows: Rows
    choice: Integers

    @classmethod
    def of(cls, gain: Integers, most: Integers, rows: Rows) -> LinearProgram:
        """Find the choices that rows are."""
        return cls(gain, most, rows, _choices(len(gain), rows))


def _choices(columns: int, rows: Rows) -> Integers:
    """Return for each column the first row of which at most one column is chosen, if that is so for all its columns."""
    number = rows.row
    one = (rows.limit == 1)[number] & (np.bincount(number, rows.coefficient != 1, len(rows)) == 0)[number]
    candidates, column = number[one][::-1], rows.column[one][::-1]
    first = np.full(columns, -1)
    first[column] = candidates
    whole = np.ones(len(rows) + 1, np.bool_)
    whole[candidates[first[column] != candidates]] = False
    return np.where(whole[first], first, -1)


@dataclass(frozen=True, slots=True)
class Certificate:
    """
    A proof by duals that no choice of columns gains more than `total` / `scale`.

    Attributes
    ----------
    reduced
        By column: what choosing it loses against the bound where negative, or not choosing it where positive; times
        `scale`.
    price
        By row: what each unit of slack loses against the bound, times `scale`.
    """

    scale: int
    total: int
    reduced: Integers
    price: Integers

    @property
    def bound(self) -> int:
        """The largest integer gain that the duals allow."""
        return self.total // self.scale

    def spare(self, gain: int) -> int:
        """Return how much a choice that gains at least `gain` may lose, times `scale`."""
        return self.total - gain * self.scale


def certify(programme: LinearProgram, duals: Reals) -> Certificate:
    """Return the best proof found from these duals and roundings of them; weak duality, in integers."""
    finest = _scale(programme, duals)
    scales = [scale for scale in (*GRIDS, finest) if scale <= finest] if duals.any() else [1]
    proofs = [_proof(programme, duals, scale) for scale in scales]
    return min(proofs, key=lambda proof: proof.total / proof.scale)


def _scale(programme: LinearProgram, duals: Reals) -> int:
    """Return the finest power of two with which no sum in a proof leaves 64 bits."""
    largest = float(np.abs(duals).max(initial=0.0)) + 1.0
    sums = np.abs(programme.rows.limit).sum() + np.abs(programme.rows.coefficient).sum() + 1.0
    gains = float((np.abs(programme.gain) * programme.most).sum())
    scale = 1 << 32
    while scale > 1 and scale * (largest * float(sums) * float(programme.most.max(initial=1)) + gains) >= ROOM:
        scale >>= 1
    return scale


def _proof(programme: LinearProgram, duals: Reals, scale: int) -> Certificate:
    price = np.rint(duals * scale).astype(np.int64)
    rows = programme.rows
    price = np.where(rows.exact, price, np.maximum(price, 0))
    reduced = programme.gain * scale
    np.subtract.at(reduced, rows.column, np.repeat(price, np.diff(rows.start)) * rows.coefficient)
    # Of a meeting's columns that would gain against the prices only one can be chosen: raise the meeting's own price.
    gaining = np.flatnonzero((reduced > 0) & (programme.choice >= 0))
    surplus = np.zeros_like(price)
    np.maximum.at(surplus, programme.choice[gaining], reduced[gaining])
    price += surplus
    reduced -= np.where(programme.choice >= 0, surplus[programme.choice], 0)
    total = int((price * rows.limit).sum()) + int((np.maximum(reduced, 0) * programme.most).sum())
    return Certificate(scale, total, reduced, price)


@dataclass(frozen=True, slots=True)
class Method:
    """
    How a relaxation is solved; the bound is true whatever the method.

    Attributes
    ----------
    accuracy
        Relative, of gap and feasibility: a rough one ends an inexact method early.
    simplex
        Columns up to which the simplex method is used, whose duals are those of a vertex.
    """

    accuracy: float | None = None
    simplex: int = SMALL


def relax(
    programme: LinearProgram, clock: Clock, seconds: float, workers: int, method: Method = Method()
) -> tuple[Reals, Certificate]:
    """
    Solve the relaxation, for at most so many seconds, and return the columns' values with a proven bound.

    PDLP: Applegate et al., Practical large-scale linear programming using primal-dual hybrid gradient (2021).
    """
    columns, rows = len(programme.gain), len(programme.rows)
    values, duals = np.zeros(columns), np.zeros(rows)
    if columns and rows and seconds > 0:
        for solution in _ask_solver(programme, clock, seconds, workers, method):
            primal, dual = solution.primal_solution.variable_values, solution.dual_solution.dual_values
            values[list(primal.ids)] = list(primal.values)
            duals[list(dual.ids)] = list(dual.values)
    return values, certify(programme, np.nan_to_num(duals, nan=0.0, posinf=0.0, neginf=0.0))


def _ask_solver(programme: LinearProgram, clock: Clock, seconds: float, workers: int, method: Method) -> list[Any]:
    """Return the solver's solution, primal and dual, if it had one in time."""
    from ortools.math_opt.core.python import solver  # noqa: PLC0415 - 0.4 s that data types need not pay
    from ortools.math_opt.python import callback, init_arguments, mathopt  # noqa: PLC0415
    from ortools.util.python import solve_interrupter  # noqa: PLC0415

    small = len(programme.gain) <= method.simplex
    kind = mathopt.SolverType.GLOP if small else mathopt.SolverType.PDLP
    parameters = mathopt.SolveParameters(threads=None if small else workers)
    if method.accuracy is not None:
        criteria = parameters.pdlp.termination_criteria.simple_optimality_criteria
        criteria.eps_optimal_relative = criteria.eps_optimal_absolute = method.accuracy
    if clock.counted:
        # Iterations, unlike seconds, are the same on every machine.
        parameters.iteration_limit = 20_000
        clock.charge(1e-6 * len(programme.rows.column))
    else:
        parameters.time_limit = timedelta(seconds=seconds)
    interrupter = solve_interrupter.SolveInterrupter()

    def work() -> list[Any]:
        answer = solver.solve(
            _proto(programme),
            kind.value,
            init_arguments.StreamableSolverInitArguments().to_proto(),
            parameters.to_proto(),
            mathopt.ModelSolveParameters().to_proto(),
            None,
            callback.CallbackRegistration().to_proto(),
            None,
            interrupter.pybind_interrupter,
        )
        return list(answer.solutions[:1])

    try:
        # PDLP looks up from its work too seldom to be waited for.
        return clock.watch(work, interrupter.interrupt, leave=True)
    except LeftBehind:
        return []


def _proto(programme: LinearProgram) -> Any:
    """Return the programme in MathOpt's own form, written array by array: a hundred times faster than by objects."""
    from ortools.math_opt import model_pb2  # noqa: PLC0415

    columns, rows = len(programme.gain), programme.rows
    model = model_pb2.ModelProto()
    model.variables.ids.extend(range(columns))
    model.variables.lower_bounds.extend([0.0] * columns)
    model.variables.upper_bounds.extend(programme.most.astype(float).tolist())
    model.variables.integers.extend([False] * columns)
    model.objective.maximize = True
    gainful = np.flatnonzero(programme.gain)
    model.objective.linear_coefficients.ids.extend(gainful.tolist())
    model.objective.linear_coefficients.values.extend(programme.gain[gainful].astype(float).tolist())
    model.linear_constraints.ids.extend(range(len(rows)))
    least = np.where(rows.exact, rows.limit.astype(float), -np.inf)
    model.linear_constraints.lower_bounds.extend(least.tolist())
    model.linear_constraints.upper_bounds.extend(rows.limit.astype(float).tolist())
    row, matrix = rows.row, model.linear_constraint_matrix
    order = np.lexsort((rows.column, row))
    for part in np.array_split(order, 1 + len(order) // PART):
        # Part by part: numbers as objects take ten times the room.
        matrix.row_ids.extend(row[part].tolist())
        matrix.column_ids.extend(rows.column[part].tolist())
        matrix.coefficients.extend(rows.coefficient[part].astype(float).tolist())
    return model
