"""When participants can meet: days they are absent, slots they keep free, sessions they attend."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaking.models.base import Base
from matchmaking.models.programme import EventSession


class AbsentDay(Base):
    """A day, in the event's zone, on which a participant is not there."""

    __tablename__ = "absent_day"

    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)


class UnavailableSlot(Base):
    """A slot in which a participant does not want to meet."""

    __tablename__ = "unavailable_slot"

    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True)
    slot_id: Mapped[int] = mapped_column(ForeignKey("slot.id", ondelete="CASCADE"), primary_key=True, index=True)


class ProtectedTime(Base):
    """A time that organizers keep free for a participant, who cannot open it; it blocks the slots it overlaps."""

    __tablename__ = "protected_time"
    __table_args__ = (CheckConstraint("starts_at < ends_at", name="times_in_order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]


class SessionSignUp(Base):
    """
    A participant attends a session of the programme, which blocks the slots it overlaps.

    The row stays after it was withdrawn, so that the feed can say so; `uid` and `sequence` are the calendar's.
    """

    __tablename__ = "session_sign_up"
    __table_args__ = (UniqueConstraint("participant_id", "session_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    session_id: Mapped[int] = mapped_column(ForeignKey("event_session.id", ondelete="CASCADE"), index=True)
    uid: Mapped[str] = mapped_column(String(80), unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    modified_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    session: Mapped[EventSession] = relationship()
