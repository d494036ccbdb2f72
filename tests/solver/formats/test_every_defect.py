"""Every field of every format spoilt in every way: read, or refused in one sentence, and never anything else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.formats import problem_from_dzn, problem_from_json, problem_to_json, solution_from_json
from solver.problem import InvalidProblem
from solver.solution import InvalidSolution
from tests.solver.formats.documents import DOCUMENT, with_change
from tests.solver.formats.test_dzn import INSTANCE
from tests.solver.formats.test_problem_defects import all_paths
from tests.solver.formats.test_solution_json import CONFLICT, SOLUTION

if TYPE_CHECKING:
    from collections.abc import Callable

WRONG: list[object] = [
    ...,
    None,
    True,
    -1,
    1.5,
    2.0,
    2**53,
    -(2**53),
    10**400,
    77,
    "",
    "1",
    "\ud800",
    "x" * 1000,
    [],
    {},
    [[]],
    [None],
    [-1],
    [1, 1],
    [77],
    [{}],
    {"id": 1},
]
NEVER_RIGHT: list[object] = [1.5, 10**400, "\ud800"]


def refused(parse: Callable[[bytes], object], content: bytes) -> bool:
    """Whether content is refused, in one printable sentence of a line or two."""
    try:
        parse(content)
    except (InvalidProblem, InvalidSolution) as refusal:
        sentence = str(refusal)
        assert sentence.isprintable()
        assert sentence.endswith(".")
        assert len(sentence) < 250
        return True
    return False


def allowed_anywhere(path: str, value: object) -> bool:
    """A solution says in any words what made it and, in any number, how long it took."""
    last = path.rsplit(".", 1)[-1]
    return (last in {"solver", "sentence"} and isinstance(value, str)) or (last == "seconds" and value == 1.5)


@pytest.mark.parametrize(
    ("parse", "document"),
    [(problem_from_json, DOCUMENT), (solution_from_json, SOLUTION), (solution_from_json, CONFLICT)],
    ids=["problem", "solution", "conflict"],
)
def test_every_place_with_every_wrong_value_is_read_or_refused(
    parse: Callable[[bytes], object], document: dict[str, Any]
) -> None:
    for path in all_paths(document):
        outcomes = [refused(parse, with_change(document, path, value)) for value in WRONG]
        wrongly_read = [
            value
            for value, one in zip(WRONG, outcomes, strict=True)
            if not one and value in NEVER_RIGHT and not allowed_anywhere(path, value)
        ]
        assert wrongly_read == [], path


def test_a_field_left_out_is_refused_unless_it_may_be() -> None:
    left_out = {
        path for path in all_paths(DOCUMENT) if not refused(problem_from_json, with_change(DOCUMENT, path, ...))
    }
    names = {re.sub(r"\.\d+", "", path) for path in left_out if not path.rsplit(".", 1)[-1].isdecimal()}
    assert names == {
        *("precedences", "max_break_difference", "previous", "max_changes"),
        *("max_changes.total", "max_changes.per_participant"),
        *("tables.zone", "tables.unavailable"),
        *(f"participants.{name}" for name in ("unavailable", "max_meetings", "min_meetings", "max_consecutive")),
        "participants.free_windows",
        *(f"meetings.{name}" for name in ("slots", "tables", "pinned", "required")),
        *("meetings.pinned.table", "meetings.pinned.people"),
    }


@settings(max_examples=200)
@given(
    st.integers(0, len(INSTANCE) - 1), st.integers(0, 12), st.binary(max_size=4) | st.text(max_size=4).map(str.encode)
)
def test_a_damaged_instance_is_read_or_refused(at: int, length: int, instead: bytes) -> None:
    content = INSTANCE[:at] + instead + INSTANCE[at + length :]
    if not refused(problem_from_dzn, content):
        problem = problem_from_dzn(content)
        assert problem_from_json(problem_to_json(problem)) == problem


@settings(max_examples=200)
@given(st.sampled_from([DOCUMENT, SOLUTION]), st.data())
def test_damaged_bytes_are_read_or_refused(document: dict[str, Any], data: st.DataObject) -> None:
    content = with_change(document, "format", document["format"])
    at = data.draw(st.integers(0, len(content) - 1))
    instead = data.draw(st.binary(max_size=3) | st.sampled_from([b"NaN", b"1e400", b"[[", b"}", b'"', b"-0", b"00"]))
    damaged = content[:at] + instead + content[at + data.draw(st.integers(0, 9)) :]
    refused(problem_from_json, damaged)
    refused(solution_from_json, damaged)
