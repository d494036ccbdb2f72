"""A series: events that belong together, each with a name, an address and a look of its own."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from matchmaking.models.base import Base


class Series(Base):
    """There are series only as long as an event belongs to them; whoever organizes one of these tends the series."""

    __tablename__ = "series"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    about: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]
