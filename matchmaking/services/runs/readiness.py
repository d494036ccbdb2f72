"""What an event still lacks before a schedule can be built at all."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import exists, select

from matchmaking.extensions import db
from matchmaking.models import EventSession, Meeting, MeetingTable, Slot

if TYPE_CHECKING:
    from matchmaking.models import Event


class Lack(StrEnum):
    """What there is none of."""

    SLOTS = "slots"
    TABLES = "tables"
    MEETINGS = "meetings"


def missing(event: Event) -> list[Lack]:
    """What there is none of yet, in the order in which it is usually made."""
    slots = (
        select(Slot.id)
        .join(EventSession, EventSession.id == Slot.session_id)
        .where(Slot.event_id == event.id, EventSession.cancelled_at.is_(None))
    )
    tables = select(MeetingTable.id).where(MeetingTable.event_id == event.id)
    meetings = select(Meeting.id).where(Meeting.event_id == event.id, Meeting.cancelled_at.is_(None))
    found = db.session.execute(select(exists(slots.correlate(None)), exists(tables), exists(meetings))).one()
    return [lack for lack, there in zip(Lack, found, strict=True) if not there]
