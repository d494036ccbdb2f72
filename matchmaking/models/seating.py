"""Sessions with few seats: who waits for one, and who is invited."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaking.models.base import Base
from matchmaking.models.participants import Organization, Participant, ParticipationType


class SessionWaiting(Base):
    """A participant waits for a seat of a session; the lower id came first."""

    __tablename__ = "session_waiting"
    __table_args__ = (UniqueConstraint("session_id", "participant_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("event_session.id", ondelete="CASCADE"))
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    since: Mapped[datetime]

    participant: Mapped[Participant] = relationship()


class SessionInvitation(Base):
    """One participant, everybody of an organization, or everybody of a type may sign up for a session."""

    __tablename__ = "session_invitation"
    __table_args__ = (
        UniqueConstraint("session_id", "participant_id"),
        UniqueConstraint("session_id", "organization_id"),
        UniqueConstraint("session_id", "type_id"),
        CheckConstraint(
            "CASE WHEN participant_id IS NULL THEN 0 ELSE 1 END + CASE WHEN organization_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN type_id IS NULL THEN 0 ELSE 1 END = 1",
            name="one_of_three",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("event_session.id", ondelete="CASCADE"))
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id", ondelete="CASCADE"), index=True)
    type_id: Mapped[int | None] = mapped_column(ForeignKey("participation_type.id", ondelete="CASCADE"), index=True)

    participant: Mapped[Participant | None] = relationship()
    organization: Mapped[Organization | None] = relationship()
    type: Mapped[ParticipationType | None] = relationship()
