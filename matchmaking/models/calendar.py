"""What attendees were told: the published state of each meeting for each person."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaking.models.base import Base
from matchmaking.models.meetings import Meeting
from matchmaking.models.participants import Participant


class CalendarEntry(Base):
    """
    One meeting in one attendee's calendar, as last published; page, feed, download and mail all show it.

    Only publishing writes it, and only where something changed. A cancelled meeting, or one that a colleague has
    taken over, stays with `cancelled` set.
    """

    __tablename__ = "calendar_entry"

    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True, index=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    sequence: Mapped[int]
    cancelled: Mapped[bool] = mapped_column(default=False)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    table_label: Mapped[str] = mapped_column(String(20), default="")  # empty: held without a table
    zone_name: Mapped[str] = mapped_column(String(100), default="")
    created_at: Mapped[datetime]
    modified_at: Mapped[datetime]
    version_number: Mapped[int]  # the version that last changed it
    invited_sequence: Mapped[int | None]  # the sequence that calendar mail last told, where it is sent

    meeting: Mapped[Meeting] = relationship()
    participant: Mapped[Participant] = relationship(foreign_keys=[participant_id])
    partner: Mapped[Participant] = relationship(foreign_keys=[partner_id])
