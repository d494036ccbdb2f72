"""Seating: a table for everybody or the set of tables that is too small, and few moves between tables."""

from __future__ import annotations

import random

from solver.clock import Clock
from solver.index import Index
from solver.linear.formulation import Formulation
from solver.problem import Table
from solver.search.improve import Annealer
from solver.search.moves import squeeze_in
from solver.search.reseating import settle_tables
from solver.search.seating import seat
from tests.solver.problems import held, problem_of, wish
from tests.solver.schedules import board_of, crowded


def test_the_choosy_are_seated_along_paths() -> None:
    wishes = [wish(1, 1, 2, tables=(1, 2)), wish(2, 3, 4, tables=(1, 2)), wish(3, 5, 6), wish(4, 7, 8, tables=())]
    formulation = Formulation(Index(problem_of(*wishes, slots=1, tables=3)))
    seating = seat(formulation, range(4))
    assert seating.shortages == []
    assert sorted(table for _, _, _, table in seating.held) == [-1, 0, 1, 2]


def test_too_few_tables_are_named() -> None:
    wishes = [wish(1, 1, 2, tables=(1, 2)), wish(2, 3, 4, tables=(2, 1)), wish(3, 5, 6, tables=(1, 2)), wish(4, 7, 8)]
    formulation = Formulation(Index(problem_of(*wishes, slots=1, tables=tuple(Table(k) for k in (1, 2, 3, 4)))))
    assert seat(formulation, range(4)).shortages == [(0, 0b11)]


def test_a_meeting_that_is_kept_has_exactly_its_table() -> None:
    problem = problem_of(
        wish(1, 1, 2), wish(2, 3, 4), slots=1, tables=2, goals=("changes",), previous=(held(1, 1, 2, 1, 2),)
    )
    formulation = Formulation(Index(problem))
    other = formulation.of_meeting[1][0]
    seating = seat(formulation, [formulation.kept[0], other])
    assert {meeting: table for meeting, _, _, table in seating.held} == {0: 1, 1: 0}


def test_settling_tables_moves_fewer_people_and_no_meeting() -> None:
    board = board_of(crowded(goals=("value", "table_changes")))
    Annealer(board, ["value"], 0, random.Random(1), lambda: None).run(
        [squeeze_in], 0.1, Clock(0.2, counted=True), 0.2, -(10**6)
    )
    board.begin_to_watch_tables()
    before, slots = board.table_changes, board.slot[:]
    settle_tables(board, random.Random(1), Clock(1))
    assert board.table_changes < 0.8 * before
    assert board.slot == slots
