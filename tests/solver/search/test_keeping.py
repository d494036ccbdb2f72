"""What the search counts before anybody is seated: kept tables, and the breaks that a chain would make."""

from __future__ import annotations

import random
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from solver.clock import Clock
from solver.index import NOWHERE, UNLIMITED, Index, bits
from solver.problem import Problem, Slot, Table
from solver.search.board import Board
from solver.search.chains import chain_from, effect_on_days, exchange, insert_free
from solver.search.construct import fill
from solver.search.improve import Annealer, Draw
from solver.search.keeping import most_kept
from solver.search.moves import drop, shift, slide, squeeze_in
from solver.search.reseating import rejoin_after, settle_tables
from tests.solver.problems import problem_of, problems, wish
from tests.solver.schedules import board_of, crowded
from tests.solver.search.test_board import shaken


def matching_of(pairs: list[tuple[int, int]]) -> int:
    """The most pairs of which no two share a meeting, by trying all sets of them."""
    for size in range(len(pairs), 0, -1):
        for chosen in combinations(pairs, size):
            ends = [end for pair in chosen for end in pair]
            if len(set(ends)) == len(ends):
                return size
    return 0


@given(data=st.data())
def test_as_many_tables_are_kept_as_meetings_can_be_matched(data: st.DataObject) -> None:
    people = list(range(1, 9))
    slots = [data.draw(st.permutations(people)) for _ in range(2)]
    size = data.draw(st.integers(1, 4))
    wishes = [wish(10 * t + k, *day[2 * k : 2 * k + 2]) for t, day in enumerate(slots) for k in range(size)]
    board = Board(Index(problem_of(*wishes, slots=2, tables=4)), watch_tables=True)
    for meeting in range(2 * size):
        assert board.insert(meeting, meeting // size, next(iter(board.index.options[meeting])))
    pairs = {
        (first, then)
        for first in range(size)
        for then in range(size, 2 * size)
        if set(board.people[first]) & set(board.people[then])
    }
    assert most_kept(board, 0) == matching_of(sorted(pairs))
    settle_tables(board, random.Random(1), Clock(60))
    # A pair that meets twice keeps its table twice, which the count leaves out.
    again = sum(set(board.people[first]) == set(board.people[then]) for first, then in pairs)
    assert board.changes_due - again <= board.table_changes <= board.changes_due


def test_nobody_keeps_a_table_between_two_stands() -> None:
    wishes = [wish(1, 1, 2, tables=(1,)), wish(2, 1, 3, tables=(2,)), wish(3, 4, 5), wish(4, 4, 6)]
    board = Board(Index(problem_of(*wishes, slots=2, tables=3)), watch_tables=True)
    for meeting in range(4):
        assert board.insert(meeting, meeting % 2, next(iter(board.index.options[meeting])))
    assert (most_kept(board, 0), board.changes_due) == (1, 1)


@given(problem=problems(), seed=st.integers(0, 99))
def test_what_is_due_is_counted_from_what_is_held(problem: Problem, seed: int) -> None:
    board = shaken(problem, seed)
    afresh = Board(Index(problem), watch_tables=True)
    afresh.restore(board.snapshot())
    assert (board.changes_due, board.steps) == (afresh.changes_due, afresh.steps)


@given(problem=problems(), seed=st.integers(0, 99))
def test_breaks_and_idle_slots_are_foretold_before_a_chain_is_exchanged(problem: Problem, seed: int) -> None:
    board = shaken(problem, seed)
    for meeting in [m for m in range(len(board.slot)) if board.slot[m] != NOWHERE]:
        slot = board.slot[meeting]
        for target in bits(board.index.options[meeting][board.people[meeting]] & ~(1 << slot)):
            chain = chain_from(board, meeting, slot, target)
            if chain is not None:
                breaks, idle = board.breaks, board.idle
                told = effect_on_days(board, chain, slot, target)
                mark = board.mark()
                if exchange(board, chain, slot, target):
                    assert (board.breaks - breaks, board.idle - idle) == told
                board.undo(mark)


@given(problem=problems(), seed=st.integers(0, 99))
def test_no_chain_makes_more_breaks_or_idle_slots_than_are_of_use(problem: Problem, seed: int) -> None:
    board = shaken(problem, seed)
    board.most_breaks, board.most_idle = board.breaks, board.idle
    rng = random.Random(seed)
    for _ in range(20):
        mark = board.mark()
        if (shift if rng.random() < 0.5 else slide)(board, rng):
            assert (board.breaks <= board.most_breaks, board.idle <= board.most_idle) == (True, True)
        board.undo(mark)


def test_who_pauses_finds_the_table_again_once_a_session_is_joined_anew() -> None:
    # 1 and 3 meet at the outer slots; between, the table that 1 left is taken by others who stay there.
    wishes = [wish(1, 1, 2), wish(2, 2, 4), wish(3, 4, 1), wish(4, 5, 6), wish(5, 6, 7)]
    board = Board(Index(problem_of(*wishes, slots=3, tables=tuple(Table(k) for k in (1, 2)))), watch_tables=True)
    for meeting, slot, table in [(0, 0, 0), (1, 1, 1), (2, 2, 1), (3, 0, 1), (4, 1, 0)]:
        assert board.place_exactly(meeting, slot, next(iter(board.index.options[meeting])), table)
    assert board.table_changes == 3
    assert rejoin_after(board, 0, random.Random(1), 1)
    assert board.table_changes == 0


@given(problem=problems(), seed=st.integers(0, 99))
def test_joining_anew_moves_nobody_to_another_slot_and_breaks_nothing(problem: Problem, seed: int) -> None:
    board = shaken(problem, seed)
    slots, changes, previous = board.slot[:], board.table_changes, board.changes
    for slot in range(board.index.slot_count):
        rejoin_after(board, slot, random.Random(seed), 1)
        assert board.table_changes <= changes
        changes = board.table_changes
    assert board.slot == slots
    if board.index.changes_count:
        assert board.changes <= previous


def test_slots_are_searched_for_fewer_table_changes_and_cost_no_breaks() -> None:
    board = board_of(crowded(goals=("value", "breaks", "table_changes")))
    Annealer(board, ["value"], 0, random.Random(1), lambda: None).run(
        [squeeze_in], 0.1, Clock(0.3, counted=True), 0.3, -(10**6)
    )
    board.begin_to_watch_tables()
    due, value, breaks = board.changes_due, board.value, board.breaks
    Annealer(board, ["value", "breaks", "changes_due"], 2, random.Random(1), lambda: None).run(
        [slide, shift, squeeze_in, drop], 0.25, Clock(1, counted=True), 1, 0
    )
    assert board.value >= value
    assert board.breaks <= breaks
    assert board.changes_due < due


def test_a_wish_goes_where_it_makes_no_more_table_changes_than_are_of_use() -> None:
    slots = (Slot(1, 0), Slot(2, 0), Slot(3, 1))
    board = Board(Index(problem_of(wish(1, 1, 2), wish(2, 3, 4), wish(3, 1, 3), slots=slots)), watch_tables=True)
    for meeting in (0, 1):
        assert board.place_exactly(meeting, 0, next(iter(board.index.options[meeting])), meeting)
    board.most_table_changes = 0
    assert insert_free(board, 2)
    # In the second slot one of the two would have to change tables.
    assert (board.slot[2], board.table_changes) == (2, 0)


def test_wishes_are_filled_in_without_the_table_changes_that_are_held() -> None:
    slots = (Slot(1, 0), Slot(2, 0), Slot(3, 1))
    wishes = [wish(1, 1, 2), wish(2, 3, 4), wish(3, 1, 3)]
    board = Board(Index(problem_of(*wishes, slots=slots, goals=("table_changes", "value"))), watch_tables=True)
    for meeting in (0, 1):
        assert board.place_exactly(meeting, 0, next(iter(board.index.options[meeting])), meeting)
    fill(board, [1, 1, 1], ("table_changes",), insert_free, Clock(1))
    assert (board.value, board.table_changes, board.most_table_changes) == (3, 0, UNLIMITED)


def test_the_kind_of_move_that_pays_is_drawn_most() -> None:
    draw, rng = Draw([slide, drop]), random.Random(1)
    drawn = [0, 0]
    for _ in range(2000):
        kind = draw.kind(rng.random())
        drawn[kind] += 1
        draw.pains[kind] += 1
        draw.gains[kind] += kind == 0
    assert drawn[0] > 5 * drawn[1] > 0
