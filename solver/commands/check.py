"""`check`: name every rule that a solution breaks."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from solver.commands.arguments import take_problem_and_solution
from solver.commands.files import BROKEN, FINE, read
from solver.commands.words import summary
from solver.formats import problem_from_json, solution_from_json

if TYPE_CHECKING:
    import argparse

    from solver.commands.arguments import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser("check", help="name every rule that a solution breaks")
    take_problem_and_solution(command)
    command.set_defaults(command=run)


def run(options: argparse.Namespace, _: float) -> int:
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
