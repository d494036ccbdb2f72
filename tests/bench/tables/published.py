"""The published instances: every meeting required, fewest breaks."""

from __future__ import annotations

import csv
import time
from typing import TYPE_CHECKING

from tests.bench.judging import solved
from tests.bench.problems import shared
from tests.bench.process import expect, run
from tests.bench.table import Case, Row, Table

if TYPE_CHECKING:
    from pathlib import Path

INFEASIBLE = "infeasible"
LIMIT = 30.0
ENOUGH = 420.0
"""Seconds after which the rest are counted as not tried."""


def measure(folder: Path) -> Row:
    """Solve every file in turn, each within its limit, and compare the proofs with the published ones."""
    files = sorted(shared("b2bsp").glob("*.dzn"))
    known = published()
    end = time.monotonic() + ENOUGH
    found = [(instance.stem, *one(instance, folder)) for instance in files if time.monotonic() < end]
    proven = [(name, answer, seconds) for name, answer, seconds in found if answer is not None]
    wrong = [name for name, answer, _ in proven if answer != known[name][0]]
    cells = {
        "optimal": str(sum(answer != INFEASIBLE for _, answer, _ in proven)),
        "infeasible": str(sum(answer == INFEASIBLE for _, answer, _ in proven)),
        "not proven": ", ".join(name for name, answer, _ in found if answer is None) or "none",
        "not tried": str(len(files) - len(found)),
        "other than published": ", ".join(wrong) or "none",
        "total s": f"{sum(seconds for *_, seconds in found):.0f}",
        "worst s": f"{max(seconds for *_, seconds in found):.1f}",
        "published total s": f"{sum(known[path.stem][1] for path in files):.0f}",
    }
    figures = {
        "times": sorted(round(seconds, 2) for *_, seconds in proven),
        "published": sorted(seconds for _, seconds in known.values()),
        "files": len(files),
    }
    return Row(cells, figures)


def published() -> dict[str, tuple[str, float]]:
    """Return the proven optimum of each file, or that there is none, and the seconds that proof took its authors."""
    with shared("b2bsp", "optima.csv").open() as lines:
        return {line["instance"]: (line["breaks"], float(line["published_seconds"])) for line in csv.DictReader(lines)}


def one(instance: Path, folder: Path, *, limit: float = LIMIT, without: str = "nothing") -> tuple[str | None, float]:
    """Return what is proven of one file, the fewest breaks or that it is infeasible, and the seconds that took."""
    problem = folder / "problem.json"
    expect(run(["-m", "solver", "convert", instance, "-o", problem], folder))
    answer = solved(problem, limit, without=None if without == "nothing" else without)
    proven = {"optimal": str(answer.goals.get("breaks")), INFEASIBLE: INFEASIBLE}
    return proven.get(answer.status), answer.cost.wall


TABLE = Table(
    "published",
    "The published instances",
    (Case("the literature's files", measure),),
    "Girona's files, all meetings required, goal `breaks`, limit 30 s each, whole processes, two workers. "
    "The published seconds are those of the authors' best method (MaxSAT) on another machine, a Xeon E3-1220v2.",
)
