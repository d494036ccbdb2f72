"""The published instances: every meeting required, fewest breaks."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tests.bench.judging import judged
from tests.bench.problems import shared
from tests.bench.process import expect, run
from tests.bench.table import Case, Row, Table

if TYPE_CHECKING:
    from pathlib import Path

LIMIT = 30
ENOUGH = 360.0
"""Seconds after which the rest are counted as not tried."""


def measure(folder: Path) -> Row:
    """Solve every file in turn, each within its limit."""
    files = sorted(shared("b2bsp").glob("*.dzn"))
    end = time.monotonic() + ENOUGH
    found = [(instance.stem, *one(instance, folder)) for instance in files if time.monotonic() < end]
    times = sorted(seconds for _, status, seconds in found if status in {"optimal", "infeasible"})
    unproven = [name for name, status, _ in found if status not in {"optimal", "infeasible"}]
    statuses = [status for _, status, _ in found]
    cells = {
        "optimal": str(statuses.count("optimal")),
        "infeasible": str(statuses.count("infeasible")),
        "not proven": ", ".join(unproven) or "none",
        "not tried": str(len(files) - len(found)),
        "total s": f"{sum(seconds for *_, seconds in found):.0f}",
        "worst s": f"{max(seconds for *_, seconds in found):.1f}",
    }
    return Row(cells, {"times": times, "files": len(files)})


def one(instance: Path, folder: Path) -> tuple[str, float]:
    """Return the status of one file and its seconds."""
    problem, solution = folder / "problem.json", folder / "solution.json"
    expect(run(["-m", "solver", "convert", instance, "-o", problem], folder))
    arguments = ["-m", "solver", "solve", problem, "-o", solution, f"--time-limit={LIMIT}", "--workers=2"]
    cost = expect(run(arguments, folder))
    return judged(problem, solution, cost).status, cost.wall


TABLE = Table(
    "published",
    "The published instances",
    (Case("the literature's files", measure),),
    "Girona's files, all meetings required, goal `breaks`, limit 30 s each, whole processes, two workers.",
)
