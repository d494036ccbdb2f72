"""What attendees say of their meetings afterwards."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from matchmaking.models.base import Base


class FollowUp(StrEnum):
    """What comes of a meeting."""

    NOTHING = "nothing"
    CONTACT = "contact"
    VISIT = "visit"
    PROJECT = "project"
    DEAL = "deal"


class Feedback(Base):
    """
    One attendee's word on one meeting; the partner never sees it.

    `value` is an estimate in the event's currency, `reached` a number of people, both as declared.
    """

    __tablename__ = "feedback"
    __table_args__ = (
        UniqueConstraint("meeting_id", "participant_id"),
        CheckConstraint("rating BETWEEN 1 AND 5", name="rating_in_range"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    took_place: Mapped[bool]
    rating: Mapped[int | None]
    follow_up: Mapped[FollowUp | None]
    value: Mapped[int | None]
    reached: Mapped[int | None]
    comment: Mapped[str] = mapped_column(Text, default="")
    changed_at: Mapped[datetime]
