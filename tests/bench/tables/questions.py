"""Questions to a schedule: why not, who else, what would one more table give."""

from __future__ import annotations

import json
from functools import partial
from statistics import mean
from typing import TYPE_CHECKING

from tests.bench.judging import solved
from tests.bench.problems import LARGE, USUAL, Size, made
from tests.bench.process import expect, run
from tests.bench.table import Case, Row, Table
from tests.bench.words import costs

if TYPE_CHECKING:
    from pathlib import Path


def answers(folder: Path, question: str, size: Size, options: tuple[str, ...] = ()) -> Row:
    """Ask a question of a solved problem for every meeting or slot that it is about."""
    problem = made(folder, size, 1, *options)
    solved(problem, 15)
    done = expect(run(["-m", "tests.bench.ask", question, problem, folder / "solution.json"], folder))
    times = json.loads(done.output)
    return Row(
        {
            "answers": f"{len(times):,}",
            "mean CPU ms": f"{mean(times):.1f}",
            "worst CPU ms": f"{max(times):.1f}",
            "CPU s of all": f"{done.user:.1f}",
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
            Case(f"{USUAL}", partial(answers, question="explain", size=USUAL)),
            Case(f"{USUAL} `--full`", partial(answers, question="explain", size=USUAL, options=("--full",))),
            Case(f"{LARGE}", partial(answers, question="explain", size=LARGE)),
        ),
        "Every unscheduled meeting of a schedule explained, within one process.",
    ),
    Table(
        "standby",
        "Who could fill a slot",
        (
            Case(f"{USUAL}", partial(answers, question="standby", size=USUAL)),
            Case(f"{LARGE}", partial(answers, question="standby", size=LARGE)),
        ),
        "Five meetings of one slot after the other cancelled: who could meet there instead, within one process.",
    ),
    Table("advise", "What one more table or slot is worth", (Case(f"{USUAL}, 25 points", advise),)),
)
