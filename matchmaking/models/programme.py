"""The programme: sessions and the slots of the meeting sessions."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.schema import DDL

from matchmaking.models.base import Base, Worded
from matchmaking.models.events import Event


class SessionKind(StrEnum):
    """What happens in a session."""

    MEETINGS = "meetings"
    PLENARY = "plenary"
    ASSEMBLY = "assembly"
    ROUND_TABLE = "round_table"
    VISIT = "visit"
    PAUSE = "pause"


class SignUpMode(StrEnum):
    """Who may sign up for a session; invited ones are seen by those who are invited alone."""

    OPEN = "open"
    INVITED = "invited"
    CLOSED = "closed"


class EventSession(Worded, Base):
    """
    An entry of the programme; sessions may run beside each other.

    A meeting session is a run of slots; `slot_minutes` and `transfer_minutes` say how they were generated.
    `sequence` and `modified_at` are the calendar's: they change when title, room or times change.
    """

    __tablename__ = "event_session"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="times_in_order"),
        CheckConstraint("seats > 0", name="seats_if_any"),
    )
    WORDED: ClassVar[dict[str, int]] = {"title": 200, "room": 200, "description": 5000}

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    uid: Mapped[str] = mapped_column(String(80), unique=True)
    kind: Mapped[SessionKind]
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text, default="")
    room: Mapped[str] = mapped_column(String(200), default="")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    slot_minutes: Mapped[int | None]
    transfer_minutes: Mapped[int | None]
    sign_up_mode: Mapped[SignUpMode] = mapped_column(default=SignUpMode.OPEN, server_default="open")
    seats: Mapped[int | None]  # None: as many as come
    sequence: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    modified_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]

    event: Mapped[Event] = relationship(viewonly=True)
    slots: Mapped[list[Slot]] = relationship(
        order_by="Slot.starts_at", cascade="all, delete-orphan", back_populates="session"
    )


class Slot(Base):
    """One meeting period; no two slots of an event overlap, which the database itself refuses."""

    __tablename__ = "slot"
    __table_args__ = (
        UniqueConstraint("event_id", "starts_at"),
        CheckConstraint("starts_at < ends_at", name="times_in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    session_id: Mapped[int] = mapped_column(ForeignKey("event_session.id", ondelete="CASCADE"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]

    session: Mapped[EventSession] = relationship(back_populates="slots")


POSTGRESQL_NO_OVERLAP = """
ALTER TABLE slot ADD CONSTRAINT ex_slot_no_overlap EXCLUDE USING gist
(int4range(event_id, event_id, '[]') WITH &&, tstzrange(starts_at, ends_at) WITH &&)
"""
SQLITE_NO_OVERLAP = tuple(
    f"""
CREATE TRIGGER slot_no_overlap_{action.lower()} BEFORE {action} ON slot
WHEN EXISTS (
    SELECT 1 FROM slot AS other
    WHERE other.event_id = NEW.event_id AND other.id IS NOT NEW.id
    AND other.starts_at < NEW.ends_at AND NEW.starts_at < other.ends_at
)
BEGIN SELECT RAISE(ABORT, 'ex_slot_no_overlap'); END
"""  # noqa: S608 - nothing in it comes from outside
    for action in ("INSERT", "UPDATE")
)

event.listen(Slot.__table__, "after_create", DDL(POSTGRESQL_NO_OVERLAP).execute_if(dialect="postgresql"))  # type: ignore[no-untyped-call]
for statement in SQLITE_NO_OVERLAP:
    event.listen(Slot.__table__, "after_create", DDL(statement).execute_if(dialect="sqlite"))  # type: ignore[no-untyped-call]
