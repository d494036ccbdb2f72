"""Signing in: mailed single-use links, and the stored sessions they open."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaking.models.base import Base
from matchmaking.models.organizers import Organizer
from matchmaking.models.participants import Participant


class LinkPurpose(StrEnum):
    """The one thing a mailed link can do."""

    SIGN_IN = "sign_in"
    RESET_PASSWORD = "reset_password"  # noqa: S105 - the name of a purpose
    JOIN_EVENT = "join_event"


class MailedLink(Base):
    """A single-use link; only the hash of its token is stored, and only a POST uses it."""

    __tablename__ = "mailed_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[LinkPurpose]
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    organizer_id: Mapped[int | None] = mapped_column(ForeignKey("organizer.id", ondelete="CASCADE"), index=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    email: Mapped[str] = mapped_column(String(320), default="")  # of an invited organizer
    browser_hash: Mapped[str] = mapped_column(String(64), default="")  # that asked for it; empty: nobody asked
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    participant: Mapped[Participant | None] = relationship()
    organizer: Mapped[Organizer | None] = relationship()


class SignIn(Base):
    """A stored session of one browser: signing out, losing a role or being erased ends it at once."""

    __tablename__ = "sign_in"
    __table_args__ = (CheckConstraint("(organizer_id IS NULL) <> (participant_id IS NULL)", name="one_person"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    organizer_id: Mapped[int | None] = mapped_column(ForeignKey("organizer.id", ondelete="CASCADE"), index=True)
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    organizer: Mapped[Organizer | None] = relationship()
    participant: Mapped[Participant | None] = relationship()
