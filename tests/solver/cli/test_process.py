from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from solver.check import report_violations
from solver.formats import problem_to_json, solution_from_json, solution_to_json
from solver.problem import Problem, Slot
from solver.solution import Goal, Result, Solution, Status
from tests.solver.problems import problem_of, wish

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[3]


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "solver", *arguments]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments), env=environment(), capture_output=True, text=True, timeout=60, check=False
    )


def hard_problem() -> Problem:
    """An event whose table changes nobody proves minimal within a test's time."""
    chance = random.Random(1)
    pairs = {tuple(sorted(chance.sample(range(80), 2))) for _ in range(700)}
    wishes = [wish(k, *pair, weight=chance.randint(1, 3)) for k, pair in enumerate(sorted(pairs))]
    return problem_of(
        *wishes,
        slots=tuple(Slot(t, t // 6) for t in range(12)),
        tables=30,
        goals=("value", "breaks", "table_changes"),
    )


@pytest.fixture
def hard(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A solve of a hard problem under way, over an older solution."""
    (folder / "hard.json").write_bytes(problem_to_json(hard_problem()))
    (folder / "new.json").write_bytes(b"old")
    with subprocess.Popen(
        command("solve", "hard.json", "-o", "new.json", "--time-limit", "50"),
        env=environment(),
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        time.sleep(4)
        assert process.poll() is None
        yield process
        process.kill()


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_solve_writes_the_best_it_has(
    folder: Path, hard: subprocess.Popen[str], number: signal.Signals
) -> None:
    hard.send_signal(number)
    _, err = hard.communicate(timeout=10)
    assert (hard.returncode, err) == (0, "")
    result = solution_from_json((folder / "new.json").read_bytes())
    assert result.status is Status.FEASIBLE
    assert report_violations(hard_problem(), result) == []


@pytest.mark.slow
def test_a_killed_solve_leaves_the_older_solution(folder: Path, hard: subprocess.Popen[str]) -> None:
    hard.kill()
    hard.wait()
    assert (folder / "new.json").read_bytes() == b"old"
    assert sorted(one.name for one in folder.iterdir()) == ["hard.json", "new.json", "problem.json", "solution.json"]


def test_a_solve_leaves_the_signals_of_its_caller_alone(folder: Path) -> None:
    # All of these must be held: counting breaks from below is CP-SAT's part, which has a handler of its own.
    pairs = [(1, 2), (1, 3), (2, 4), (3, 4), (1, 5)]
    wishes = [wish(k, *pair, required=True) for k, pair in enumerate(pairs)]
    problem = problem_of(*wishes, slots=6, tables=1, goals=("breaks",))
    (folder / "breaks.json").write_bytes(problem_to_json(problem))
    program = """
import os, pathlib, signal
from solver.formats import problem_from_json
from solver.solve import SolveParams, solve
signal.signal(signal.SIGINT, lambda *_: print("heard"))
problem = problem_from_json(pathlib.Path("breaks.json").read_bytes())
print(solve(problem, SolveParams(time_limit=10)).status.value)
os.kill(os.getpid(), signal.SIGINT)
print("alive")
"""
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment(), capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["optimal", "heard", "alive"]


@pytest.mark.usefixtures("folder")
def test_no_progress_is_drawn_where_nobody_sees_it() -> None:
    done = run("solve", "problem.json", "-o", "new.json", "--time-limit", "5")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_progress_is_drawn_on_a_terminal(folder: Path) -> None:
    (folder / "hard.json").write_bytes(problem_to_json(hard_problem()))
    ours, theirs = os.openpty()
    with subprocess.Popen(
        command("solve", "hard.json", "-o", "new.json", "--time-limit", "4"), env=environment(), stderr=theirs
    ) as process:
        os.close(theirs)
        drawn = b""
        try:
            while block := os.read(ours, 4096):
                drawn += block
        except OSError:  # how a terminal says that everyone has left
            pass
        os.close(ours)
        assert process.wait() == 0
    lines = drawn.decode().replace("\x1b[K", "").split("\r")
    assert any(" s  " in line and "bound" in line and "gap" in line for line in lines)
    assert lines[-2].startswith("Feasible: value ")
    assert " Written to new.json after " in lines[-2]


@pytest.mark.slow
def test_the_time_limit_covers_everything(folder: Path) -> None:
    (folder / "hard.json").write_bytes(problem_to_json(hard_problem()))
    start = time.monotonic()
    assert run("solve", "hard.json", "-o", "new.json", "--time-limit", "5").returncode == 0
    assert time.monotonic() - start < 30  # without a limit it would go on for minutes


@pytest.mark.parametrize("name", ["check", "explain"])
@pytest.mark.usefixtures("folder")
def test_only_solving_loads_or_tools(name: str) -> None:
    program = (
        "import sys; from solver.__main__ import main; "
        f"main(['{name}', 'problem.json', 'solution.json']); "
        "print([module for module in ('ortools', 'numpy') if module in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment(), capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_what_counting_shows_to_be_impossible_is_explained_without_or_tools(folder: Path) -> None:
    too_many = problem_of(*(wish(k, (1, 2), 2 + k, required=True) for k in range(1, 8)), slots=3, tables=9)
    (folder / "too_many.json").write_bytes(problem_to_json(too_many))
    program = (
        "import sys; from solver.__main__ import main; "
        "main(['solve', 'too_many.json', '-o', 'none.json']); "
        "print([module for module in ('ortools', 'numpy') if module in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment(), capture_output=True, text=True, check=True
    )
    headline, *claims, loaded = done.stdout.splitlines()
    assert headline == "With 3 slots these 9 cannot hold together; without any one of them the others can:"
    assert claims[-1] == "- Participant 2 attends one meeting at a time."
    assert loaded == "[]"


def test_a_reader_who_has_seen_enough_ends_the_output_quietly(folder: Path) -> None:
    wishes = [wish(k, 1, 2) for k in range(5000)]
    problem = problem_of(*wishes, slots=1)
    best = Solution((), tuple(range(5000)), (Goal("value", 0, None),))
    (folder / "many.json").write_bytes(problem_to_json(problem))
    result = Result(Status.FEASIBLE, best, seconds=1.0, seed=1, workers=1, solver="test")
    (folder / "none.json").write_bytes(solution_to_json(problem, result))
    with subprocess.Popen(
        command("explain", "many.json", "none.json"),
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith("Meeting 0: nothing stands in the way")
        process.stdout.close()
        assert (process.stderr.read(), process.wait()) == ("", 0)


@pytest.mark.usefixtures("folder")
def test_hostile_files_end_within_two_seconds_without_a_stack_trace() -> None:
    hostile = {
        "large.json": b" " * (64 * 2**20 + 1),
        "deep.json": b"[" * 1_000_000,
        "digits.json": b'{"format":"b2b-problem/1","slots":' + b"9" * 1_000_000 + b"}",
        "binary.json": bytes(range(256)) * 1000,
        "many.json": b'{"format":"b2b-problem/1","slots":[' + b"{}," * 1_000_000 + b"{}]}",
    }
    for name, content in hostile.items():
        Path(name).write_bytes(content)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = run("check", name, "solution.json")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 2, name
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith(f"{name}: The ")
        assert done.stderr.count("\n") == 1
