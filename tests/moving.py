"""An event moved in time, so that one of its slots is running now: the day itself, whenever a test looks at it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Assignment, CalendarEntry, EventSession, Meeting, Schedule, Slot

if TYPE_CHECKING:
    from matchmaking.models import Event

LAST_HOURS = 4  # a day of meetings is not begun so near midnight


def begin(event: Event, *, minutes_ago: int, slot: int = 0) -> None:
    """Move the whole event, so that its n-th slot began so many minutes ago; somewhere it is the middle of the day."""
    now = datetime.now(UTC).replace(microsecond=0)
    slots = list(db.session.scalars(select(Slot).where(Slot.event_id == event.id).order_by(Slot.starts_at)))
    by = now - timedelta(minutes=minutes_ago) - slots[slot].starts_at
    event.time_zone = "UTC" if LAST_HOURS <= now.hour < 24 - LAST_HOURS * 2 else "Pacific/Auckland"
    length = event.ends_on - event.starts_on
    event.starts_on = (slots[0].starts_at + by).astimezone(ZoneInfo(event.time_zone)).date()
    event.ends_on = event.starts_on + length
    entries = select(CalendarEntry).join(Meeting).where(Meeting.event_id == event.id)
    held = select(Assignment).join(Schedule).where(Schedule.event_id == event.id)
    sessions = select(EventSession).where(EventSession.event_id == event.id)
    for row in (*slots, *db.session.scalars(sessions), *db.session.scalars(entries), *db.session.scalars(held)):
        row.starts_at, row.ends_at = row.starts_at + by, row.ends_at + by
    db.session.commit()
