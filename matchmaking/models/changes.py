"""Changes of scheduled meetings that their own people propose: another time, a colleague instead, or none at all."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaking.models.base import Base
from matchmaking.models.meetings import Meeting
from matchmaking.models.participants import Participant
from matchmaking.models.places import MeetingTable
from matchmaking.models.programme import Slot


class ChangeWanted(StrEnum):
    """What is to become of a meeting."""

    OTHER_TIME = "other_time"
    COLLEAGUE = "colleague"
    NONE = "none"


class ChangeReason(StrEnum):
    """Why somebody cannot come."""

    OTHER_APPOINTMENT = "other_appointment"
    LATE_OR_EARLY = "late_or_early"
    UNWELL = "unwell"
    NOT_OF_USE = "not_of_use"
    OTHER = "other"


class ChangeStatus(StrEnum):
    """Where a proposal stands; one that is open expires by itself at its hour."""

    OPEN = "open"
    AGREED = "agreed"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"


class MeetingChange(Base):
    """
    One side of a scheduled meeting cannot come, says why, and proposes something; whoever is asked agrees or not.

    `seen_slot_id` is where the meeting was then; slot and table are where it would go.
    """

    __tablename__ = "meeting_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    asked_of_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    wanted: Mapped[ChangeWanted]
    seen_slot_id: Mapped[int] = mapped_column(ForeignKey("slot.id", ondelete="CASCADE"))
    slot_id: Mapped[int] = mapped_column(ForeignKey("slot.id", ondelete="CASCADE"))
    table_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_table.id", ondelete="CASCADE"))
    reason: Mapped[ChangeReason]
    line: Mapped[str] = mapped_column(String(300), default="")
    status: Mapped[ChangeStatus] = mapped_column(default=ChangeStatus.OPEN)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]

    meeting: Mapped[Meeting] = relationship()
    asked_by: Mapped[Participant] = relationship(foreign_keys=[asked_by_id])
    asked_of: Mapped[Participant] = relationship(foreign_keys=[asked_of_id])
    seen_slot: Mapped[Slot] = relationship(foreign_keys=[seen_slot_id])
    slot: Mapped[Slot] = relationship(foreign_keys=[slot_id])
    table: Mapped[MeetingTable | None] = relationship()

    def is_open(self, now: datetime) -> bool:
        """Whether it still waits for an answer."""
        return self.status is ChangeStatus.OPEN and now < self.expires_at
