"""What cannot be, and why."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from tests.bench.problems import USUAL, made
from tests.bench.process import expect, run
from tests.bench.table import Case, Row, Table
from tests.bench.words import costs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Document = dict[str, Any]


def too_many_required(problem: Document) -> None:
    """Require one meeting more of somebody than they have slots."""
    for person in problem["participants"]:
        theirs = [one for one in problem["meetings"] if [person["id"]] in one["sides"]]
        room = len(problem["slots"]) - len(person["unavailable"])
        if len(theirs) > room:
            for meeting in theirs[: room + 1]:
                meeting["required"] = True
            return


def pins_that_clash(problem: Document) -> None:
    """Pin two meetings of one person to the same slot."""
    first = problem["meetings"][0]
    person = first["sides"][0]
    other = next(one for one in problem["meetings"][1:] if person in one["sides"])
    for meeting in (first, other):
        meeting["pinned"] = {"slot": problem["slots"][0]["id"]}


def a_circle(problem: Document) -> None:
    """Require three meetings of which each is to be before the next, in a circle."""
    for meeting in problem["meetings"][:3]:
        meeting["required"] = True
    problem["precedences"] = [[0, 1], [1, 2], [2, 0]]


def measure(folder: Path, spoil: Callable[[Document], None], *options: str) -> Row:
    """Spoil a made problem and solve it."""
    path = made(folder, USUAL, 1, *options)
    problem = json.loads(path.read_bytes())
    spoil(problem)
    path.write_text(json.dumps(problem))
    cost = expect(run(["-m", "solver", "solve", path, "-o", folder / "solution.json", "--time-limit=20"], folder))
    status = json.loads((folder / "solution.json").read_bytes())["status"]
    said = " ".join((cost.output + cost.errors).split())
    return Row({"result": status, "said": said[:300], **costs(cost)})


TABLE = Table(
    "infeasible",
    "What cannot be",
    (
        Case("more required meetings than one has slots", partial(measure, spoil=too_many_required)),
        Case("two pins of one person in one slot", partial(measure, spoil=pins_that_clash)),
        Case("three required meetings in a circle", partial(measure, spoil=a_circle)),
    ),
    f"{USUAL}, seed 1, each spoiled in one way; what is printed is what the user reads.",
)
