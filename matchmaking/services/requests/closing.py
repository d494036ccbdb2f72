"""The end of booking: what was not answered by then expires."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, union

from matchmaking.extensions import db
from matchmaking.models import Event, MeetingRequest, OrganizationRequest, RequestStatus
from matchmaking.services.requests import meeting_requests, organization_requests

if TYPE_CHECKING:
    from datetime import datetime


def expire_unanswered(now: datetime) -> int:
    """Close the pending requests of every event whose booking has closed; answers how many those were."""
    pending = union(
        *(
            select(table.event_id).where(table.status == RequestStatus.PENDING)
            for table in (MeetingRequest, OrganizationRequest)
        )
    )
    events = db.session.scalars(select(Event).where(Event.booking_closes_at <= now, Event.id.in_(pending)))
    return sum(
        meeting_requests.expire_pending(event, now) + organization_requests.expire_pending(event, now)
        for event in events.all()
    )
