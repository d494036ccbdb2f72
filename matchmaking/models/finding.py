"""What participants keep of the directory for themselves: a shortlist, and searches."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from matchmaking.models.base import Base


class Shortlisted(Base):
    """One participant has starred the other; nobody else is ever told."""

    __tablename__ = "shortlisted"
    __table_args__ = (CheckConstraint("participant_id <> other_id", name="not_oneself"),)

    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True)
    other_id: Mapped[int] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class SavedSearch(Base):
    """A search of the directory under a name; `seen` are the ids of those whom it had found when last opened."""

    __tablename__ = "saved_search"
    __table_args__ = (UniqueConstraint("participant_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(60))
    looked_for: Mapped[dict[str, Any]]
    seen: Mapped[list[Any]]
    opened_at: Mapped[datetime]
