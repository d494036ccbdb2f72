"""Bounds: exact duals whatever the LP solver says, and breaks that free slots force."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.bounds.runs import fewest_breaks
from solver.clock import Clock
from solver.effort import Effort
from solver.index import Index
from solver.linear.formulation import Formulation
from solver.linear.lp import LinearProgram, certify, relax
from solver.linear.relaxation import most_meetings, relaxation, simple_bound
from solver.linear.rows import Row, Rows
from solver.problem import Participant
from tests.solver.problems import problem_of, wish
from tests.solver.schedules import board_of, crowded

TRIANGLE = Rows.of([Row([0, 1], 1), Row([1, 2], 1), Row([0, 2], 1)])
ONES = np.ones(3, np.int64)


def effort() -> Effort:
    return Effort(Clock(30), random.Random(1), lambda *_: None, 1, 1)


def test_the_relaxation_of_a_triangle_is_rounded_down() -> None:
    programme = LinearProgram.of(ONES, ONES, TRIANGLE)
    values, proof = relax(programme, Clock(10), 10, 1)
    assert values.round(6).tolist() == [0.5, 0.5, 0.5]
    assert proof.bound == 1
    assert proof.total / proof.scale == pytest.approx(1.5)


@given(
    duals=st.lists(st.floats(-1e3, 1e3), min_size=3, max_size=3),
    gain=st.lists(st.integers(0, 50), min_size=3, max_size=3),
)
def test_any_duals_whatever_prove_a_true_bound(duals: list[float], gain: list[int]) -> None:
    programme = LinearProgram.of(np.array(gain), ONES, TRIANGLE)
    assert certify(programme, np.array(duals)).bound >= max(gain)


@given(duals=st.lists(st.floats(0, 4), min_size=3, max_size=3))
def test_reduced_costs_never_rule_out_the_best_choice(duals: list[float]) -> None:
    programme = LinearProgram.of(np.array([3, 2, 2]), ONES, TRIANGLE)
    proof = certify(programme, np.array(duals))
    spare = proof.spare(3)
    # Choosing column 0 alone is best: no proof may show that it loses more than it can.
    assert proof.reduced[0] >= -spare
    assert proof.reduced[1] <= spare
    assert proof.reduced[2] <= spare


def test_duals_that_are_huge_do_not_overflow() -> None:
    programme = LinearProgram.of(10**9 * ONES, ONES, TRIANGLE)
    assert certify(programme, np.array([1e12, 1e12, 1e12])).bound >= 10**9


def test_the_relaxation_bounds_the_value_of_a_crowded_event() -> None:
    board = board_of(crowded())
    formulation = Formulation(board.index)
    relaxed = relaxation(board, formulation, formulation.rows(), 0, effort())
    assert simple_bound(board.index, "value") < relaxed.bound < 0


def test_shortfall_is_bounded_by_who_cannot_meet_enough() -> None:
    problem = problem_of(
        wish(1, 1, 2), wish(2, 1, 3), people=[Participant(1, min_meetings=4), Participant(2, min_meetings=1)]
    )
    index = Index(problem)
    assert most_meetings(index, index.person_at[1]) == 2
    assert simple_bound(index, "shortfall") == 2


def test_meetings_that_do_not_fit_into_one_run_force_a_break() -> None:
    wishes = [wish(k, 1, 1 + k, required=True) for k in range(1, 4)]
    problem = problem_of(*wishes, slots=5, people=[Participant(1, unavailable=frozenset({3}))])
    index = Index(problem)
    assert fewest_breaks(index, index.person_at[1]) == 1


def test_meetings_that_need_not_be_held_force_no_break() -> None:
    wishes = [wish(k, 1, 1 + k) for k in range(1, 4)]
    problem = problem_of(*wishes, slots=5, people=[Participant(1, unavailable=frozenset({3}))])
    index = Index(problem)
    assert fewest_breaks(index, index.person_at[1]) == 0
