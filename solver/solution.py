"""The answer: a schedule, the goals it reached with their proven bounds, and how it was made."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from solver.problem import Assignment, GoalName

if TYPE_CHECKING:
    from solver.conflict import Conflict

__all__ = ["Assignment", "Goal", "InvalidSolution", "Result", "Solution", "Status"]


class InvalidSolution(ValueError):  # noqa: N818 - it names a finding about the data, in the data's words
    """The solution cannot be used; the message is one sentence that says what is wrong, and where."""


class Status(StrEnum):
    """What was found out."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal's value and its proven bound, given the values reached for the goals before it (`None`: not computed)."""

    name: GoalName
    value: int
    bound: int | None

    @property
    def proven(self) -> bool:
        """Whether no schedule can do better."""
        return self.value == self.bound


@dataclass(frozen=True, slots=True)
class Solution:
    """A schedule that breaks no rule; every meeting is either assigned or unscheduled."""

    assignments: tuple[Assignment, ...]
    unscheduled: tuple[int, ...]
    goals: tuple[Goal, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """
    How a solve ended: `best` is `None` exactly when the status is infeasible or unknown.

    Attributes
    ----------
    conflict
        Why there is no schedule, if that is proven.
    """

    status: Status
    best: Solution | None
    seconds: float
    seed: int
    workers: int
    solver: str
    conflict: Conflict | None = None
