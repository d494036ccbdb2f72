"""First schedules: chains, what must be held, what was held before."""

from __future__ import annotations

import random

from solver.problem import Participant
from solver.search.chains import insert_anywhere, insert_free
from solver.search.construct import hold_the_musts, keep_previous
from tests.solver.problems import held, problem_of, wish
from tests.solver.schedules import board_of


def test_a_chain_frees_a_slot_that_nobody_has_free() -> None:
    problem = problem_of(
        wish(1, 1, 3),
        wish(2, 2, 4),
        wish(3, 1, 2),
        slots=2,
        people=[Participant(3), Participant(4)],
    )
    board = board_of(problem)
    at = board.index.person_at
    assert board.insert(0, 0, (at[1], at[3]))
    assert board.insert(1, 1, (at[2], at[4]))
    assert not insert_free(board, 2)
    assert insert_anywhere(board, 2, random.Random(1))
    assert board.value == 3


def test_a_chain_leaves_a_full_slot_for_one_with_a_free_table() -> None:
    problem = problem_of(
        wish(1, 1, 3), wish(2, 1, 2, slots=frozenset({1})), slots=2, tables=1, people=[Participant(3), Participant(1)]
    )
    board = board_of(problem)
    at = board.index.person_at
    assert board.insert(0, 0, (at[1], at[3]))
    assert board.room == 0b10
    assert insert_anywhere(board, 1, random.Random(1))
    assert board.slot == [1, 0]


def test_a_chain_that_finds_no_end_leaves_the_board_as_it_was() -> None:
    problem = problem_of(wish(1, 1, 2), wish(2, 1, 3), wish(3, 2, 3), slots=2)
    board = board_of(problem)
    assert insert_anywhere(board, 0, random.Random(1))
    assert insert_anywhere(board, 1, random.Random(1))
    before = board.snapshot()
    assert not insert_anywhere(board, 2, random.Random(1))
    assert board.snapshot() == before


def test_what_must_be_held_is_held_in_order() -> None:
    wishes = [wish(k, 1, 1 + k, required=True) for k in range(1, 5)]
    board = board_of(problem_of(*wishes, slots=4, precedences=((4, 3), (3, 2), (2, 1))))
    hold_the_musts(board, random.Random(1))
    assert (board.debt, board.slot) == (0, [3, 2, 1, 0])


def test_previous_places_are_kept_where_they_still_stand() -> None:
    previous = (held(1, 2, 2, 1, 2), held(2, 2, 1, 3, 4), held(3, 3, 1, 1, 4))
    problem = problem_of(
        wish(1, 1, 2), wish(2, 3, 4, slots=frozenset({1})), wish(3, 1, 4), previous=previous, goals=("changes",)
    )
    board = board_of(problem)
    keep_previous(board)
    assert (set(board.assignments()), board.changes) == ({previous[0], previous[2]}, 1)
