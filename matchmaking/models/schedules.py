"""Schedules: drafts that are edited, and versions that are published and never change."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaking.models.base import Base
from matchmaking.models.meetings import Meeting
from matchmaking.models.organizers import Organizer
from matchmaking.models.places import MeetingTable
from matchmaking.models.programme import Slot


class Schedule(Base):
    """
    A draft (`number` is None) or a published version, numbered from 1 within its event.

    `goals` are the solver's, with their bounds, as {"name", "value", "bound"}; hand edits clear them.
    A `preliminary` version is published with the word that it may still change. A version's `content_hash` covers its
    assignments and attendances.
    """

    __tablename__ = "schedule"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    number: Mapped[int | None]
    based_on: Mapped[int]  # number of the version that was in force when it was begun, 0 for none
    run_id: Mapped[int | None] = mapped_column(ForeignKey("schedule_run.id", ondelete="SET NULL"))
    goals: Mapped[list[Any]] = mapped_column(default=list)
    edited: Mapped[bool] = mapped_column(default=False)  # by hand, since the run
    revision: Mapped[int] = mapped_column(default=0, server_default="0")  # of a draft: grows with each edit by hand
    preliminary: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("organizer.id", ondelete="SET NULL"))
    content_hash: Mapped[str] = mapped_column(String(64), default="")

    published_by: Mapped[Organizer | None] = relationship()
    assignments: Mapped[list[Assignment]] = relationship(cascade="all, delete-orphan", passive_deletes=True)
    unscheduled: Mapped[list[UnscheduledMeeting]] = relationship(cascade="all, delete-orphan", passive_deletes=True)


class Assignment(Base):
    """One meeting's place in one schedule; the database keeps a table from being taken twice in a slot."""

    __tablename__ = "assignment"
    __table_args__ = (
        UniqueConstraint("schedule_id", "table_id", "slot_id"),
        UniqueConstraint("schedule_id", "meeting_id", "slot_id"),  # what an attendance refers to
    )

    schedule_id: Mapped[int] = mapped_column(ForeignKey("schedule.id", ondelete="CASCADE"), primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True, index=True)
    slot_id: Mapped[int] = mapped_column(ForeignKey("slot.id"), index=True)
    table_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_table.id"), index=True)
    starts_at: Mapped[datetime]  # as the slot's when it was assigned: a version keeps its times
    ends_at: Mapped[datetime]
    locked: Mapped[bool] = mapped_column(default=False)

    meeting: Mapped[Meeting] = relationship()
    slot: Mapped[Slot] = relationship()
    table: Mapped[MeetingTable | None] = relationship()
    attendances: Mapped[list[Attendance]] = relationship(
        order_by="Attendance.side", cascade="all, delete-orphan", passive_deletes=True, passive_updates=True
    )


class Attendance(Base):
    """One participant in one slot of one schedule; its primary key keeps anyone from being in two meetings at once."""

    __tablename__ = "attendance"
    __table_args__ = (
        ForeignKeyConstraint(
            ["schedule_id", "meeting_id", "slot_id"],
            ["assignment.schedule_id", "assignment.meeting_id", "assignment.slot_id"],
            ondelete="CASCADE",
            onupdate="CASCADE",
        ),
        Index(None, "schedule_id", "meeting_id"),
    )

    schedule_id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    slot_id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int]
    side: Mapped[int]


class UnscheduledMeeting(Base):
    """A meeting without a place in this schedule, and why: the solver's reason as data."""

    __tablename__ = "unscheduled_meeting"

    schedule_id: Mapped[int] = mapped_column(ForeignKey("schedule.id", ondelete="CASCADE"), primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True, index=True)
    reason: Mapped[dict[str, Any]] = mapped_column(default=dict)

    meeting: Mapped[Meeting] = relationship()
