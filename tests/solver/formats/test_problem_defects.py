from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.formats import (
    problem_from_json,
    problem_to_json,
)
from solver.problem import (
    InvalidProblem,
)
from tests.solver.formats.documents import DOCUMENT, with_change, written


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b" \n", "The file is empty."),
        (b"hello", "The file is not JSON: expecting value in line 1, column 1."),
        (b"{'a': 1}", "The file is not JSON: expecting property name enclosed in double quotes in line 1, column 2."),
        (b'{"format": ', "The file is not JSON (it ends too early): expecting value in line 1, column 12."),
        (b'{"a": 1} {}', "The file is not JSON: extra data in line 1, column 10."),
        (b'{"a": "\xe9"}', "The file is not UTF-8 text: byte 8 does not fit."),
        ('{"a": 1}'.encode("utf-16"), "The file is not UTF-8 text: byte 1 does not fit."),
        (b"[" * 100_000, "The file nests its lists or objects too deeply."),
        (b'{"a": ' + b"9" * 5000 + b"}", "The file holds a number of thousands of digits."),
        (b'{"a": NaN}', "The file holds NaN, which is not a number in JSON."),
        (b'{"a": -Infinity}', "The file holds -Infinity, which is not a number in JSON."),
        (b'{"a": 1, "a": 2}', "An object has the field 'a' twice."),
        (b'{"a": [{"id": 7, "b": 1, "b": 1}]}', "An object with the id 7 has the field 'b' twice."),
        (b"[]", "The file holds a list where an object is expected."),
        (b"null", "The file holds null where an object is expected."),
        (b"3", "The file holds 3 where an object is expected."),
        (b"{}", "The problem lacks the field 'format', which must be 'b2b-problem/1'."),
        (b'{"format": "b2b-problem/2"}', "The problem has the format 'b2b-problem/2', not 'b2b-problem/1'."),
        (b'{"format": {"a": 1}}', "The problem has the format an object, not 'b2b-problem/1'."),
        (b'{"format": "b2b-problem/1"}', "The problem lacks the field 'slots'."),
    ],
)
def test_what_is_no_problem_at_all_is_refused_with_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(InvalidProblem) as refusal:
        problem_from_json(content)
    assert str(refusal.value) == sentence


A_FEW = "which must be a whole number from 0 to 9007199254740991"

DEFECTS: list[tuple[str, object, str]] = [
    ("slots", ..., "The problem lacks the field 'slots'."),
    ("tables", ..., "The problem lacks the field 'tables'."),
    ("participants", ..., "The problem lacks the field 'participants'."),
    ("meetings", ..., "The problem lacks the field 'meetings'."),
    ("goals", ..., "The problem lacks the field 'goals'."),
    ("timeslots", [], "The problem has the unknown field 'timeslots'."),
    ("slots", None, "The problem has null as 'slots', which must be a list."),
    ("slots", {}, "The problem has an object as 'slots', which must be a list."),
    ("slots.0", 3, "The problem has 3 at slots[0], which must be an object."),
    ("slots.0.id", ..., "slots[0] lacks the field 'id'."),
    ("slots.1.id", "2", f"slots[1] has '2' as 'id', {A_FEW}."),
    ("slots.1.id", -2, f"slots[1] has -2 as 'id', {A_FEW}."),
    ("slots.1.id", True, f"slots[1] has true as 'id', {A_FEW}."),
    ("slots.1.id", 2.0, f"slots[1] has 2.0 as 'id', {A_FEW}."),
    ("slots.1.id", None, f"slots[1] has null as 'id', {A_FEW}."),
    ("slots.1.id", 2**53, f"slots[1] has 9007199254740992 as 'id', {A_FEW}."),
    ("slots.1.id", 10**400, f"slots[1] has a huge number as 'id', {A_FEW}."),
    ("slots.1.id", 1, "Two slots have the id 1."),
    ("slots.1.session", ..., "Slot 2 lacks the field 'session'."),
    ("slots.1.session", -1, f"Slot 2 has -1 as 'session', {A_FEW}."),
    ("slots.1.start", "9:00", "Slot 2 has the unknown field 'start'."),
    ("slots.+", {"id": 8, "session": 0}, "Slot 8 does not stand together with the other slots of session 0."),
    ("tables.0.id", 2, "Two tables have the id 2."),
    ("tables.0.zone", None, f"Table 1 has null as 'zone', {A_FEW}."),
    ("tables.0.seats", 4, "Table 1 has the unknown field 'seats'."),
    ("tables.0.unavailable", None, "Table 1 has null as 'unavailable', which must be a list."),
    ("tables.0.unavailable", [3, 3], "Table 1 has 3 twice in 'unavailable'."),
    ("tables.0.unavailable", [9], "Table 1 has unknown slot 9 among its unavailable ones."),
    ("participants.1.id", 1, "Two participants have the id 1."),
    ("participants.1.name", "Ann", "Participant 2 has the unknown field 'name'."),
    ("participants.0.unavailable", [8, 9], "Participant 1 has unknown slot 8 among the unavailable ones."),
    (
        "participants.0.unavailable",
        ["1"],
        "Participant 1 has '1' in 'unavailable', which must hold whole numbers from 0 to 9007199254740991.",
    ),
    (
        "participants.0.max_meetings",
        -1,
        "Participant 1 has -1 as 'max_meetings', which must be a whole number from 0 to 2147483647.",
    ),
    (
        "participants.0.min_meetings",
        1.5,
        "Participant 1 has 1.5 as 'min_meetings', which must be a whole number from 0 to 2147483647.",
    ),
    (
        "participants.0.max_consecutive",
        0,
        "Participant 1 has 0 as 'max_consecutive', which must be a whole number from 1 to 2147483647.",
    ),
    ("participants.0.free_windows", 1, "Participant 1 has 1 as 'free_windows', which must be a list."),
    (
        "participants.0.free_windows",
        [1],
        "Participant 1 has 1 in 'free_windows', where a list of ids is expected.",
    ),
    ("participants.0.free_windows", [[]], "Participant 1 has an empty list in 'free_windows'."),
    ("participants.0.free_windows", [[1, 1]], "Participant 1 has 1 twice in 'free_windows'."),
    ("participants.0.free_windows", [[1, 9]], "Participant 1 has unknown slot 9 in 'free_windows'."),
    ("meetings.0", [], "The problem has a list at meetings[0], which must be an object."),
    ("meetings.1.id", 4, "Two meetings have the id 4."),
    ("meetings.0.id", ..., "meetings[0] lacks the field 'id'."),
    ("meetings.0.sides", ..., "Meeting 4 lacks the field 'sides'."),
    ("meetings.0.weight", ..., "Meeting 4 lacks the field 'weight'."),
    (
        "meetings.0.weight",
        -1,
        "Meeting 4 has -1 as 'weight', which must be a whole number from 0 to 2147483647.",
    ),
    (
        "meetings.0.weight",
        2**31,
        "Meeting 4 has 2147483648 as 'weight', which must be a whole number from 0 to 2147483647.",
    ),
    ("meetings.0.slot", 1, "Meeting 4 has the unknown field 'slot'."),
    ("meetings.0." + "x" * 900, 1, f"Meeting 4 has the unknown field '{'x' * 56}...."),
    ("meetings.0.\udc00\n", 1, "Meeting 4 has the unknown field '\\udc00\\n'."),
    ("meetings.1.sides", [], "Meeting 7 has fewer than two sides."),
    ("meetings.1.sides", [[1]], "Meeting 7 has fewer than two sides."),
    ("meetings.1.sides", [[1], []], "Meeting 7 has nobody on its side 2."),
    ("meetings.1.sides", [1, 2], "Meeting 7 has 1 in 'sides', where a list of ids is expected."),
    ("meetings.1.sides", [[1], [2, 2]], "Meeting 7 has 2 twice in 'sides'."),
    ("meetings.1.sides", [[1], [9]], "Meeting 7 has unknown participant 9."),
    (
        "meetings.1.sides",
        [[1], [1]],
        "Meeting 7 has no different participants for its sides: nobody meets themselves.",
    ),
    (
        "meetings.1.sides",
        [[1, 2], [2, 1], [1, 2]],
        "Meeting 7 has no different participants for its sides: nobody meets themselves.",
    ),
    ("meetings.0.slots", [1, 9], "Meeting 4 has unknown slot 9."),
    ("meetings.0.slots", [1, 1], "Meeting 4 has 1 twice in 'slots'."),
    ("meetings.0.slots", 1, "Meeting 4 has 1 in 'slots', where a list of ids is expected."),
    ("meetings.0.tables", [9], "Meeting 4 has unknown table 9."),
    ("meetings.0.tables", [1, 1], "Meeting 4 has 1 twice in 'tables'."),
    ("meetings.0.required", 1, "Meeting 4 has 1 as 'required', which must be true or false."),
    ("meetings.0.required", None, "Meeting 4 has null as 'required', which must be true or false."),
    ("meetings.0.pinned", 1, "Meeting 4 has 1 as 'pinned', which must be an object."),
    ("meetings.0.pinned.slot", ..., "The pin of meeting 4 lacks the field 'slot'."),
    ("meetings.0.pinned.slot", 9, "Meeting 4 has unknown slot 9 in its pin."),
    ("meetings.0.pinned.slot", "1", f"The pin of meeting 4 has '1' as 'slot', {A_FEW}."),
    ("meetings.0.pinned.table", 9, "Meeting 4 has unknown table 9 in its pin."),
    ("meetings.0.pinned.people", [1, 9], "Meeting 4 has unknown participant 9 in its pin."),
    ("meetings.0.pinned.people", [1], "Meeting 4 has 2 sides, but 1 people in its pin."),
    (
        "meetings.0.pinned.people",
        None,
        "The pin of meeting 4 has null in 'people', where a list of ids is expected.",
    ),
    ("meetings.0.pinned.room", 9, "The pin of meeting 4 has the unknown field 'room'."),
    ("precedences", None, "The problem has null as 'precedences', which must be a list."),
    ("precedences.0", [4], "The problem has 1 meetings at precedences[0], which must be a pair."),
    ("precedences.0", 4, "The problem has 4 in 'precedences', where a list of ids is expected."),
    ("precedences.0", [4, 5], "The pair precedences[0] has unknown meeting 5."),
    ("precedences.0", [4, 4], "The pair precedences[0] puts meeting 4 before itself."),
    (
        "max_break_difference",
        -1,
        "The problem has -1 as 'max_break_difference', which must be a whole number from 0 to 2147483647.",
    ),
    ("goals", [], "The problem has no goal."),
    ("goals", ["value", "value"], "The problem has the goal 'value' twice."),
    ("goals", ["profit"], "The problem has the unknown goal 'profit'."),
    ("goals", [["value"]], "The problem has the unknown goal a list."),
    ("goals", "value", "The problem has 'value' as 'goals', which must be a list."),
    ("previous", {}, "The problem has an object as 'previous', which must be a list."),
    ("previous.0.people", ..., "previous[0] lacks the field 'people'."),
    ("previous.0.table", ..., "previous[0] lacks the field 'table'."),
    ("previous.0.slot", -1, f"previous[0] has -1 as 'slot', {A_FEW}."),
    ("previous.0.since", 1, "previous[0] has the unknown field 'since'."),
    ("previous.1.meeting", 7, "Meeting 7 stands twice in 'previous'."),
    ("max_changes", 3, "The problem has 3 as 'max_changes', which must be an object."),
    ("max_changes.all", 3, "The field 'max_changes' has the unknown field 'all'."),
    (
        "max_changes.total",
        -3,
        "The field 'max_changes' has -3 as 'total', which must be a whole number from 0 to 2147483647.",
    ),
]


@pytest.mark.parametrize(("path", "value", "sentence"), DEFECTS)
def test_a_defect_is_refused_with_its_place(path: str, value: object, sentence: str) -> None:
    with pytest.raises(InvalidProblem) as refusal:
        problem_from_json(with_change(DOCUMENT, path, value))
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("name", "entry", "most"),
    [("slots", {"session": 0}, 10_000), ("tables", {}, 100_000), ("participants", {}, 200_000)],
)
def test_more_entries_than_are_worked_on_are_refused(name: str, entry: dict[str, int], most: int) -> None:
    entries = [{"id": k, **entry} for k in range(most + 1)]
    bare: dict[str, Any] = {"slots": [], "tables": [], "participants": [], "meetings": [], "goals": ["value"]}
    document = {"format": "b2b-problem/1", **bare}
    assert problem_from_json(written({**document, name: entries[:most]}))
    with pytest.raises(InvalidProblem) as refusal:
        problem_from_json(written({**document, name: entries}))
    told = f"The problem has {most + 1:,} {name}, more than the {most:,} that are worked on."
    assert str(refusal.value) == told


def test_more_ways_to_hold_meetings_than_can_be_looked_at_are_refused() -> None:
    sides = [list(range(10 * k, 10 * k + 10)) for k in range(5)]
    document = {**DOCUMENT, "participants": [{"id": k} for k in range(50)], "meetings": [], "previous": []}
    document |= {"precedences": [], "slots": [{"id": k, "session": 0} for k in range(5001)], "tables": [{"id": 1}]}
    many = {**document, "meetings": [{"id": 3, "sides": sides, "weight": 1}]}
    with pytest.raises(InvalidProblem, match=r"^Meeting 3 has more than 10,000 ways to fill its sides\.$"):
        problem_from_json(written(many))
    much = {**document, "meetings": [{"id": k, "sides": sides[:4], "weight": 1} for k in range(1)]}
    with pytest.raises(InvalidProblem, match=r"^The problem has more than 50,000,000 ways to hold its meetings: "):
        problem_from_json(written(much))
    assert len(problem_from_json(written({**much, "slots": document["slots"][:5000]})).slots) == 5000


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("meetings.0.pinned.slot", 2),
        ("meetings.0.pinned.table", 1),
        ("meetings.0.pinned.people", [4, 2]),
        ("meetings.0.sides", [[1, 2], [1, 2]]),
        ("meetings.0.slots", []),
        ("precedences", [[4, 7], [7, 4]]),
        ("previous.0.slot", 77),
        ("previous.0.table", 77),
        ("previous.0.people", [77]),
        ("tables", [{"id": 1}, {"id": 2}, {"id": 3}]),
    ],
)
def test_contradictions_and_what_is_gone_since_are_not_for_reading_to_refuse(path: str, value: object) -> None:
    content = with_change(DOCUMENT, path, value)
    assert json.loads(problem_to_json(problem_from_json(content))) == json.loads(content)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 9) | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def all_paths(value: Any, prefix: str = "") -> list[str]:
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path for step, inner in steps for path in (f"{prefix}{step}", *all_paths(inner, f"{prefix}{step}."))]


@settings(max_examples=300)
@given(st.sampled_from(all_paths(DOCUMENT)), json_values)
def test_whatever_stands_anywhere_is_read_or_refused_in_one_short_sentence(path: str, value: object) -> None:
    try:
        problem = problem_from_json(with_change(DOCUMENT, path, value))
    except InvalidProblem as refusal:
        sentence = str(refusal)
        assert sentence.endswith(".")
        assert sentence.isprintable()
        assert len(sentence) < 200
    else:
        assert problem_from_json(problem_to_json(problem)) == problem


@settings(max_examples=100)
@given(st.integers(0, len(written(DOCUMENT)) - 1))
def test_a_truncated_problem_is_refused(length: int) -> None:
    with pytest.raises(InvalidProblem):
        problem_from_json(written(DOCUMENT)[:length])
