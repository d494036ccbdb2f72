"""Answers, ours and the peers', each judged by the independent checker that is not ours."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.bench.problems import shared
from tests.bench.process import Failed, Run, expect, run

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Answer:
    """A judged answer: goals as the judge recomputes them, bounds as claimed."""

    status: str
    goals: dict[str, int]
    bounds: dict[str, int | None]
    cost: Run

    def gap(self, goal: str) -> float | None:
        """Return how far a goal is from its bound, as a part of the bound."""
        bound = self.bounds.get(goal)
        return None if bound is None else abs(bound - self.goals[goal]) / max(1, abs(bound))


def solved(
    problem: Path, seconds: float, *options: str, command: str = "solve", without: str | None = None, seed: int = 1
) -> Answer:
    """Solve with our solver, perhaps without one of its parts, and judge the answer."""
    solution = problem.with_name("solution.json")
    program = ["-m", "solver"] if without is None else ["-m", "tests.bench.without", without]
    limits = [f"--time-limit={seconds}", f"--seed={seed}", "--workers=2", *options]
    cost = run([*program, command, problem, "-o", solution, *limits], problem.parent, kill_after=seconds * 2 + 120)
    return judged(problem, solution, expect(cost))


def peer(problem: Path, method: str, seconds: float = 60) -> Answer:
    """Let a peer of `shared/tools/baselines.py` solve a problem, and judge it likewise."""
    solution = problem.with_name(f"{method}.json")
    arguments = [shared("tools", "baselines.py"), method, problem, f"--seconds={seconds}"]
    cost = expect(run(arguments, problem.parent, kill_after=seconds + 180))
    solution.write_text(cost.output)
    return judged(problem, solution, cost)


def judged(problem: Path, solution: Path, cost: Run) -> Answer:
    """Return the answer in a file as the judge sees it."""
    verdict = run([shared("tools", "check_solution.py"), problem, solution], problem.parent)
    lines = verdict.output.strip().splitlines()
    if verdict.status not in (0, 3):
        raise Failed(f"the judge says: {lines[0] if lines else verdict.errors[-200:]}")
    seen = json.loads(lines[-1])
    goals = json.loads(problem.read_bytes())["goals"]
    return Answer(seen["status"], {goal: seen[goal] for goal in goals if goal in seen}, seen["bounds"], cost)
