"""`advise`: say what one more table or slot is worth."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from solver.commands.arguments import positive, whole
from solver.commands.files import FINE, Refusal, read
from solver.formats import problem_from_json
from solver.problem import InvalidProblem

if TYPE_CHECKING:
    from solver.commands.arguments import Commands

LARGEST = 100_000
MOST_NUMBERS = 1000


def add(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser(
        "advise",
        help="say what one more table or slot is worth, as JSON",
        description="Bounds the value of the wishes that can be held, over a grid of slots and tables, and says "
        "how many tables are enough.",
    )
    command.add_argument("problem", type=Path)
    command.add_argument("--tables", type=numbers, default=(), metavar="FROM:TO:STEP", help="numbers of tables")
    command.add_argument("--slots", type=numbers, default=(), metavar="FROM:TO:STEP", help="numbers of slots")
    wishes = command.add_mutually_exclusive_group()
    wishes.add_argument(
        "--weight", type=whole(0, LARGEST), help="look for tables enough for wishes of at least this weight"
    )
    wishes.add_argument("--meetings", type=int, nargs="+", help="look for tables enough for these meetings")
    command.add_argument("--time-limit", type=positive, default=60.0, metavar="SECONDS", help="for everything (60)")
    command.add_argument("--workers", type=whole(1, 256), default=2, help="how many cores to use (2)")
    command.set_defaults(command=run)


def numbers(text: str) -> tuple[int, ...]:
    """Read `7`, `7:9` or `20:60:5`, both ends included."""
    parts = text.split(":")
    if len(parts) > len(("from", "to", "step")):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number, nor FROM:TO or FROM:TO:STEP")
    first, last = whole(0, LARGEST)(parts[0]), whole(0, LARGEST)(parts[min(1, len(parts) - 1)])
    step = whole(1, LARGEST)(parts[-1]) if len(parts) == len(("from", "to", "step")) else 1
    found = tuple(range(first, last + 1, step))
    if not 0 < len(found) <= MOST_NUMBERS:
        raise argparse.ArgumentTypeError(f"{text!r} are {len(found)} numbers, not 1 to {MOST_NUMBERS}")
    return found


def run(options: argparse.Namespace, started: float) -> int:
    """Print the advice."""
    problem = read(options.problem, problem_from_json)
    from solver.advise import AdviseParams, advise  # noqa: PLC0415 - loads OR-Tools, as only this command must

    wishes = None if options.meetings is None else set(options.meetings)
    if options.weight is not None:
        wishes = {one.id for one in problem.meetings if one.weight >= options.weight}
    unknown = (wishes or set()) - {one.id for one in problem.meetings}
    if unknown:
        raise Refusal(f"{options.problem}: There is no meeting {min(unknown)}.")
    # Reading and loading have had their share of the time.
    rest = max(0.1, options.time_limit - (time.monotonic() - started))
    try:
        advice = advise(problem, AdviseParams(options.tables, options.slots, wishes, rest, options.workers))
    except InvalidProblem as error:
        raise Refusal(f"{options.problem}: {error}") from error
    sys.stdout.write(json.dumps(advice.as_json(), separators=(",", ":")) + "\n")
    return FINE
