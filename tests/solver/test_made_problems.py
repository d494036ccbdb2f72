"""Whole problems, shaped like real events, judged by the tool that shares no line with the solver."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import TYPE_CHECKING, Any

import pytest

from solver.formats import problem_from_dzn, problem_from_json, solution_to_json
from solver.solution import Status
from solver.solve import SolveParams, solve
from tests.solver.problems import SHARED, shared_tool

if TYPE_CHECKING:
    from solver.problem import Problem

pytestmark = pytest.mark.slow

SECONDS = 3.0
KINDS: dict[str, dict[str, Any]] = {
    "plain": {},
    "full": {"full": True, "goals": "value,shortfall,breaks,table_changes"},
    "replan": {"full": True, "replan": 3, "goals": "changes,value"},
}


def made(kind: str, seed: int) -> tuple[dict[str, Any], Problem]:
    """One of make_problem.py's problems, as its JSON and as ours."""
    arguments = {
        "participants": 40 + 8 * seed,
        "meetings": 200 + 60 * seed,
        "slots": 12 + seed % 5,
        "tables": 10 + 2 * seed,
        "seed": seed,
        "sessions": 0,
        "replan": 0,
        "busy": 0.15,
        "goals": "value",
        "full": False,
    }
    plain: dict[str, Any] = shared_tool("make_problem").make(Namespace(**arguments | KINDS[kind]))
    return plain, problem_from_json(json.dumps(plain).encode())


@pytest.mark.parametrize("seed", range(1, 11))
@pytest.mark.parametrize("kind", KINDS)
def test_made_problem_is_answered_by_a_schedule_that_the_judge_accepts(kind: str, seed: int) -> None:
    plain, problem = made(kind, seed)
    result = solve(problem, SolveParams(time_limit=SECONDS, seed=seed))
    broken, reached = shared_tool("check_solution").judge(plain, json.loads(solution_to_json(problem, result)))
    assert broken == []
    assert result.status in {Status.OPTIMAL, Status.FEASIBLE}
    greedy, _ = shared_tool("baselines").greedy(plain)
    goal = plain["goals"][0]
    usual = shared_tool("check_solution").goals(plain, greedy)[goal]
    assert reached[goal] >= usual if goal == "value" else reached[goal] <= usual


@pytest.mark.parametrize(("instance", "breaks"), [("tic-12.original", 0), ("forumt-14.original", 5)])
def test_published_instance_is_proven_optimal(instance: str, breaks: int) -> None:
    path = SHARED / "b2bsp" / f"{instance}.dzn"
    if not path.exists():
        pytest.skip("the published instances are not beside this checkout")
    result = solve(problem_from_dzn(path.read_bytes()), SolveParams(time_limit=60))
    assert result.status is Status.OPTIMAL
    assert result.best is not None
    assert [(goal.name, goal.value, goal.bound) for goal in result.best.goals] == [("breaks", breaks, breaks)]
