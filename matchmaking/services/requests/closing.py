"""The end of booking: what was not answered by then expires."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, union

from matchmaking.extensions import db
from matchmaking.models import Event, MeetingRequest, OrganizationRequest, RequestStatus
from matchmaking.services.requests import meeting_requests, organization_requests
from matchmaking.services.setup import phases

if TYPE_CHECKING:
    from datetime import datetime


def expire_unanswered(now: datetime) -> int:
    """Close the pending requests of every event in which nobody can answer any more; answers how many those were."""
    pending = union(
        select(MeetingRequest.event_id).where(MeetingRequest.shown == RequestStatus.PENDING),
        select(OrganizationRequest.event_id).where(OrganizationRequest.status == RequestStatus.PENDING),
    )
    events = db.session.scalars(select(Event).where(Event.id.in_(pending))).all()
    return sum(
        meeting_requests.expire_pending(event, now) + organization_requests.expire_pending(event, now)
        for event in events
        if phases.booking_is_over(event, now)
    )
