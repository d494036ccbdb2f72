"""Questions to a schedule: why not, who else, what would one more table give."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from tests.bench.judging import solved
from tests.bench.problems import LARGE, USUAL, Size, made
from tests.bench.process import expect, run
from tests.bench.table import Case, Row, Table
from tests.bench.words import costs

if TYPE_CHECKING:
    from pathlib import Path


def explain(folder: Path, size: Size, *options: str) -> Row:
    """Explain every unscheduled meeting of a solved problem."""
    problem = made(folder, size, 1, *options)
    solved(problem, 15)
    cost = expect(run(["-m", "solver", "explain", problem, folder / "solution.json", "--json"], folder))
    reasons = len(cost.output.splitlines())
    return Row(
        {
            "reasons": f"{reasons:,}",
            "ms each, start-up included": f"{1000 * cost.wall / max(1, reasons):.1f}",
            **costs(cost),
        }
    )


def standby(folder: Path, size: Size) -> Row:
    """Ask who could fill a slot of a schedule freed now."""
    problem = made(folder, size, 1)
    solved(problem, 10)
    slot = json.loads(problem.read_bytes())["slots"][5]["id"]
    arguments = ["-m", "solver", "standby", problem, folder / "solution.json", f"--slot={slot}"]
    cost = expect(run(arguments, folder))
    idle = expect(run(["-m", "solver", "check", problem, folder / "solution.json"], folder))
    return Row(
        {
            "lines": str(len(cost.output.splitlines())),
            **costs(cost),
            "only checking the schedule, s": f"{idle.wall:.1f}",
        }
    )


def advise(folder: Path) -> Row:
    """Ask for bounds over 25 events."""
    problem = made(folder, USUAL, 1)
    cost = expect(run(["-m", "solver", "advise", problem, "--tables=60:100:10", "--slots=16:20:1"], folder))
    return Row({"result": f"{len(cost.output):,} characters of JSON", **costs(cost)})


TABLES = (
    Table(
        "explain",
        "A reason for every wish left out",
        (
            Case(f"{USUAL}", partial(explain, size=USUAL)),
            Case(f"{USUAL} `--full`", lambda folder: explain(folder, USUAL, "--full")),
            Case(f"{LARGE}", partial(explain, size=LARGE)),
        ),
    ),
    Table(
        "standby",
        "Who could fill a slot",
        (Case(f"{USUAL}", partial(standby, size=USUAL)), Case(f"{LARGE}", partial(standby, size=LARGE))),
    ),
    Table("advise", "What one more table or slot is worth", (Case(f"{USUAL}, 25 points", advise),)),
)
