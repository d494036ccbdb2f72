"""Organizers who act for a participant: for how long, and until when the participant was told of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaking.models.base import Base
from matchmaking.models.organizers import Organizer
from matchmaking.models.participants import Participant


class ActingTime(Base):
    """
    One stretch of acting. It hangs on the organizer's own sign-in and is none of the participant's.

    `told_at` is the last act that the participant was told of: while it lies before `last_act_at`, a mail is due.
    """

    __tablename__ = "acting_time"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    organizer_id: Mapped[int] = mapped_column(ForeignKey("organizer.id", ondelete="CASCADE"))
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    sign_in_id: Mapped[int] = mapped_column(ForeignKey("sign_in.id", ondelete="CASCADE"), index=True)
    started_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    last_act_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]

    organizer: Mapped[Organizer] = relationship()
    participant: Mapped[Participant] = relationship()
