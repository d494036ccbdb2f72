"""Requests to an organization, which whoever of it fits may meet."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaking.models.base import Base
from matchmaking.models.meetings import Priority, RequestStatus, StoredPriority
from matchmaking.models.participants import Organization, Participant


class OrganizationRequest(Base):
    """
    One participant asks an organization for a meeting: one row for each requester and organization.

    Whoever of it accepts first makes a meeting request of it, between the two; this row is accepted then, and the
    rest is the meeting request's. Who is asked is worked out when somebody looks: people come and go.
    """

    __tablename__ = "organization_request"
    __table_args__ = (UniqueConstraint("requester_id", "organization_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    requester_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id", ondelete="CASCADE"), index=True)
    priority: Mapped[Priority] = mapped_column(StoredPriority)
    message: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[RequestStatus]
    requester_colleagues: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    held_at: Mapped[datetime | None]  # since when its news waits for the daily mails of those who want them
    asked_by_organizers_at: Mapped[datetime | None]

    requester: Mapped[Participant] = relationship()
    organization: Mapped[Organization] = relationship()


class OrganizationRequestNo(Base):
    """Somebody of the organization who will not meet whoever asked it; the others may."""

    __tablename__ = "organization_request_no"

    request_id: Mapped[int] = mapped_column(ForeignKey("organization_request.id", ondelete="CASCADE"), primary_key=True)
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    said_at: Mapped[datetime]
