"""How soon a solve ends once it is asked to, with its schedule written."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tests.bench.judging import judged
from tests.bench.problems import LARGE, USUAL, VERY_LARGE, Size, made
from tests.bench.process import Failed, expect, run
from tests.bench.table import Case, Row, Table

if TYPE_CHECKING:
    from pathlib import Path


def measure(folder: Path, size: Size, moments: tuple[float, ...], options: tuple[str, ...] = ()) -> Row:
    """Stop one solve after another at these moments, in seconds after the start of the process."""
    problem, solution = made(folder, size, 1, *options), folder / "solution.json"
    cells, worst = {}, 0.0
    for moment in moments:
        arguments = ["-m", "solver", "solve", problem, "-o", solution, "--time-limit=600", "--workers=2"]
        cost = run(arguments, folder, stop_after=moment)
        if cost.status < 0:
            # Before the solver listens to signals the process simply ends, and no file is written.
            if solution.exists():
                raise Failed("it ended by the signal, with a file")
            cells[f"{moment:g} s"] = "ended at once"
            continue
        judged(problem, solution, expect(cost))
        solution.unlink()
        late = cost.wall - moment
        worst = max(worst, late)
        cells[f"{moment:g} s"] = f"{late:.2f} s" if late > 0 else "proven before"
    return Row({"stopped after": ", ".join(cells), "ends after": ", ".join(cells.values()), "worst": f"{worst:.2f} s"})


ALL = ("--full", "--goals=value,shortfall,breaks,table_changes")
TABLE = Table(
    "stop",
    "Stopping",
    (
        Case(f"{USUAL} `--full`, four goals", partial(measure, size=USUAL, moments=(1, 2, 3, 5, 9), options=ALL)),
        Case(f"{LARGE}, value", partial(measure, size=LARGE, moments=(1.5, 3, 4.5))),
        Case(f"{VERY_LARGE}, value", partial(measure, size=VERY_LARGE, moments=(3, 5, 8, 13, 20))),
    ),
    "SIGTERM at a moment after the start of the process; the seconds until it has ended with a valid schedule written.",
)
