"""The limit on memory: what does not fit is done without, and what fails for lack of it says so in one sentence."""

from __future__ import annotations

import json
import signal
import subprocess
from pathlib import Path

import pytest

from solver import SolveParams, Status, solve
from solver.formats import problem_to_json
from solver.memory import fits, used
from tests.solver.cli.test_process import command, environment, hard_problem, run
from tests.solver.schedules import crowded


def test_a_model_fits_as_long_as_its_columns_do() -> None:
    assert fits(10**9, None)
    assert fits(0, int(used()) + 260)
    assert not fits(0, int(used()))
    assert not fits(10**9, int(used()) + 260)


def test_without_room_for_the_relaxation_a_schedule_is_found_all_the_same() -> None:
    problem = crowded()
    result = solve(problem, SolveParams(work=0.5, workers=1, memory=1))
    assert result.status is Status.FEASIBLE
    assert result.best is not None
    roomy = solve(problem, SolveParams(work=0.5, workers=1))
    assert roomy.best is not None
    assert result.best.goals[0].bound > roomy.best.goals[0].bound  # type: ignore[operator]


@pytest.mark.usefixtures("folder")
def test_within_its_memory_a_solve_answers_as_without_a_limit() -> None:
    done = run("solve", "problem.json", "-o", "new.json", "--time-limit", "20", "--memory", "4096")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert json.loads(Path("new.json").read_bytes())["status"] == "optimal"


@pytest.mark.usefixtures("folder")
def test_a_refusal_is_said_once_also_within_a_limit() -> None:
    done = run("solve", "none.json", "-o", "new.json", "--memory", "4096")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1


@pytest.mark.usefixtures("folder")
def test_a_solve_that_lacks_memory_says_so_in_one_sentence_and_writes_nothing() -> None:
    done = run("solve", "problem.json", "-o", "new.json", "--memory", "256")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "This takes more than the 256 MiB of memory that it may use.\n"
    assert not Path("new.json").exists()


def in_a_process(work: str) -> subprocess.CompletedProcess[str]:
    program = (
        "import ctypes, os, sys\nfrom solver.commands.guard import within\n"
        f"def work():\n    {work}\n    return 5\n"
        "print('status', within(600, work))"
    )
    return subprocess.run(
        [command()[0], "-c", program], env=environment(), capture_output=True, text=True, check=False, timeout=60
    )


def test_the_status_of_the_work_is_handed_on() -> None:
    assert in_a_process("print('done', flush=True)").stdout == "done\nstatus 5\n"


@pytest.mark.parametrize(
    "work",
    [
        "bytearray(700 * 2**20)",
        "os.write(2, b'std::bad_alloc'); os.abort()",
        "raise ImportError('libx.so: failed to map segment from shared object')",
    ],
)
def test_lack_of_memory_is_told_from_every_kind_of_code(work: str) -> None:
    done = in_a_process(work)
    assert done.stdout == ""
    assert done.stderr.splitlines()[-1].startswith(
        "solver.commands.files.OutOfMemory: This takes more than the 600 MiB"
    )


def test_another_abort_is_not_taken_for_a_lack_of_memory() -> None:
    done = in_a_process("os.write(2, b'check failed'); os.abort()")
    assert (done.stdout, done.stderr) == ("status 134\n", "check failed")


@pytest.mark.slow
def test_a_solve_within_a_limit_can_be_stopped(folder: Path) -> None:
    (folder / "hard.json").write_bytes(problem_to_json(hard_problem()))
    arguments = command("solve", "hard.json", "-o", "new.json", "--time-limit", "50", "--memory", "4096")
    with subprocess.Popen(arguments, env=environment(), stderr=subprocess.PIPE, text=True) as process:
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=4)
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=20)
    assert (process.returncode, errors) == (0, "")
    assert json.loads((folder / "new.json").read_bytes())["status"] == "feasible"
