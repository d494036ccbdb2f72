"""The day itself: who is here, which meetings were not held for want of whom, and the hall's screen."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from matchmaking.models.base import Base


class Presence(Base):
    """
    What the desk knows of one participant on one day, in the event's zone.

    `arrives_at` and `leaves_at` bound when they can meet on that day; who has left has a `leaves_at` in the past.
    """

    __tablename__ = "presence"

    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    checked_in_at: Mapped[datetime | None]
    arrives_at: Mapped[datetime | None]
    leaves_at: Mapped[datetime | None]


class NoShow(Base):
    """Somebody did not come to a meeting of a slot: it was not held there and then."""

    __tablename__ = "no_show"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True)
    slot_id: Mapped[int] = mapped_column(ForeignKey("slot.id", ondelete="CASCADE"), primary_key=True, index=True)
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    marked_at: Mapped[datetime]


class HallScreen(Base):
    """
    An event's big screen, read by whoever knows its secret address; without a row there is none.

    `nonce` makes the address, of which only the hash is stored; replacing both revokes it.
    """

    __tablename__ = "hall_screen"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    nonce: Mapped[str] = mapped_column(String(64))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
