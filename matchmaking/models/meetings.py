"""Meeting requests, and the meetings that come of accepted ones."""

from __future__ import annotations

from datetime import datetime
from enum import IntEnum, StrEnum

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    SmallInteger,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    func,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaking.models.base import Base
from matchmaking.models.participants import Participant


class Priority(IntEnum):
    """How much a meeting is wished for; the number is its weight."""

    OPEN_TO = 1
    WOULD_LIKE = 2
    MUST = 3


class StoredPriority(TypeDecorator[Priority]):
    """A priority, stored as its weight."""

    impl = SmallInteger
    cache_ok = True

    def process_bind_param(self, value: Priority | None, dialect: Dialect) -> int | None:
        """Store the weight."""
        del dialect
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Priority | None:
        """Give back the priority."""
        del dialect
        return None if value is None else Priority(value)


class RequestStatus(StrEnum):
    """Where a meeting request stands."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class MeetingRequest(Base):
    """
    One participant asks another for a meeting: one row for each ordered pair.

    Where each has asked the other, both are accepted and their weights add up. `requester_colleagues` and
    `recipient_colleagues` let whoever of that side's organization is free attend.
    """

    __tablename__ = "meeting_request"
    __table_args__ = (
        UniqueConstraint("requester_id", "recipient_id"),
        CheckConstraint("requester_id <> recipient_id", name="not_to_oneself"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    requester_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    recipient_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    priority: Mapped[Priority] = mapped_column(StoredPriority)
    message: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[RequestStatus]
    requester_colleagues: Mapped[bool] = mapped_column(default=False)
    recipient_colleagues: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    held_at: Mapped[datetime | None]  # since when its news waits for the reader's daily mail
    asked_by_organizers_at: Mapped[datetime | None]  # entered or ranked by them on behalf of the requester
    answered_by_organizers_at: Mapped[datetime | None]  # accepted by them on behalf of the recipient
    # Instead of a no that nothing was agreed before: as if there were no answer yet, until booking has closed.
    shown_as: Mapped[RequestStatus | None]

    requester: Mapped[Participant] = relationship(foreign_keys=[requester_id])
    recipient: Mapped[Participant] = relationship(foreign_keys=[recipient_id])

    @hybrid_property
    def shown(self) -> RequestStatus:
        """The status in the eyes of the requester, who learns of a quiet no from nothing that is shown or counted."""
        return self.shown_as or self.status

    @shown.inplace.expression
    @classmethod
    def _shown_expression(cls) -> ColumnElement[RequestStatus]:
        return func.coalesce(cls.shown_as, cls.status)


class Meeting(Base):
    """
    An accepted request, or two that met: one row for each pair, the lower participant id first.

    `sequence` is the calendar's, None until the meeting is first published; it rises by one exactly when a
    published version changes its time, place, people or status.
    """

    __tablename__ = "meeting"
    __table_args__ = (
        UniqueConstraint("low_id", "high_id"),
        CheckConstraint("low_id < high_id", name="lower_id_first"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    low_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    high_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    uid: Mapped[str] = mapped_column(String(80), unique=True)
    sequence: Mapped[int | None]
    created_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]  # no longer accepted: not to be scheduled

    low: Mapped[Participant] = relationship(foreign_keys=[low_id])
    high: Mapped[Participant] = relationship(foreign_keys=[high_id])
