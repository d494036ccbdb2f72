"""Published versions and drafts as lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from matchmaking.extensions import db
from matchmaking.models import Assignment, Schedule

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from matchmaking.models import Event


@dataclass(frozen=True)
class Counted:
    """A draft or a version, and how many meetings it holds."""

    schedule: Schedule
    meetings: int


def published(event: Event, *, offset: int = 0, limit: int | None = None) -> list[Counted]:
    """The versions, the latest first."""
    return _counted(event, Schedule.number.is_not(None), offset, limit)


def drafts(event: Event) -> list[Counted]:
    """Every draft, the newest first."""
    return _counted(event, Schedule.number.is_(None), 0, None)


def _counted(event: Event, condition: ColumnElement[bool], offset: int, limit: int | None) -> list[Counted]:
    meetings = select(func.count()).where(Assignment.schedule_id == Schedule.id).correlate(Schedule).scalar_subquery()
    rows = db.session.execute(
        select(Schedule, meetings)
        .where(Schedule.event_id == event.id, condition)
        .options(joinedload(Schedule.published_by))
        .order_by(Schedule.number.desc(), Schedule.id.desc())
        .offset(offset)
        .limit(limit)
    )
    return [Counted(schedule, count) for schedule, count in rows]
