"""`replan`: find the next schedule with the fewest changes from the one in force."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

from solver.commands.arguments import take_limits
from solver.commands.files import FINE, Refusal, expect_other, read, writing
from solver.commands.solve import defective, finish, params_of
from solver.commands.words import goal_in_words, summary
from solver.formats import expect_writable, problem_from_json
from solver.problem import InvalidProblem
from solver.replan import replan
from solver.running import at_terminal
from solver.solve import BrokenSchedule
from solver.told import sentences

if TYPE_CHECKING:
    import argparse

    from solver.commands.arguments import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser(
        "replan",
        help="find the next schedule with the fewest changes from the one in force",
        description="Finds the next schedule from the one in force (previous) and says what changes for whom. Changes "
        "are a goal: where the problem puts them; if it does not name them first, or last where it sets max_changes.",
    )
    take_limits(command)
    command.set_defaults(command=run)


def run(options: argparse.Namespace, started: float) -> int:
    """Re-plan a problem, write the solution and print what changes."""
    problem = read(options.problem, problem_from_json)
    expect_other(options.output, options.problem)
    writing(options.output, expect_writable)
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
