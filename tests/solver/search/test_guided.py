"""Guided moves: they begin where value is lost, end with schedules that keep every rule, and come nearer the bound."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from solver.check import violations
from solver.clock import Clock
from solver.effort import Effort
from solver.index import NOWHERE
from solver.linear.formulation import Formulation
from solver.linear.relaxation import relaxation
from solver.search.guided import Guide
from solver.search.improve import Annealer
from solver.search.moves import squeeze_in
from tests.solver.problems import held, problem_of, wish
from tests.solver.schedules import board_of, crowded

if TYPE_CHECKING:
    from solver.problem import Problem
    from solver.search.board import Board


def guided(problem: Problem) -> tuple[Board, Guide, int]:
    """Return an empty board, what guides it and the bound on its value."""
    board = board_of(problem)
    formulation = Formulation(board.index)
    effort = Effort(Clock(30), random.Random(1), lambda *_: None, 1, 1)
    relaxed = relaxation(board, formulation, formulation.rows(), 0, effort)
    return board, Guide(formulation, relaxed), -relaxed.bound


def test_a_wish_that_the_bound_holds_takes_the_place_of_a_lighter_one() -> None:
    # One slot for participant 1: the bound holds the heavier of two wishes, and so must the board.
    problem = problem_of(wish(5, 1, 2, weight=1), wish(6, 1, 3, weight=9), slots=1)
    board, guide, bound = guided(problem)
    assert bound == 9
    board.restore([board.index.dense(held(5, 1, 1, 1, 2))])
    assert guide.hold_what_is_lost(board, random.Random(1))
    assert [assignment.meeting for assignment in board.assignments()] == [6]


def test_hopeless_wishes_are_never_tried() -> None:
    problem = problem_of(wish(5, 1, 2, weight=1), wish(6, 1, 3, weight=90), slots=1)
    board, guide, _ = guided(problem)
    rng = random.Random(1)
    for _ in range(50):
        for move in guide.moves:
            move(board, rng)
            assert board.slot[board.index.meeting_at[5]] == NOWHERE


def test_guided_annealing_keeps_every_rule_and_is_at_the_bound_sooner() -> None:
    problem = crowded(people=80)
    board, guide, bound = guided(problem)
    spent = []
    for target, moves in ((board, guide.moves), (board_of(problem), (squeeze_in,))):
        clock = Clock(3, counted=True)
        Annealer(target, ["value"], 0, random.Random(1), lambda: None).run(moves, 0.1, clock, 3, -bound)
        spent.append(clock.spent)
    assert violations(problem, board.assignments()) == []
    assert board.value == bound
    assert spent[0] < spent[1]
