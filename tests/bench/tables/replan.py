"""Re-planning: a quarter of the day past, three people gone, three late wishes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tests.bench.judging import solved
from tests.bench.problems import LARGE, USUAL, VERY_LARGE, Size, made
from tests.bench.table import Case, Row, Table
from tests.bench.words import costs, gap, goal

if TYPE_CHECKING:
    from pathlib import Path

CHANGES_FIRST = "changes,value"
VALUE_FIRST = "value,changes"


def measure(folder: Path, size: Size, goals: str, seconds: float) -> Row:
    """Re-plan one made day."""
    fields = {"max_changes": {"total": 60}} if goals == VALUE_FIRST else {}
    problem = made(folder, size, 1, "--replan=3", f"--goals={goals}", **fields)
    answer = solved(problem, seconds, command="replan")
    cells = {"changes": goal(answer, "changes"), "value": goal(answer, "value"), "gap of value": gap(answer, "value")}
    return Row({**cells, **costs(answer.cost)})


def case(size: Size, goals: str, seconds: float) -> Case:
    """Return a case under its label."""
    words = f"{goals}, at most 60 changes" if goals == VALUE_FIRST else goals
    return Case(f"{size}: {words}", partial(measure, size=size, goals=goals, seconds=seconds))


TABLE = Table(
    "replan",
    "Re-planning",
    (
        case(USUAL, CHANGES_FIRST, 5),
        case(LARGE, CHANGES_FIRST, 8),
        case(LARGE, VALUE_FIRST, 8),
        case(VERY_LARGE, CHANGES_FIRST, 20),
        case(VERY_LARGE, VALUE_FIRST, 20),
    ),
    "`make_problem.py --replan 3`, seed 1: goals in this order.",
)
