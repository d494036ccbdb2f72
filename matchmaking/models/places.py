"""Where meetings are held: zones of the venue and their tables."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaking.models.base import Base, Worded
from matchmaking.models.events import Event
from matchmaking.models.participants import Participant


class Zone(Worded, Base):
    """A part of the venue with tables of its own."""

    __tablename__ = "zone"
    __table_args__ = (UniqueConstraint("event_id", "name"),)
    WORDED: ClassVar[dict[str, int]] = {"name": 100}

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(100))
    position: Mapped[int]

    event: Mapped[Event] = relationship(viewonly=True)
    tables: Mapped[list[MeetingTable]] = relationship(
        order_by="MeetingTable.number", cascade="all, delete-orphan", back_populates="zone"
    )


class MeetingTable(Base):
    """A numbered table; a stand is a table of one participant's own, where all their meetings are held."""

    __tablename__ = "meeting_table"
    __table_args__ = (UniqueConstraint("event_id", "number"), UniqueConstraint("stand_of_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    zone_id: Mapped[int] = mapped_column(ForeignKey("zone.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    stand_of_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id", ondelete="SET NULL"))
    out_since: Mapped[datetime | None]  # out of order from then on: no meeting that begins later is held there

    zone: Mapped[Zone] = relationship(back_populates="tables")
    stand_of: Mapped[Participant | None] = relationship()
