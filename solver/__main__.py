"""The command line: `python -m solver solve | replan | check | explain | convert`."""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from solver.formats import (
    UnusableFile,
    expect_writable,
    problem_from_dzn,
    problem_from_json,
    problem_to_json,
    read_file,
    solution_from_json,
    solution_to_json,
    write_file,
)
from solver.problem import InvalidProblem
from solver.solution import InvalidSolution

if TYPE_CHECKING:
    from collections.abc import Callable

    from solver.problem import Problem
    from solver.solution import Goal, Result
    from solver.solve import BrokenSchedule, SolveParams

# What a command answers.
FINE, BROKEN, UNUSABLE = 0, 1, 2
MAX_SEED = 2**31 - 1

Content = TypeVar("Content")


class Refusal(Exception):  # noqa: N818 - it names an answer to the user
    """A file cannot be used; the message is one sentence that names it."""


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit status."""
    started = time.monotonic()
    options = parser().parse_args(arguments)
    try:
        status: int = options.command(options, started)
        sys.stdout.flush()
    except Refusal as refusal:
        sys.stderr.write(f"{refusal}\n")
        return UNUSABLE
    except BrokenPipeError:
        # The reader, say `head`, has seen enough; nothing more may be written, not even on closing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    return status


def parser() -> argparse.ArgumentParser:
    """Return the commands with their options."""
    top = argparse.ArgumentParser(prog="python -m solver", description="Chooses and schedules meetings.")
    commands = top.add_subparsers(required=True, metavar="command")
    solve = commands.add_parser("solve", help="find a schedule and prove how good it is")
    solve.set_defaults(command=solve_command)
    replan = commands.add_parser(
        "replan",
        help="find the next schedule with the fewest changes from the one in force",
        description="Finds the next schedule from the one in force (previous) and says what changes for whom. Changes "
        "are a goal: where the problem puts them; if it does not name them first, or last where it sets max_changes.",
    )
    replan.set_defaults(command=replan_command)
    for command in (solve, replan):
        command.add_argument("problem", type=Path)
        command.add_argument("-o", "--output", type=Path, required=True, help="the solution file to write")
        command.add_argument("--time-limit", type=positive, default=60.0, metavar="SECONDS", help="for everything (60)")
        command.add_argument("--workers", type=whole(1, 256), default=2, help="how many cores to use (2)")
        command.add_argument("--seed", type=whole(0, MAX_SEED), default=1, help="where chance begins (1)")
        command.add_argument("--work", type=positive, help="a limit in deterministic units instead of seconds")
    check = commands.add_parser("check", help="name every rule that a solution breaks")
    check.set_defaults(command=check_command)
    explain = commands.add_parser("explain", help="say why each unscheduled meeting is unscheduled")
    explain.add_argument("--json", action="store_true", help="one object a line instead of sentences")
    explain.set_defaults(command=explain_command)
    for command in (check, explain):
        command.add_argument("problem", type=Path)
        command.add_argument("solution", type=Path)
    convert = commands.add_parser("convert", help="read published MiniZinc data")
    convert.add_argument("instance", type=Path)
    convert.add_argument("-o", "--output", type=Path, required=True, help="the problem file to write")
    convert.set_defaults(command=convert_command)
    return top


def positive(text: str) -> float:
    """Read a number above zero."""
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not 0 < number < math.inf:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number above 0")
    return number


def whole(least: int, most: int) -> Callable[[str], int]:
    """Return how to read a whole number within limits."""

    def read_whole(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) <= len(str(most)) and least <= int(text) <= most):
            raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from {least} to {most}")
        return int(text)

    return read_whole


def solve_command(options: argparse.Namespace, started: float) -> int:
    """Solve a problem and write the solution."""
    problem = read(options.problem, problem_from_json)
    writing(options.output, expect_writable)
    from solver.running import at_terminal  # noqa: PLC0415 - loads OR-Tools, as only what solves must
    from solver.solve import BrokenSchedule, solve  # noqa: PLC0415

    try:
        result = at_terminal(partial(solve, problem, params_of(options, started)))
    except BrokenSchedule as defect:
        return defective(defect)
    finish(options, started, problem, result)
    return FINE


def replan_command(options: argparse.Namespace, started: float) -> int:
    """Re-plan a problem, write the solution and print what changes."""
    problem = read(options.problem, problem_from_json)
    writing(options.output, expect_writable)
    from solver.replan import replan  # noqa: PLC0415 - loads OR-Tools, as only what solves must
    from solver.running import at_terminal  # noqa: PLC0415
    from solver.solve import BrokenSchedule  # noqa: PLC0415
    from solver.told import sentences  # noqa: PLC0415

    try:
        next_one = at_terminal(partial(replan, problem, params_of(options, started)))
    except InvalidProblem as error:
        raise Refusal(f"{options.problem}: {error}") from error
    except BrokenSchedule as defect:
        return defective(defect)
    finish(options, started, problem, next_one.result)
    if next_one.result.best is None:
        sys.stdout.write(f"{summary(next_one.result)}\n")
        return FINE
    sys.stdout.write(f"{', '.join(map(goal_in_words, next_one.found))}.\n".capitalize())
    for sentence in sentences(next_one.comparison, {meeting.id for meeting in problem.meetings}):
        sys.stdout.write(f"{sentence}\n")
    return FINE


def params_of(options: argparse.Namespace, started: float) -> SolveParams:
    """Return how a solve may work; reading and loading have had their share of its time."""
    from solver.solve import SolveParams  # noqa: PLC0415 - loads OR-Tools

    rest = max(0.1, options.time_limit - (time.monotonic() - started))
    return SolveParams(time_limit=rest, workers=options.workers, seed=options.seed, work=options.work)


def defective(defect: BrokenSchedule) -> int:
    """Say that the solver has a defect."""
    sys.stderr.write(f"The schedule found breaks a rule and was not written, a defect of the solver: {defect}\n")
    return BROKEN


def finish(options: argparse.Namespace, started: float, problem: Problem, result: Result) -> None:
    """Write the solution, and at a terminal say so."""
    content = solution_to_json(problem, result)
    writing(options.output, lambda path: write_file(path, content))
    if sys.stderr.isatty():
        sys.stderr.write(f"{summary(result)} Written to {options.output} after {time.monotonic() - started:.1f} s.\n")


def summary(result: Result) -> str:
    """Return what was found in one line."""
    if result.best is None:
        return f"No schedule: {result.status.value}."
    return f"{result.status.value.capitalize()}: {', '.join(map(goal_in_words, result.best.goals))}."


def goal_in_words(goal: Goal) -> str:
    """Return a goal's value and bound."""
    bound = "no bound" if goal.bound is None else f"bound {goal.bound:,}"
    return f"{goal.name} {goal.value:,} ({bound})"


def check_command(options: argparse.Namespace, _: float) -> int:
    """Print every broken rule as a sentence."""
    from solver.check import report_violations  # noqa: PLC0415 - a command loads what it needs

    problem = read(options.problem, problem_from_json)
    result = read(options.solution, solution_from_json)
    found = report_violations(problem, result)
    for violation in found:
        sys.stdout.write(f"{violation}\n")
    if not found:
        sys.stdout.write(f"No rule is broken. {summary(result)}\n")
    return BROKEN if found else FINE


def explain_command(options: argparse.Namespace, _: float) -> int:
    """Print why each unscheduled meeting is unscheduled."""
    from solver.explain import explain  # noqa: PLC0415 - a command loads what it needs

    problem = read(options.problem, problem_from_json)
    result = read(options.solution, solution_from_json)
    if result.best is None:
        sys.stderr.write(f"There is no schedule to explain: the status is {result.status.value}.\n")
        return FINE
    for reason in explain(problem, result.best.assignments):
        if options.json:
            sys.stdout.write(json.dumps(reason.as_json(), separators=(",", ":")) + "\n")
        else:
            change = f" {reason.change.sentence}" if reason.change else ""
            sys.stdout.write(f"{reason.sentence}{change}\n")
    return FINE


def convert_command(options: argparse.Namespace, _: float) -> int:
    """Write a published instance as a problem."""
    content = problem_to_json(read(options.instance, problem_from_dzn))
    writing(options.output, lambda path: write_file(path, content))
    return FINE


def read(path: Path, parse: Callable[[bytes], Content]) -> Content:
    """Read a file, or refuse it by name."""
    try:
        return parse(read_file(path))
    except (UnusableFile, InvalidProblem, InvalidSolution) as error:
        raise Refusal(f"{path}: {error}") from error


def writing(path: Path, write: Callable[[Path], None]) -> None:
    """Write a file, or refuse it by name."""
    try:
        write(path)
    except UnusableFile as error:
        raise Refusal(f"{path}: {error}") from error


if __name__ == "__main__":
    sys.exit(main())
