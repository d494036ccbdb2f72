"""The event's own list of terms, in which participants say what they offer and look for."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from matchmaking.models.base import Base


class EventTerm(Base):
    """One of them: its key, by which profiles name it, and what it is called in the event's languages."""

    __tablename__ = "event_term"
    __table_args__ = (UniqueConstraint("event_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(100))
    labels: Mapped[dict[str, Any]]  # by language; the event's first language is always there
