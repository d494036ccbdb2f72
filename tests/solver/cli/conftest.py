"""A folder with a problem and its solution."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solver.formats import problem_to_json, solution_to_json
from solver.solution import Goal, Result, Solution, Status
from tests.solver.problems import held, problem_of, wish

if TYPE_CHECKING:
    from pathlib import Path

PROBLEM = problem_of(wish(1, 1, 2, weight=3), wish(2, 1, 3), slots=1)
BEST = Solution((held(1, 1, 1, 1, 2),), (2,), (Goal("value", 3, 3),))
RESULT = Result(Status.OPTIMAL, BEST, seconds=1.0, seed=1, workers=1, solver="test")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a problem and its solution."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "problem.json").write_bytes(problem_to_json(PROBLEM))
    (tmp_path / "solution.json").write_bytes(solution_to_json(PROBLEM, RESULT))
    return tmp_path
