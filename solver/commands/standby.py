"""`standby`: say who could meet in the places of a slot that are free, best first."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from solver.commands.arguments import take_problem_and_solution
from solver.commands.files import FINE, Refusal, read
from solver.formats import problem_from_json, solution_from_json
from solver.problem import InvalidProblem

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from solver.commands.arguments import Commands
    from solver.standby import Standby


def add(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser(
        "standby",
        help="say who could meet in the places of a slot that are free, best first",
        description="Says which unscheduled meetings could be held in a slot, best first, beside what stands there. "
        "What the solution holds of meetings, people, tables or hours that the problem no longer has is given away.",
    )
    take_problem_and_solution(command)
    command.add_argument("--slot", type=int, required=True, help="the slot with free places")
    command.add_argument("--table", type=int, nargs="+", default=[], help="only at one of these tables")
    command.add_argument("--person", type=int, nargs="+", default=[], help="only with one of these participants")
    command.add_argument(
        "--later", action="store_true", help="then also what is held later and could be pulled forward"
    )
    command.add_argument("--json", action="store_true", help="one object a line instead of sentences")
    command.set_defaults(command=run)


def run(options: argparse.Namespace, _: float) -> int:
    """Print the offers."""
    from solver.standby import Only, standby  # noqa: PLC0415 - a command loads what it needs

    problem = read(options.problem, problem_from_json)
    result = read(options.solution, solution_from_json)
    if result.best is None:
        sys.stderr.write(f"There is no schedule to fill: the status is {result.status.value}.\n")
        return FINE
    only = Only(frozenset(options.table), frozenset(options.person))
    try:
        offers = standby(problem, result.best.assignments, options.slot, only, pull_forward=options.later)
    except InvalidProblem as error:
        raise Refusal(f"{options.problem}: {error}") from error
    for line in map(as_json, offers) if options.json else in_words(offers, options.slot):
        sys.stdout.write(f"{line}\n")
    return FINE


def as_json(offer: Standby) -> str:
    """Return an offer as one line."""
    return json.dumps(offer.as_json(), separators=(",", ":"))


def in_words(offers: Sequence[Standby], slot: int) -> list[str]:
    """Return the offers in sentences: how many, which of them fit together, and each of them."""
    if not offers:
        return [f"Nothing more could be held in slot {slot}."]
    together = [str(offer.place.meeting) for offer in offers if offer.together]
    fit = "" if len(together) == 1 else f" These {len(together)} fit together: {', '.join(together)}."
    count = "1 meeting" if len(offers) == 1 else f"{len(offers):,} meetings"
    return [f"{count} could be held in slot {slot}.{fit}", *(offer.sentence for offer in offers)]
