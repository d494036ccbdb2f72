"""Solve a problem and print every step forward: `python -m tests.bench.trace PROBLEM SECONDS BEGUN`."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from solver import SolveParams, solve
from solver.formats import problem_from_json

if TYPE_CHECKING:
    from solver import Progress


def main(problem: str, seconds: str, begun: str) -> None:
    """Solve; `begun` is when the process was started, by the clock that all processes share."""

    def tell(step: Progress) -> None:
        line = {
            "seconds": time.monotonic() - float(begun),
            "stage": step.stage,
            "goal": step.goal,
            "incumbent": step.incumbent,
            "bound": step.bound,
        }
        sys.stdout.write(json.dumps(line) + "\n")

    left = max(0.1, float(seconds) - (time.monotonic() - float(begun)))
    solve(problem_from_json(Path(problem).read_bytes()), SolveParams(time_limit=left), progress=tell)


if __name__ == "__main__":
    main(*sys.argv[1:])
