"""What can be compared: versions, drafts, and finished runs that have kept where they put each meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import String, cast, select
from sqlalchemy.orm import defer, undefer

from matchmaking.extensions import db
from matchmaking.models import RunStatus, Schedule, ScheduleRun

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select

    from matchmaking.models import Event

OFFERED = 100  # of each kind; a plan that is older is still found by its address


def schedules(event: Event) -> list[Schedule]:
    """Versions, the latest first, and then drafts, the newest first."""
    own = select(Schedule).where(Schedule.event_id == event.id).limit(OFFERED)
    versions = db.session.scalars(own.where(Schedule.number.is_not(None)).order_by(Schedule.number.desc()))
    drafts = db.session.scalars(own.where(Schedule.number.is_(None)).order_by(Schedule.id.desc()))
    return [*versions, *drafts]


def runs(event: Event) -> list[ScheduleRun]:
    """Finished runs and scenarios, the latest first, without what they came to."""
    return list(db.session.scalars(_finished(event).order_by(ScheduleRun.id.desc()).limit(OFFERED)))


def find(event: Event, key: str) -> Schedule | ScheduleRun | None:
    """One of this event's plans by the key that addresses name it with; None for anything else."""
    kind, _dash, number = key.partition("-")
    if not (number.isascii() and number.isdecimal() and len(number) < 10):  # noqa: PLR2004 - what fits a column
        return None
    conditions: dict[str, ColumnElement[bool]] = {
        "version": Schedule.number == int(number),
        "draft": (Schedule.id == int(number)) & Schedule.number.is_(None),
    }
    if kind in conditions:
        return db.session.scalar(select(Schedule).where(Schedule.event_id == event.id, conditions[kind]))
    if kind != "run":
        return None
    kept = _finished(event).where(ScheduleRun.id == int(number)).options(undefer(ScheduleRun.held))
    return db.session.scalar(kept)


def key_of(plan: Schedule | ScheduleRun) -> str:
    """What addresses name a plan with."""
    if isinstance(plan, ScheduleRun):
        return f"run-{plan.id}"
    return f"draft-{plan.id}" if plan.number is None else f"version-{plan.number}"


def _finished(event: Event) -> Select[ScheduleRun]:
    """Runs of before plans were kept have none."""
    return (
        select(ScheduleRun)
        .where(
            ScheduleRun.event_id == event.id,
            ScheduleRun.status == RunStatus.FINISHED,
            cast(ScheduleRun.held, String) != "[]",
        )
        .options(defer(ScheduleRun.problem))
    )
