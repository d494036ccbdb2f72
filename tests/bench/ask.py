"""Time questions to a schedule within one process: `python -m tests.bench.ask explain|standby PROBLEM SOLUTION`."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from solver.explain import Explainer
from solver.formats import problem_from_json, solution_from_json
from solver.standby import standby

if TYPE_CHECKING:
    from collections.abc import Callable

    from solver import Assignment, Problem

FREED = 5
"""How many meetings of a slot are cancelled before somebody asks who could meet instead."""


def explaining(problem: Problem, assignments: tuple[Assignment, ...]) -> list[float]:
    """Return the seconds of each reason."""
    explainer = Explainer(problem, assignments)
    held = {one.meeting for one in assignments}
    return [seconds_of(lambda m=one.id: explainer.reason(m)) for one in problem.meetings if one.id not in held]  # type: ignore[misc]


def standing_by(problem: Problem, assignments: tuple[Assignment, ...]) -> list[float]:
    """Return the seconds of each slot's answer once some of its meetings are cancelled."""
    times = []
    for slot in problem.slots:
        gone = [one.meeting for one in assignments if one.slot == slot.id][:FREED]
        rest = [one for one in assignments if one.meeting not in gone]
        times.append(seconds_of(lambda rest=rest, slot=slot: standby(problem, rest, slot.id)))  # type: ignore[misc]
    return times


def seconds_of(work: Callable[[], object]) -> float:
    """Return how much processor time something takes, which other work on the machine does not lengthen."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def main(question: str, problem_file: str, solution_file: str) -> None:
    """Print the milliseconds of every answer."""
    problem = problem_from_json(Path(problem_file).read_bytes())
    result = solution_from_json(Path(solution_file).read_bytes())
    assert result.best is not None
    ask = {"explain": explaining, "standby": standing_by}[question]
    sys.stdout.write(json.dumps([1000 * seconds for seconds in ask(problem, result.best.assignments)]))


if __name__ == "__main__":
    main(*sys.argv[1:])
