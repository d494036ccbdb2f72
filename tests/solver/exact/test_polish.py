"""CP-SAT on the columns that the relaxation and the schedule at hand use."""

from __future__ import annotations

import random
from dataclasses import replace

from solver.clock import Clock
from solver.effort import Effort
from solver.exact.polish import columns_in_use, polish
from solver.exact.prove import Prover
from solver.index import Index
from solver.linear.relaxation import relaxation
from solver.problem import MaxChanges, Problem
from solver.search.board import Board
from solver.search.construct import keep_previous
from solver.solve import SolveParams, solve
from tests.solver.schedules import crowded


def begun(changes: int) -> Problem:
    """A crowded event with a plain schedule in force."""
    problem = crowded(goals=("value", "changes"))
    best = solve(replace(problem, goals=("shortfall",)), SolveParams(workers=1, work=0.2)).best
    assert best is not None
    return replace(problem, previous=best.assignments, max_changes=MaxChanges(changes))


def prover_of(problem: Problem) -> Prover:
    board = Board(Index(problem))
    keep_previous(board)
    board.forget()
    return Prover(board, Effort(Clock(60, counted=True), random.Random(1), lambda *_: None, 1, 1))


def test_polishing_spends_the_changes_allowed_on_value_and_no_more() -> None:
    prover = prover_of(begun(6))
    before = prover.board.value
    relaxed = relaxation(prover.board, prover.formulation, prover.rows, 0, prover.effort)
    polish(prover, 0, relaxed, 5.0)
    assert prover.board.value > before
    assert (prover.board.debt, prover.board.changes <= 6) == (0, True)
    assert prover.board.cost("value") >= relaxed.bound


def test_polishing_never_leaves_a_worse_schedule() -> None:
    prover = prover_of(begun(0))
    before = prover.board.snapshot()
    relaxed = relaxation(prover.board, prover.formulation, prover.rows, 0, prover.effort)
    polish(prover, 0, relaxed, 5.0)
    assert {meeting: place for meeting, *place in before}.items() <= {
        meeting: place for meeting, *place in prover.board.snapshot()
    }.items()


def test_in_use_is_what_stands_and_what_could_stay() -> None:
    prover = prover_of(begun(6))
    relaxed = relaxation(prover.board, prover.formulation, prover.rows, 0, prover.effort)
    used = set(columns_in_use(prover, relaxed).tolist())
    assert used.issuperset(prover.formulation.kept.values())
    assert {column for column, value in enumerate(relaxed.values.tolist()) if value > 0.5} <= used
    assert len(used) < prover.size
