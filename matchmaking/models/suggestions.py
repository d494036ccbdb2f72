"""What participants have said of suggestions."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from matchmaking.models.base import Base


class HiddenSuggestion(Base):
    """One participant does not want the other suggested any more; nobody else is ever told."""

    __tablename__ = "hidden_suggestion"
    __table_args__ = (CheckConstraint("participant_id <> other_id", name="not_oneself"),)

    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True)
    other_id: Mapped[int] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True, index=True
    )
