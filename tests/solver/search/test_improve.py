"""Annealing: the goal gets better, those before it never worse, and the best schedule is what remains."""

from __future__ import annotations

import random

from solver.clock import Clock
from solver.search.improve import Annealer
from solver.search.moves import drop, fill_gap, shift, squeeze_in
from tests.solver.schedules import board_of, crowded


def test_value_rises_and_the_best_schedule_remains() -> None:
    board = board_of(crowded())
    seen: list[int] = []
    annealer = Annealer(board, ["value"], 0, random.Random(1), lambda: seen.append(board.value))
    annealer.run([squeeze_in], 0.1, Clock(0.3, counted=True), 0.3, -(10**6))
    assert board.value == max(seen)
    assert seen == sorted(seen)


def test_breaks_fall_and_cost_no_value() -> None:
    board = board_of(crowded())
    Annealer(board, ["value"], 0, random.Random(1), lambda: None).run(
        [squeeze_in], 0.1, Clock(0.3, counted=True), 0.3, -(10**6)
    )
    value, breaks = board.value, board.breaks
    Annealer(board, ["value", "breaks"], 1, random.Random(1), lambda: None).run(
        [fill_gap, shift, drop], 0.3, Clock(0.5, counted=True), 0.5, 0
    )
    assert board.value >= value
    assert board.breaks < breaks


def test_annealing_ends_at_its_target() -> None:
    board = board_of(crowded())
    clock = Clock(5, counted=True)
    Annealer(board, ["value"], 0, random.Random(1), lambda: None).run([squeeze_in], 0.1, clock, 5, -10)
    assert board.value >= 10
    assert clock.spent < 0.1
