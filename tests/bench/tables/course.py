"""How incumbent and bound come together, from the start of the process."""

from __future__ import annotations

import json
import time
from functools import partial
from typing import TYPE_CHECKING, Any

from tests.bench.problems import LARGE, LARGEST, SMALL, USUAL, VERY_LARGE, Size, made
from tests.bench.process import expect, run
from tests.bench.table import Case, Row, Table

if TYPE_CHECKING:
    from pathlib import Path

NEAR = 0.001
"""The gap that counts as near, 0.1 %."""
BEFORE = frozenset({"begin", "bound"})
"""Stages in which no wish has been placed yet."""
Step = dict[str, Any]


def traced(problem: Path, seconds: float) -> list[Step]:
    """Return every step forward of a solve, `seconds` counted from the start of its process."""
    arguments = ["-m", "tests.bench.trace", problem, str(seconds), str(time.monotonic())]
    done = expect(run(arguments, problem.parent, kill_after=2 * seconds + 120))
    return [json.loads(line) for line in done.output.splitlines()]


def first_near(steps: list[Step]) -> float | None:
    """Return after how many seconds a gap was at most 0.1 %."""
    for step in steps:
        incumbent, bound = step["incumbent"], step["bound"]
        if None not in (incumbent, bound) and abs(bound - incumbent) <= NEAR * abs(bound):
            return float(step["seconds"])
    return None


def first_schedule(steps: list[Step]) -> float | None:
    """Return after how many seconds a schedule was complete."""
    return next((step["seconds"] for step in steps if step["stage"] not in BEFORE), None)


def measure(folder: Path, size: Size, seconds: float, options: tuple[str, ...] = ()) -> Row:
    """Trace one solve."""
    steps = traced(made(folder, size, 1, *options), seconds)
    goals = list(dict.fromkeys(step["goal"] for step in steps))
    first = [step for step in steps if step["goal"] == goals[0]]
    begun = [step for step in steps if step["goal"] != goals[0] or step["stage"] not in BEFORE]
    moments = {
        "first schedule": first_schedule(first),
        "gap ≤ 0.1 %": first_near(first),
        "last step": steps[-1]["seconds"],
    }
    cells = {name: "–" if moment is None else f"{moment:.1f} s" for name, moment in moments.items()}
    return Row(cells, {"participants": size.participants, "near": moments["gap ≤ 0.1 %"], "steps": thinned(begun)})


def thinned(steps: list[Step]) -> list[Step]:
    """Return the steps at which something got better, each goal's last among them."""
    kept: list[Step] = []
    for step in steps:
        told = {key: step[key] for key in ("goal", "incumbent", "bound")}
        if not kept or told != {key: kept[-1][key] for key in told}:
            kept.append({"seconds": round(step["seconds"], 2), **told})
    return kept


def case(size: Size, seconds: float, *, full: bool = False) -> Case:
    """Return a case under its label."""
    return Case(f"{size}, value", partial(measure, size=size, seconds=seconds), full)


GOALS = "value,shortfall,breaks,table_changes"
TABLE = Table(
    "course",
    "First schedule, and near the bound",
    (
        case(SMALL, 5),
        case(USUAL, 5),
        case(LARGE, 20),
        case(VERY_LARGE, 60),
        case(LARGEST, 600, full=True),
        Case(
            f"{USUAL} full, {GOALS}", partial(measure, size=USUAL, seconds=30, options=("--full", f"--goals={GOALS}"))
        ),
    ),
    "Seconds from the start of the process, seed 1; the gap of the first goal.",
)
