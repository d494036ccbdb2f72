"""What was between people before this event: their own meetings at earlier ones of the series."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from matchmaking.extensions import db
from matchmaking.models import Event, Meeting, Participant


def met_before(event: Event, viewer: Participant) -> frozenset[int]:
    """Those whom the viewer met at an earlier event of the series; people are known by their addresses."""
    if event.series_id is None:
        return frozenset()
    me, then, now = aliased(Participant), aliased(Participant), aliased(Participant)
    return frozenset(
        db.session.scalars(
            select(now.id)
            .join(then, then.email_key == now.email_key)
            .join(Meeting, or_(Meeting.low_id == then.id, Meeting.high_id == then.id))
            .join(me, (me.id != then.id) & or_(Meeting.low_id == me.id, Meeting.high_id == me.id))
            .join(Event, Event.id == Meeting.event_id)
            .where(
                now.event_id == event.id,
                me.email_key == viewer.email_key,
                Event.series_id == event.series_id,
                Event.ends_on < event.starts_on,
                Meeting.sequence.is_not(None),
                Meeting.cancelled_at.is_(None),
            )
        )
    )
