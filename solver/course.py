"""
The course of a solve: the linear goals on the core alone, then the others on the whole.

What is settled before any search, by pins or because nothing stands in the way of keeping it, is never searched.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from solver.core import Core
from solver.index import Index
from solver.search.board import Board
from solver.solution import Status
from solver.stages import Stages

if TYPE_CHECKING:
    from solver.effort import Effort
    from solver.problem import Assignment, GoalName


@dataclass(frozen=True, slots=True)
class Outcome:
    """
    How it ended.

    Attributes
    ----------
    bounds
        Proven bounds on the goals' values, as far as there are any.
    """

    status: Status
    assignments: tuple[Assignment, ...]
    bounds: dict[GoalName, int | None]


def run(index: Index, effort: Effort) -> Outcome:
    """Run every stage for every goal, as far as the clock allows."""
    core = Core.of(index)
    if not core.held or not core.linear:
        stages = Stages(Board(index), effort)
        return _outcome(stages, stages.run())
    return _run_core(core, effort)


def _run_core(core: Core, effort: Effort) -> Outcome:
    """Solve the core for the goals it can be solved for, put it back among what is settled, and go on from there."""
    goals, worth = core.problem.goals, core.worth

    def report(stage: str, goal: GoalName, incumbent: int | None, bound: int | None) -> None:
        settled = -worth if goal == "value" else 0
        effort.report(stage, goal, *(None if cost is None else cost + settled for cost in (incumbent, bound)))

    rest = Stages(Board(Index(core.rest)), replace(effort, report=report), to_come=len(goals) - len(core.linear))
    status = rest.run()
    if status in {Status.INFEASIBLE, Status.UNKNOWN}:
        return Outcome(status, (), {})
    together = (*core.held.values(), *rest.board.assignments())
    order = {meeting.id: k for k, meeting in enumerate(core.problem.meetings)}
    assignments = tuple(sorted(together, key=lambda held: order[held.meeting]))
    bounds = {goal: cost - worth if goal == "value" else cost for goal, cost in rest.bounds.items()}
    # With more changes than the fewest what is settled need not be kept, so nothing more is proven of the rest.
    fewest = goals[0] != "changes" or bounds.get("changes") == rest.board.changes
    if len(core.linear) < len(goals):
        whole = Stages(Board(Index(core.whole)), effort)
        whole.bounds = bounds
        whole.go_on(len(core.linear), assignments)
        assignments, bounds = whole.board.assignments(), whole.bounds
    return Outcome(
        Status.FEASIBLE,
        assignments,
        {goal: -cost if goal == "value" else cost for goal, cost in bounds.items() if fewest or goal == "changes"},
    )


def _outcome(stages: Stages, status: Status) -> Outcome:
    found = status not in {Status.INFEASIBLE, Status.UNKNOWN}
    return Outcome(
        status, stages.board.assignments() if found else (), {goal: stages.bound_on(goal) for goal in stages.goals}
    )
