"""What more tables or slots would be worth: one study an event, worked out in the background."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from matchmaking.models.base import Base
from matchmaking.models.runs import RunStatus


class CapacityStudy(Base):
    """
    The latest study of an event. This row is the truth; the queue only carries its event's id.

    `attempt` is the fencing token: whoever works on an older one writes nothing. `advice` is the solver's, in meetings.
    """

    __tablename__ = "capacity_study"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    status: Mapped[RunStatus]
    attempt: Mapped[int]
    problem: Mapped[str] = mapped_column(Text, deferred=True)  # b2b-problem/1, every wish weighing the same
    problem_hash: Mapped[str] = mapped_column(String(64))
    wishes: Mapped[list[Any]] = mapped_column(default=list)  # ids of the meetings that both sides asked for
    requested_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    whole: Mapped[int]  # how many lines there will be
    done: Mapped[int] = mapped_column(default=0)
    advice: Mapped[dict[str, Any]] = mapped_column(default=dict)
    failure_code: Mapped[str] = mapped_column(String(40), default="")
    failure_data: Mapped[dict[str, Any]] = mapped_column(default=dict)
