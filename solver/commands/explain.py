"""`explain`: say why each unscheduled meeting is unscheduled."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from solver.commands.arguments import take_problem_and_solution
from solver.commands.files import FINE, read
from solver.commands.words import conflict_in_words
from solver.formats import problem_from_json, solution_from_json

if TYPE_CHECKING:
    import argparse

    from solver.commands.arguments import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser("explain", help="say why each unscheduled meeting is unscheduled")
    take_problem_and_solution(command)
    command.add_argument("--json", action="store_true", help="one object a line instead of sentences")
    command.set_defaults(command=run)


def run(options: argparse.Namespace, _: float) -> int:
    """Print why each unscheduled meeting is unscheduled, or why there is no schedule at all."""
    from solver.explain import explain  # noqa: PLC0415 - a command loads what it needs

    problem = read(options.problem, problem_from_json)
    result = read(options.solution, solution_from_json)
    if result.conflict is not None:
        as_json = json.dumps(asdict(result.conflict), separators=(",", ":")) + "\n"
        sys.stdout.write(as_json if options.json else conflict_in_words(problem, result.conflict))
        return FINE
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
