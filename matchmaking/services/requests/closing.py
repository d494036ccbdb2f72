"""The end of booking: what was not answered by then expires."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Event, MeetingRequest, RequestStatus
from matchmaking.services.requests import meeting_requests

if TYPE_CHECKING:
    from datetime import datetime


def expire_unanswered(now: datetime) -> int:
    """Close the pending requests of every event whose booking has closed; answers how many those were."""
    pending = select(MeetingRequest.event_id).where(MeetingRequest.status == RequestStatus.PENDING)
    events = db.session.scalars(select(Event).where(Event.booking_closes_at <= now, Event.id.in_(pending)))
    return sum(meeting_requests.expire_pending(event, now) for event in events.all())
