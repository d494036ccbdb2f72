"""Imports: an uploaded file, its columns as mapped, and what was decided about its bad rows."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from matchmaking.models.base import Base


class ImportKind(StrEnum):
    """What a file holds."""

    PARTICIPANTS = "participants"
    REQUESTS = "requests"


class Import(Base):
    """One file on its way in; nothing of it is in the event before `applied_at`."""

    __tablename__ = "import"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    organizer_id: Mapped[int | None] = mapped_column(ForeignKey("organizer.id", ondelete="SET NULL"))
    kind: Mapped[ImportKind]
    filename: Mapped[str] = mapped_column(String(255))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    encoding: Mapped[str] = mapped_column(String(20), default="")  # chosen by hand; empty: as recognised
    columns: Mapped[dict[str, Any]]  # what a column means: {name of the value: index of the column}
    mended: Mapped[dict[str, Any]] = mapped_column(default=dict)  # {row number: {name of the value: text}}
    left_out: Mapped[list[Any]] = mapped_column(default=list)  # row numbers
    created_at: Mapped[datetime]
    applied_at: Mapped[datetime | None]
    outcome: Mapped[dict[str, Any]] = mapped_column(default=dict)  # how many were added, changed, as they were
