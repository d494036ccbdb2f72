"""`solve`: find a schedule and prove how good it is; and what other commands that solve share with it."""

from __future__ import annotations

import sys
import time
from functools import partial
from typing import TYPE_CHECKING

from solver.commands.arguments import take_limits
from solver.commands.files import BROKEN, FINE, expect_other, read, writing
from solver.commands.words import conflict_in_words, summary
from solver.formats import expect_writable, problem_from_json, solution_to_json, write_file
from solver.running import at_terminal
from solver.solve import BrokenSchedule, SolveParams, solve

if TYPE_CHECKING:
    import argparse

    from solver.commands.arguments import Commands
    from solver.problem import Problem
    from solver.solution import Result


def add(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser("solve", help="find a schedule and prove how good it is")
    take_limits(command)
    command.set_defaults(command=run)


def run(options: argparse.Namespace, started: float) -> int:
    """Solve a problem and write the solution."""
    problem = read(options.problem, problem_from_json)
    expect_other(options.output, options.problem)
    writing(options.output, expect_writable)
    try:
        result = at_terminal(partial(solve, problem, params_of(options, started)))
    except BrokenSchedule as defect:
        return defective(defect)
    finish(options, started, problem, result)
    return FINE


def params_of(options: argparse.Namespace, started: float) -> SolveParams:
    """Return how a solve may work; reading and loading have had their share of its time."""
    rest = max(0.1, options.time_limit - (time.monotonic() - started))
    return SolveParams(rest, options.workers, options.seed, options.work, options.memory)


def defective(defect: BrokenSchedule) -> int:
    """Say that the solver has a defect."""
    sys.stderr.write(f"The schedule found breaks a rule and was not written, a defect of the solver: {defect}\n")
    return BROKEN


def finish(options: argparse.Namespace, started: float, problem: Problem, result: Result) -> None:
    """Write the solution; say so at a terminal, and anywhere why there is no schedule."""
    content = solution_to_json(problem, result)
    writing(options.output, lambda path: write_file(path, content))
    if result.conflict is not None:
        sys.stdout.write(conflict_in_words(problem, result.conflict))
    if sys.stderr.isatty():
        sys.stderr.write(f"{summary(result)} Written to {options.output} after {time.monotonic() - started:.1f} s.\n")
