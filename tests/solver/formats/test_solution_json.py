from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from solver.conflict import Claim, Conflict
from solver.formats import (
    solution_from_json,
    solution_to_json,
)
from solver.goals import goal_values
from solver.solution import Goal, InvalidSolution, Result, Solution, Status
from tests.solver.formats.documents import PROBLEM, with_change, written
from tests.solver.problems import held, problems_with_schedules

if TYPE_CHECKING:
    from solver.problem import (
        Assignment,
        Problem,
    )

SOLUTION: dict[str, Any] = {
    "format": "b2b-solution/1",
    "status": "feasible",
    "assignments": [{"meeting": 4, "slot": 1, "table": 2, "people": [1, 3]}],
    "unscheduled": [7],
    "goals": [{"name": "value", "value": 5, "bound": 5}, {"name": "breaks", "value": 0, "bound": None}],
    "seconds": 1.25,
    "seed": 3,
    "workers": 2,
    "solver": "b2b-matchmaking 0.1.0",
}
RESULT = Result(
    status=Status.FEASIBLE,
    best=Solution((held(4, 1, 2, 1, 3),), (7,), (Goal("value", 5, 5), Goal("breaks", 0, None))),
    seconds=1.25,
    seed=3,
    workers=2,
    solver="b2b-matchmaking 0.1.0",
)


def test_every_field_of_a_solution_is_read() -> None:
    assert solution_from_json(written(SOLUTION)) == RESULT


def test_every_field_of_a_solution_is_written() -> None:
    assert json.loads(solution_to_json(PROBLEM, RESULT)) == SOLUTION


def test_without_a_schedule_every_meeting_is_unscheduled() -> None:
    result = replace(RESULT, status=Status.INFEASIBLE, best=None)
    content = solution_to_json(PROBLEM, result)
    document = json.loads(content)
    assert (document["assignments"], document["unscheduled"], document["goals"]) == ([], [4, 7], [])
    assert solution_from_json(content) == result


def test_a_conflict_comes_back_as_it_was() -> None:
    told = Conflict((Claim("precedence", (4, 7), "Meeting 4 first."), Claim("one_per_table", (), "No table.")), True)
    result = replace(RESULT, status=Status.INFEASIBLE, best=None, conflict=told)
    content = solution_to_json(PROBLEM, result)
    assert json.loads(content)["conflict"] == {
        "irreducible": True,
        "claims": [
            {"kind": "precedence", "ids": [4, 7], "sentence": "Meeting 4 first."},
            {"kind": "one_per_table", "ids": [], "sentence": "No table."},
        ],
    }
    found = solution_from_json(content).conflict
    assert found is not None
    assert (found, [claim.sentence for claim in found.claims]) == (told, ["Meeting 4 first.", "No table."])


CONFLICT: dict[str, Any] = {
    **{name: SOLUTION[name] for name in ("format", "unscheduled")},
    "status": "infeasible",
    "assignments": [],
    "goals": [],
    "conflict": {"irreducible": True, "claims": [{"kind": "required", "ids": [4], "sentence": "Meeting 4."}]},
}


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        ("status", "unknown", "The solution has the status unknown, but also a conflict."),
        ("conflict", [], "The solution has a list as 'conflict', which must be an object."),
        ("conflict.irreducible", ..., "The conflict lacks the field 'irreducible'."),
        ("conflict.irreducible", 1, "The conflict has 1 as 'irreducible', which must be true or false."),
        ("conflict.claims", None, "The conflict has null as 'claims', which must be a list."),
        ("conflict.claims.0", 4, "The conflict has 4 at claims[0], which must be an object."),
        ("conflict.claims.0.kind", "wanted", "claims[0] has the unknown kind 'wanted'."),
        ("conflict.claims.0.kind", [], "claims[0] has the unknown kind a list."),
        ("conflict.claims.0.ids", 4, "claims[0] has 4 in 'ids', where a list of ids is expected."),
        ("conflict.claims.0.sentence", None, "claims[0] has null as 'sentence', which must be a text."),
    ],
)
def test_a_defect_of_a_conflict_is_refused_with_its_place(path: str, value: object, sentence: str) -> None:
    with pytest.raises(InvalidSolution) as refusal:
        solution_from_json(with_change(CONFLICT, path, value))
    assert str(refusal.value) == sentence


def test_a_solution_need_not_say_how_it_was_made() -> None:
    brief = {name: SOLUTION[name] for name in ("format", "status", "assignments", "unscheduled", "goals")}
    expected = replace(RESULT, seconds=0.0, seed=0, workers=0, solver="")
    assert solution_from_json(written(brief)) == expected


@settings(max_examples=100)
@given(problems_with_schedules())
def test_any_solution_comes_back_as_it_was(drawn: tuple[Problem, tuple[Assignment, ...]]) -> None:
    problem, assignments = drawn
    values = goal_values(problem, assignments)
    goals = tuple(Goal(name, values[name], None) for name in problem.goals)
    scheduled = {one.meeting for one in assignments}
    rest = tuple(meeting.id for meeting in problem.meetings if meeting.id not in scheduled)
    result = replace(RESULT, best=Solution(assignments, rest, goals))
    assert solution_from_json(solution_to_json(problem, result)) == result


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        ("format", "b2b-problem/1", "The solution has the format 'b2b-problem/1', not 'b2b-solution/1'."),
        ("status", "good", "The solution has the unknown status 'good'."),
        ("status", ["optimal"], "The solution has the unknown status a list."),
        ("status", "unknown", "The solution has the status unknown, but also assignments or goals."),
        ("status", ..., "The solution lacks the field 'status'."),
        ("assignments", None, "The solution has null as 'assignments', which must be a list."),
        ("assignments.0.table", ..., "assignments[0] lacks the field 'table'."),
        ("assignments.0.room", 1, "assignments[0] has the unknown field 'room'."),
        ("unscheduled", 7, "The solution has 7 in 'unscheduled', where a list of ids is expected."),
        ("goals.0.name", "profit", "goals[0] has the unknown goal 'profit'."),
        (
            "goals.0.bound",
            5.0,
            "goals[0] has 5.0 as 'bound', which must be a whole number from -9007199254740991 to 9007199254740991.",
        ),
        ("seconds", -1, "The solution has -1 as 'seconds', which must be a number from 0 to 9007199254740991."),
        ("seconds", True, "The solution has true as 'seconds', which must be a number from 0 to 9007199254740991."),
        ("solver", None, "The solution has null as 'solver', which must be a text."),
        ("comment", "", "The solution has the unknown field 'comment'."),
    ],
)
def test_a_defect_of_a_solution_is_refused_with_its_place(path: str, value: object, sentence: str) -> None:
    with pytest.raises(InvalidSolution) as refusal:
        solution_from_json(with_change(SOLUTION, path, value))
    assert str(refusal.value) == sentence


def test_ids_that_no_problem_has_are_for_the_checker_to_find() -> None:
    result = solution_from_json(with_change(SOLUTION, "assignments.0.meeting", -1))
    assert result.best is not None
    assert result.best.assignments == (held(-1, 1, 2, 1, 3),)
