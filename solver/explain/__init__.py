"""
Why a meeting is unscheduled, slot by slot, and the smallest changes that would place it.

`explain` tells it for every unscheduled meeting, `Explainer` for one at a time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from solver.explain.change import ADDED, Change, Concession
from solver.explain.obstacles import Obstacles
from solver.explain.offers import Offers
from solver.explain.plan import Plan
from solver.explain.reason import Hindrance, Obstacle, Reason, ReasonKind, SlotObstacles

if TYPE_CHECKING:
    from collections.abc import Iterable

    from solver.problem import Assignment, Problem

__all__ = [
    "ADDED",
    "Change",
    "Concession",
    "Explainer",
    "Hindrance",
    "Obstacle",
    "Reason",
    "ReasonKind",
    "SlotObstacles",
    "explain",
]


class Explainer:
    """
    Explains the unscheduled meetings of one schedule, which may break rules.

    What they have in common is found out once. Not for several threads: changes are tried on it and undone.
    """

    def __init__(self, problem: Problem, assignments: Iterable[Assignment]) -> None:
        self._obstacles = Obstacles(problem, assignments)
        self._offers = Offers(Plan(self._obstacles.schedule))

    def reason(self, meeting: int) -> Reason:
        """Return why an unscheduled meeting of the problem is unscheduled, and what would place it."""
        wanted = self._obstacles.wanted(meeting)
        slots = [slot for slot in self._obstacles.schedule.by_id.position if self._obstacles.is_common(wanted, slot)]
        common = tuple(self._obstacles.in_slot(wanted, slot) for slot in slots)
        return Reason(
            meeting=meeting,
            kind=self._kind(wanted.slots, common),
            sides=wanted.sides,
            allowed_slots=None if wanted.slots is None else self._obstacles.in_time(wanted.slots),
            slots=common,
            changes=self._offers.changes(meeting),
        )

    @staticmethod
    def _kind(allowed: frozenset[int] | None, common: tuple[SlotObstacles, ...]) -> ReasonKind:
        if allowed is not None and not allowed:
            return "no_slot_allowed"
        if not common:
            return "no_common_slot"
        return "blocked" if all(one.obstacles for one in common) else "nothing_blocks"


def explain(problem: Problem, assignments: Iterable[Assignment]) -> list[Reason]:
    """Return the reason of every meeting without an assignment, in the problem's order."""
    held = tuple(assignments)
    scheduled = {one.meeting for one in held}
    explainer = Explainer(problem, held)
    return [explainer.reason(meeting.id) for meeting in problem.meetings if meeting.id not in scheduled]
