"""The exact model: proven optima, targets that are decided, published instances."""

from __future__ import annotations

import random

import pytest

from solver.clock import Clock
from solver.effort import Effort
from solver.exact.closing import close
from solver.exact.prove import Prover
from solver.exact.sat import FEWEST, Verdict
from solver.formats.dzn import problem_from_dzn
from solver.linear.relaxation import relaxation
from solver.problem import GoalName, Participant, Problem
from solver.search.construct import hold_the_musts
from solver.solution import Status
from solver.solve import SolveParams, solve
from tests.solver.problems import SHARED, problem_of, wish
from tests.solver.schedules import board_of, crowded


def prover_of(problem: Problem) -> Prover:
    return Prover(board_of(problem), Effort(Clock(30), random.Random(1), lambda *_: None, 1, 1))


@pytest.mark.parametrize("goal", ["breaks", "idle"])
def test_the_fewest_breaks_are_proven(goal: GoalName) -> None:
    wishes = [wish(k, 1, 1 + k, required=True) for k in range(1, 4)]
    problem = problem_of(*wishes, slots=5, people=[Participant(1, unavailable=frozenset({3}))], goals=(goal,))
    prover = prover_of(problem)
    hold_the_musts(prover.board, prover.effort.rng)
    answer = prover.minimise(0, 10, FEWEST)
    assert (answer.verdict, answer.bound, prover.board.cost(goal)) == (Verdict.BEST, 1, 1)


def test_a_board_that_owes_is_replaced_by_one_that_does_not() -> None:
    wishes = [wish(k, 1, 1 + k, required=True) for k in range(1, 5)]
    prover = prover_of(problem_of(*wishes, slots=4, precedences=((4, 3), (3, 2), (2, 1))))
    assert prover.feasible(10) is Verdict.BEST
    assert (prover.board.debt, prover.board.slot) == (0, [3, 2, 1, 0])


def test_sets_of_tables_that_are_too_small_become_cuts() -> None:
    # Each pair of the three tables is asked for, so that counting by lists alone would let four meetings in.
    lists = [(1, 2), (2, 3), (1, 3), (1, 2)]
    wishes = [wish(k, 2 * k, 2 * k + 1, tables=tables) for k, tables in enumerate(lists, start=1)]
    result = solve(problem_of(*wishes, slots=1, tables=4), SolveParams(workers=1, work=1))
    assert result.best is not None
    assert [(g.value, g.bound) for g in result.best.goals] == [(3, 3)]


def test_closing_reaches_the_bound_of_a_crowded_event() -> None:
    prover = prover_of(crowded())
    relaxed = relaxation(prover.board, prover.formulation, prover.rows, 0, prover.effort)
    bound = close(prover, 0, relaxed, 25)
    assert prover.board.cost("value") == bound >= relaxed.bound


def test_where_too_much_is_open_the_bound_stays_that_of_the_relaxation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("solver.exact.closing.TOO_MANY", 0)
    prover = prover_of(crowded())
    relaxed = relaxation(prover.board, prover.formulation, prover.rows, 0, prover.effort)
    before = prover.board.cost("value")
    assert (close(prover, 0, relaxed, 25), prover.board.cost("value")) == (relaxed.bound, before)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "breaks"), [("tic-12.original", 0), ("forumt-14.original", 5)])
def test_published_instances_are_proven(name: str, breaks: int) -> None:
    path = SHARED / "b2bsp" / f"{name}.dzn"
    if not path.exists():
        pytest.skip("the published instances are not beside this checkout")
    result = solve(problem_from_dzn(path.read_bytes()), SolveParams(time_limit=60))
    assert result.best is not None
    assert (result.status, result.best.goals[0].value) == (Status.OPTIMAL, breaks)


@pytest.mark.parametrize("name", ["forum-13.prec25", "forum-14.fixed040-Forb"])
def test_published_contradictions_are_proven(name: str) -> None:
    path = SHARED / "b2bsp" / f"{name}.dzn"
    if not path.exists():
        pytest.skip("the published instances are not beside this checkout")
    assert solve(problem_from_dzn(path.read_bytes()), SolveParams(time_limit=30)).status is Status.INFEASIBLE
