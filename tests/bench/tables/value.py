"""Value alone, from a hundred participants to six thousand, beside the peers on the same problems."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tests.bench.judging import peer, solved
from tests.bench.problems import LARGE, LARGEST, SMALL, USUAL, VERY_LARGE, Size, made
from tests.bench.process import Failed
from tests.bench.table import Case, Row, Table
from tests.bench.words import costs, gap, goal

if TYPE_CHECKING:
    from pathlib import Path

CROWDED = Size(300, 2000, 20, 50)
PEERS_SECONDS = 60.0
FULL = 600.0


def measure(folder: Path, size: Size, seed: int, seconds: float, *, beside_cpsat: bool) -> Row:
    """Solve one problem, and let the peers solve it."""
    problem = made(folder, size, seed)
    answer = solved(problem, seconds)
    cells = {"value": goal(answer, "value"), "gap": gap(answer, "value"), **costs(answer.cost)}
    cells["greedy"] = beside(problem, "greedy")
    if beside_cpsat:
        cells["plain CP-SAT, 60 s"] = beside(problem, "cpsat")
    figures = {"participants": size.participants, "seconds": answer.cost.wall, "memory": answer.cost.memory}
    return Row(cells, figures)


def beside(problem: Path, method: str) -> str:
    """Return what a peer reaches; one that fails takes nothing from our own figures."""
    try:
        return goal(peer(problem, method, PEERS_SECONDS), "value").removesuffix(" (no bound)")
    except Failed as failure:
        return str(failure)[:80]


def case(size: Size, seed: int, seconds: float, *, beside_cpsat: bool = False) -> Case:
    """Return a case under its label."""
    full = seconds == FULL
    measuring = partial(measure, size=size, seed=seed, seconds=seconds, beside_cpsat=beside_cpsat)
    return Case(f"{size}, seed {seed}, limit {seconds:.0f} s", measuring, full)


TABLE = Table(
    "value",
    "Value at scale",
    (
        case(SMALL, 1, 5),
        case(USUAL, 1, 5, beside_cpsat=True),
        case(USUAL, 2, 5),
        case(USUAL, 3, 5),
        case(CROWDED, 1, 10),
        case(LARGE, 1, 20, beside_cpsat=True),
        case(LARGE, 2, 20),
        case(VERY_LARGE, 1, 60, beside_cpsat=True),
        case(LARGEST, 1, FULL),
    ),
    "Participants × wishes × slots × tables. Whole process: start-up, reading, solving, checking, writing.",
)
