"""The goals of a run: which there are, in which order they usually stand, and with how many changes they may be met."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import ScheduleRun
from matchmaking.services.refusals import Invalid
from matchmaking.services.runs import snapshot
from solver.problem import GOAL_NAMES, MaxChanges

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaking.models import Event
    from solver.problem import GoalName

NEEDED = "value"
"""Without this goal a schedule without any meeting would be the best."""


@dataclass(frozen=True, slots=True)
class Budget:
    """At most so many changes from the version in force, in all and for any one participant."""

    total: int | None = None
    each: int | None = None

    @property
    def as_problem(self) -> MaxChanges | None:
        """The same as the solver knows it."""
        return None if self == NO_LIMIT else MaxChanges(self.total, self.each)


NO_LIMIT = Budget()


def offered(event: Event) -> tuple[GoalName, ...]:
    """Every goal that can be named; changes only where a version is in force."""
    known = snapshot.GOALS_WITH_A_VERSION if event.version_number else snapshot.GOALS
    rest = (name for name in GOAL_NAMES if name not in known and name != "changes")
    return (*known, *rest)


def usual(event: Event) -> tuple[GoalName, ...]:
    """Those of the event's latest run, or as most would order them."""
    latest = db.session.scalar(
        select(ScheduleRun.goals).where(ScheduleRun.event_id == event.id).order_by(ScheduleRun.id.desc()).limit(1)
    )
    kept = tuple(name for name in offered(event) if name in (latest or ()))
    if NEEDED not in kept or latest is None:
        return snapshot.GOALS_WITH_A_VERSION if event.version_number else snapshot.GOALS
    return tuple(sorted(kept, key=latest.index))


def checked(event: Event, names: Sequence[str]) -> tuple[GoalName, ...]:
    """The goals as the solver takes them; refuses what is not offered, twice there, or lacks the wishes."""
    known = offered(event)
    chosen = tuple(known[known.index(name)] for name in names if name in known)
    if len(set(chosen)) != len(names):
        raise Invalid(_("Choose among the goals that are offered, each once."))
    if NEEDED not in chosen:
        raise Invalid(_("Keep “Most wished-for meetings”: without it an empty schedule would be the best."))
    return chosen
