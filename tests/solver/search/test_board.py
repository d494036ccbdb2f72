"""The board: its figures are what the checker recomputes, and undoing goes back exactly."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from solver.check import violations
from solver.goals import goal_values
from solver.index import Index, bits
from solver.problem import GOAL_NAMES, Problem, Table
from solver.search.board import Board
from solver.search.moves import drop, fill_gap, go_back, replace_people, shift, slide, squeeze_in
from solver.search.reseating import rejoin_any_cut, reseat_any_slot
from tests.solver.problems import problem_of, problems, wish

EVERY_MOVE = (
    *(squeeze_in,) * 3,
    *(shift, slide, fill_gap, replace_people, go_back, drop, reseat_any_slot, rejoin_any_cut),
)


def shaken(problem: Problem, seed: int, moves: int = 30) -> Board:
    """A board after random moves, each kept if it succeeded."""
    board = Board(Index(problem), watch_tables=True)
    rng = random.Random(seed)
    for _ in range(moves):
        mark = board.mark()
        if not rng.choice(EVERY_MOVE)(board, rng):
            board.undo(mark)
    return board


@given(problem=problems(), seed=st.integers(0, 99))
def test_figures_are_those_of_the_schedule(problem: Problem, seed: int) -> None:
    board = shaken(problem, seed)
    values = goal_values(problem, board.assignments())
    assert {name: getattr(board, name) for name in GOAL_NAMES} == values


@given(problem=problems(), seed=st.integers(0, 99))
def test_there_is_room_exactly_where_a_table_is_free(problem: Problem, seed: int) -> None:
    board = shaken(problem, seed)
    assert list(bits(board.room)) == [slot for slot, tables in enumerate(board.free_tables) if tables]


@given(problem=problems(), seed=st.integers(0, 99))
def test_only_what_is_still_owed_is_broken(problem: Problem, seed: int) -> None:
    board = shaken(problem, seed)
    owed = {"must_be_held", "pinned", "max_changes", "max_changes_per_participant", "max_break_difference"}
    assert {violation.rule for violation in violations(problem, board.assignments())} - owed == set()
    if not board.debt:
        assert violations(problem, board.assignments()) == []


@given(problem=problems(), seed=st.integers(0, 99))
def test_undoing_goes_back_exactly(problem: Problem, seed: int) -> None:
    board = shaken(problem, seed)
    before = (
        board.snapshot(),
        board.busy[:],
        board.free_tables[:],
        [board.cost(name) for name in GOAL_NAMES],
        board.debt,
    )
    mark, rng = board.mark(), random.Random(seed)
    for _ in range(10):
        rng.choice(EVERY_MOVE)(board, rng)
    board.undo(mark)
    after = (
        board.snapshot(),
        board.busy[:],
        board.free_tables[:],
        [board.cost(name) for name in GOAL_NAMES],
        board.debt,
    )
    assert after == before


def test_a_meeting_at_the_only_stand_of_another_makes_room() -> None:
    problem = problem_of(wish(1, 1, 2), wish(2, 3, 4, tables=(1,)), slots=1, tables=2)
    board = Board(Index(replace(problem, meetings=(problem.meetings[0], replace(problem.meetings[1], tables=(1, 2))))))
    assert board.place_exactly(0, 0, (0, 1), 0)
    assert board.insert(1, 0, (2, 3))
    assert sorted(board.table) == [0, 1]


def test_seats_are_found_along_a_path_of_sitters() -> None:
    wishes = [wish(1, 1, 2, tables=(1, 2)), wish(2, 3, 4, tables=(2, 3)), wish(3, 5, 6, tables=(1,))]
    board = Board(Index(problem_of(*wishes, slots=1, tables=tuple(Table(k) for k in (1, 2, 3)))))
    assert board.place_exactly(0, 0, (0, 1), 0)
    assert board.place_exactly(1, 0, (2, 3), 1)
    assert board.insert(2, 0, (4, 5))
    assert board.table == [1, 2, 0]
