from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hypothesis import given, settings

from solver.formats import (
    problem_from_json,
    problem_to_json,
)
from tests.solver.formats.documents import DOCUMENT, PROBLEM, written
from tests.solver.problems import problem_of, problems, wish

if TYPE_CHECKING:
    from solver.problem import (
        Problem,
    )


def test_every_field_of_a_problem_is_read() -> None:
    assert problem_from_json(written(DOCUMENT)) == PROBLEM


def test_every_field_of_a_problem_is_written() -> None:
    assert json.loads(problem_to_json(PROBLEM)) == DOCUMENT


def test_fields_left_out_and_null_are_the_defaults() -> None:
    document = {
        "format": "b2b-problem/1",
        "slots": [],
        "tables": [],
        "participants": [
            {"id": 1, "max_meetings": None, "min_meetings": None, "max_consecutive": None, "free_windows": None},
            {"id": 2},
        ],
        "meetings": [{"id": 1, "sides": [[1], [2]], "weight": 1, "slots": None, "tables": None, "pinned": None}],
        "goals": ["value"],
        "max_break_difference": None,
        "previous": None,
        "max_changes": None,
    }
    assert problem_from_json(written(document)) == problem_of(wish(1, 1, 2), slots=0, tables=0)


def test_a_byte_order_mark_is_passed_over() -> None:
    assert problem_from_json(b"\xef\xbb\xbf" + written(DOCUMENT)) == PROBLEM


def test_an_empty_list_of_tables_is_not_any_table() -> None:
    problem = problem_of(wish(1, 1, 2, tables=()))
    assert problem_from_json(problem_to_json(problem)).meetings[0].tables == ()


def test_an_empty_list_of_slots_is_not_any_slot() -> None:
    problem = problem_of(wish(1, 1, 2, slots=frozenset()))
    assert problem_from_json(problem_to_json(problem)).meetings[0].slots == frozenset()


@settings(max_examples=100)
@given(problems())
def test_any_problem_comes_back_as_it_was_and_in_the_same_bytes(problem: Problem) -> None:
    content = problem_to_json(problem)
    assert problem_from_json(content) == problem
    assert problem_to_json(problem_from_json(content)) == content


def test_a_written_problem_has_a_line_for_each_entry() -> None:
    assert problem_to_json(problem_of(wish(1, 1, 2), slots=1, tables=1)) == (
        b'{"format":"b2b-problem/1",\n"slots":[\n{"id":1,"session":0}\n],\n"tables":[\n{"id":1}\n],\n'
        b'"participants":[\n{"id":1},\n{"id":2}\n],\n"meetings":[\n{"id":1,"sides":[[1],[2]],"weight":1}\n],\n'
        b'"goals":["value"]}\n'
    )


def test_a_large_event_is_read_whole() -> None:
    wishes = [wish(k, k % 300, 300 + k % 299, slots=frozenset(range(1, 20))) for k in range(2000)]
    content = problem_to_json(problem_of(*wishes, slots=20, tables=80))
    assert len(problem_from_json(content).meetings) == 2000


def test_equal_sets_of_slots_are_kept_once() -> None:
    wishes = [wish(k, 1, 2, slots=frozenset({1, 2})) for k in range(2)]
    first, second = problem_from_json(problem_to_json(problem_of(*wishes))).meetings
    assert first.slots is second.slots
