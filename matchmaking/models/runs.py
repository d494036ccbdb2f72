"""Runs: one solve each, claimed by a worker, with its progress."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaking.models.base import Base


class RunStatus(StrEnum):
    """Where a run stands; queued and running ones are open, planned ones wait until their event has none."""

    PLANNED = "planned"
    QUEUED = "queued"
    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"


class ScheduleRun(Base):
    """
    One solve. This row is the truth; the queue only carries its id.

    A worker claims it by compare-and-set: `attempt` is the fencing token that every later write names, `lease_until`
    is kept alive by a heartbeat. An event has at most one open run.

    `failure_code` and `failure_data` say why there is no schedule; they are worded where they are read. `figures` are
    what a finished run has come to, counted once. A `scenario` is its base's problem with something varied, as
    {"kind", "count"}: no draft is made of it, since it may name tables and slots that there are not. `held` is where a
    finished run put its meetings, each as [meeting, slot, table or None, *participants], to be compared with others.
    """

    __tablename__ = "schedule_run"
    __table_args__ = (
        Index(
            "uq_schedule_run_open",
            "event_id",
            unique=True,
            sqlite_where=text("status IN ('queued', 'running')"),
            postgresql_where=text("status IN ('queued', 'running')"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    requested_by_id: Mapped[int | None] = mapped_column(ForeignKey("organizer.id", ondelete="SET NULL"))
    status: Mapped[RunStatus]
    based_on: Mapped[int]  # number of the version in force at the snapshot
    locks_from_id: Mapped[int | None]  # the draft whose locks it keeps
    problem: Mapped[str] = mapped_column(Text)  # b2b-problem/1
    problem_hash: Mapped[str] = mapped_column(String(64))
    time_limit: Mapped[int]  # seconds
    created_at: Mapped[datetime]
    attempt: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    stop_requested: Mapped[bool] = mapped_column(default=False)
    outcome: Mapped[str] = mapped_column(String(20), default="")  # the solver's status
    failure_code: Mapped[str] = mapped_column(String(40), default="")
    failure_data: Mapped[dict[str, Any]] = mapped_column(default=dict)
    goals: Mapped[list[str]] = mapped_column(default=list)  # the most important one first
    most_changes: Mapped[int | None]  # from the version in force, in all
    most_changes_each: Mapped[int | None]  # for any one participant
    note: Mapped[str] = mapped_column(Text, default="")
    base_id: Mapped[int | None] = mapped_column(ForeignKey("schedule_run.id", ondelete="CASCADE"), index=True)
    scenario: Mapped[dict[str, Any]] = mapped_column(default=dict)
    figures: Mapped[dict[str, Any]] = mapped_column(default=dict)
    held: Mapped[list[Any]] = mapped_column(default=list, server_default="[]", deferred=True)

    points: Mapped[list[RunPoint]] = relationship(
        order_by="RunPoint.id", cascade="all, delete-orphan", passive_deletes=True
    )


class RunPoint(Base):
    """What was known at one moment of a run."""

    __tablename__ = "run_point"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("schedule_run.id", ondelete="CASCADE"), index=True)
    attempt: Mapped[int]
    seconds: Mapped[float]
    stage: Mapped[str] = mapped_column(String(40))
    goal: Mapped[str] = mapped_column(String(20))
    incumbent: Mapped[int | None]
    bound: Mapped[int | None]
