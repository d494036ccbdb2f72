"""
From a problem to a result: the stages one after the other, within their time, stoppable anywhere.

A first schedule that breaks no rule; then goal by goal, in the problem's order, a bound and an improvement that costs
the goals before nothing; last the independent checker, so that a broken schedule never leaves this module.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from solver import __version__
from solver.bounds.demand import too_much
from solver.check.rules import all_broken
from solver.clock import Clock
from solver.conflict.search import find_conflict
from solver.effort import Effort
from solver.goals import figures
from solver.index import Index
from solver.problem import MAXIMISED
from solver.schedule import Schedule
from solver.solution import Goal, Result, Solution, Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from solver.course import Outcome
    from solver.problem import GoalName, Problem


TO_FIND_A_CONFLICT = 10.0
"""What may be spent, of what is left, on saying why there is no schedule."""

MAX_SEED = 2**31 - 1


class InvalidParams(ValueError):  # noqa: N818 - it names a finding about the parameters
    """A parameter is out of its range; the message is one sentence that says which."""


class BrokenSchedule(RuntimeError):  # noqa: N818 - it names a finding about the schedule
    """The solver made a schedule that breaks a rule: a defect of the solver, never of its input."""


@dataclass(frozen=True, slots=True)
class SolveParams:
    """
    How long and how a solve may work.

    Attributes
    ----------
    time_limit
        Seconds on the wall for everything from the call to its return, above 0. A solve ends earlier once every goal is
        proven, and past the limit by at most 2 s or 10 %.
    workers
        Threads that may compute at the same time, at least 1. With one, the answer depends on nothing but the problem,
        the seed and the limit; with more, whichever thread is first may decide between schedules that are equally good.
    seed
        Where chance begins, from 0 to 2,147,483,647.
    work
        Replaces the time limit by counted work (a unit is about a second), so that with one worker the same problem and
        seed give the same answer whatever else the machine does.
    memory
        MiB of address space that the process may use, `None` for any number. A relaxation that would not fit is left
        out: the schedule is then annealed, its bound the simple one. Nothing here stops a process that takes more; the
        command line does (`--memory`), and a caller may by `resource.setrlimit`.

    Raises
    ------
    InvalidParams
        If a number is out of its range.
    """

    time_limit: float = 60.0
    workers: int = 2
    seed: int = 1
    work: float | None = None
    memory: int | None = None

    def __post_init__(self) -> None:
        """Refuse what would never end, or never begin."""
        for name in ("time_limit", "work"):
            limit = getattr(self, name)
            if limit is not None and not 0 < limit < math.inf:
                raise InvalidParams(f"{name} is {limit}, not a number above 0.")
        if self.workers < 1:
            raise InvalidParams(f"workers is {self.workers}, not at least 1.")
        if self.memory is not None and self.memory < 1:
            raise InvalidParams(f"memory is {self.memory}, not at least 1.")
        if not 0 <= self.seed <= MAX_SEED:
            raise InvalidParams(f"seed is {self.seed}, not from 0 to {MAX_SEED}.")


@dataclass(frozen=True, slots=True)
class Progress:
    """
    Where a solve stands.

    Attributes
    ----------
    seconds
        Since the call.
    stage
        What is being done: `fill`, `relax`, `close`, `improve` and so on, for people to read.
    goal
        The goal being worked on; those before it in the problem's order are settled.
    incumbent
        The goal's value in the best schedule so far, `None` before there is one.
    bound
        What no schedule passes that costs the goals before no more, `None` where nothing is known.
    """

    seconds: float
    stage: str
    goal: GoalName
    incumbent: int | None
    bound: int | None


def solve(
    problem: Problem,
    params: SolveParams = SolveParams(),
    progress: Callable[[Progress], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> Result:
    """
    Find a schedule that is best in the problem's goals, in their order, and prove how good it is.

    Parameters
    ----------
    problem
        What is to be scheduled, as `solver.formats.problem_from_json` checks it.
    params
        How long and how to work.
    progress
        Called from the calling thread whenever an incumbent or a bound gets better.
    stop
        Asked several times a second, from the calling thread; once it says yes, the best schedule so far is returned.

    Returns
    -------
    Result
        `optimal` or `feasible` with the best schedule, `infeasible` (proven) or `unknown` (stopped before a first one)
        without.

    Raises
    ------
    BrokenSchedule
        If the schedule found does not pass the checker: a defect.
    """
    limit = params.time_limit if params.work is None else params.work
    clock = Clock(limit, counted=params.work is not None, stop=stop)

    def report(stage: str, goal: GoalName, incumbent: int | None, bound: int | None) -> None:
        if progress is not None:
            sign = -1 if goal in MAXIMISED else 1
            values = [None if cost is None else sign * cost for cost in (incumbent, bound)]
            progress(Progress(clock.seconds, stage, goal, *values))

    index = Index(problem)
    if too_much(index):
        return _impossible(problem, clock, params)
    from solver.course import run  # noqa: PLC0415 - who only wants the data types does without OR-Tools

    rng = random.Random(params.seed)  # noqa: S311 - a search, not a secret
    outcome = run(index, Effort(clock, rng, report, params.workers, params.seed, params.memory))
    if outcome.status is Status.INFEASIBLE:
        return _impossible(problem, clock, params)
    if outcome.status is Status.UNKNOWN:
        return _result(Status.UNKNOWN, None, clock, params)
    best = _solution(problem, outcome)
    proven = all(goal.proven for goal in best.goals)
    return _result(Status.OPTIMAL if proven else Status.FEASIBLE, best, clock, params)


def _impossible(problem: Problem, clock: Clock, params: SolveParams) -> Result:
    """Return that there is no schedule, and why."""
    conflict = find_conflict(problem, clock, TO_FIND_A_CONFLICT)
    return replace(_result(Status.INFEASIBLE, None, clock, params), conflict=conflict)


def _solution(problem: Problem, outcome: Outcome) -> Solution:
    """Return the schedule found with its goals recomputed and every rule checked once more."""
    assignments = outcome.assignments
    schedule = Schedule.of(problem, assignments)
    broken = all_broken(schedule)
    if broken:
        raise BrokenSchedule("; ".join(str(violation) for violation in broken[:5]))
    held = {assignment.meeting for assignment in assignments}
    values = figures(schedule)
    goals = tuple(Goal(name, values[name], outcome.bounds.get(name)) for name in problem.goals)
    unscheduled = tuple(meeting.id for meeting in problem.meetings if meeting.id not in held)
    return Solution(assignments, unscheduled, goals)


def _result(status: Status, best: Solution | None, clock: Clock, params: SolveParams) -> Result:
    return Result(status, best, clock.seconds, params.seed, params.workers, f"b2b-matchmaking {__version__}")
