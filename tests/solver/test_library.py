"""The solver as a library: what importing it loads, what its parameters may be, and the same answer again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from math import inf, nan
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import solver
from solver.formats import problem_to_json
from tests.solver.schedules import crowded

if TYPE_CHECKING:
    from solver import Problem

ROOT = Path(__file__).resolve().parents[2]


def test_importing_the_library_loads_neither_or_tools_nor_numpy() -> None:
    program = "import sys, solver; print([name for name in ('ortools', 'numpy', 'pandas') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_verb_is_found_however_its_module_was_imported_before() -> None:
    program = (
        "import solver.solve; from solver import solve; from solver.solve import solve as same; print(solve is same)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"


def test_every_public_name_is_there_and_documented() -> None:
    assert [name for name in solver.__all__ if not (getattr(solver, name).__doc__ or "").strip()] == []


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"time_limit": 0}, "time_limit is 0, not a number above 0."),
        ({"time_limit": nan}, "time_limit is nan, not a number above 0."),
        ({"work": inf}, "work is inf, not a number above 0."),
        ({"workers": 0}, "workers is 0, not at least 1."),
        ({"seed": -1}, "seed is -1, not from 0 to 2147483647."),
    ],
)
def test_parameters_out_of_range_are_refused(fields: dict[str, Any], sentence: str) -> None:
    with pytest.raises(solver.InvalidParams) as refused:
        solver.SolveParams(**fields)
    assert str(refused.value) == sentence


def assignments_of(problem: Problem, folder: Path, hash_seed: str) -> Any:
    (folder / "problem.json").write_bytes(problem_to_json(problem))
    arguments = ["solve", "problem.json", "-o", "solution.json", "--workers", "1", "--work", "2", "--seed", "5"]
    subprocess.run(
        [sys.executable, "-m", "solver", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": hash_seed},
        check=True,
    )
    document = json.loads((folder / "solution.json").read_bytes())
    return document["assignments"], document["goals"]


@pytest.mark.slow
def test_counted_work_gives_the_same_schedule_in_every_process(tmp_path: Path) -> None:
    problem = crowded(goals=("value", "breaks", "table_changes"))
    assert assignments_of(problem, tmp_path, "1") == assignments_of(problem, tmp_path, "2")
