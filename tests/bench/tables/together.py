"""Every rule and several goals at once, beside greedy on the same problem."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tests.bench.judging import peer, solved
from tests.bench.problems import USUAL, Size, made
from tests.bench.process import Failed
from tests.bench.table import Case, Row, Table
from tests.bench.words import costs, goal

if TYPE_CHECKING:
    from pathlib import Path

TWO_DAYS = Size(320, 1400, 24, 40)
ALL = ("value", "shortfall", "breaks", "table_changes")
PLAIN = ("value", "breaks", "table_changes")


def measure(folder: Path, size: Size, seed: int, goals: tuple[str, ...], options: tuple[str, ...]) -> Row:
    """Solve one problem, and let greedy solve it."""
    problem = made(folder, size, seed, f"--goals={','.join(goals)}", *options)
    answer, greedy = solved(problem, 30), beside(problem)
    cells = {name: f"{goal(answer, name)}; greedy {greedy.get(name, 'breaks a rule')}" for name in goals}
    return Row({**cells, **costs(answer.cost)})


def beside(problem: Path) -> dict[str, int]:
    """Return greedy's goals, none if it finds no place for what must be held."""
    try:
        return peer(problem, "greedy").goals
    except Failed:
        return {}


def case(words: str, seed: int, goals: tuple[str, ...], *options: str, size: Size = USUAL) -> Case:
    """Return a case under its label."""
    return Case(
        f"{size}{words}, seed {seed}",
        partial(measure, size=size, seed=seed, goals=goals, options=options),
    )


TABLE = Table(
    "together",
    "Everything at once",
    (
        case(" `--full`", 1, ALL, "--full"),
        case(" `--full`", 2, ALL, "--full"),
        case(" in 4 sessions `--full`", 5, ALL, "--full", "--sessions=4", size=TWO_DAYS),
        case("", 1, PLAIN),
    ),
    "Limit 30 s. `--full`: several candidates per side, interpreters, stands, online meetings, pins, limits, minimums, "
    "a free slot for lunch.",
)
