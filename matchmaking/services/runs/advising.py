"""One study of capacity in a process of its own, with limits on memory and time."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any

from matchmaking.services.runs import capacity
from matchmaking.services.runs.failures import Failure, FailureCode
from matchmaking.services.runs.solving import CHECKOUT, SolverCrashed, SolverFailed
from solver.formats import problem_from_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from matchmaking.services.runs.capacity import Taken
    from solver.problem import Problem

COMMAND = (sys.executable, "-m", "matchmaking.services.runs.advice_process")
PATIENCE = 20
"""Seconds past the limit after which the process is ended."""


def advice(study: Taken, *, workers: int, memory_mb: int, done: Callable[[int], None]) -> dict[str, Any]:
    """
    Work it out, telling how many lines are done.

    Raises
    ------
    SolverFailed
        If there is no answer.

    """
    problem = problem_from_json(study.problem.encode())
    with subprocess.Popen(
        COMMAND, cwd=CHECKOUT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        guard = threading.Timer(capacity.SECONDS + PATIENCE, process.kill)
        guard.start()
        try:
            return _answer(process, json.dumps(_order(study, problem, workers, memory_mb)), done) | {
                "wished": len(problem.meetings)
            }
        finally:
            guard.cancel()
            process.kill()


def _order(study: Taken, problem: Problem, workers: int, memory_mb: int) -> dict[str, Any]:
    params = {
        "tables": capacity.table_counts(problem),
        "slots": capacity.slot_counts(problem),
        "wishes": list(study.wishes) or None,
        "time_limit": capacity.SECONDS,
        "workers": workers,
    }
    return {"problem": study.problem, "params": params, "memory_mb": memory_mb}


def _answer(process: subprocess.Popen[str], order: str, done: Callable[[int], None]) -> dict[str, Any]:
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(order)
        process.stdin.close()
    except BrokenPipeError:
        raise SolverCrashed(Failure(FailureCode.CRASHED, {"status": process.wait()})) from None
    for line in process.stdout:
        message: dict[str, Any] = json.loads(line)
        if "advice" in message:
            found: dict[str, Any] = message["advice"]
            return found
        if "out_of_memory" in message:
            raise SolverFailed(Failure(FailureCode.OUT_OF_MEMORY, {"limit": message["out_of_memory"]}))
        done(message["done"])
    raise SolverCrashed(Failure(FailureCode.CRASHED, {"status": process.wait()}))
