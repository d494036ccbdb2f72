"""Calendars as other programs read them: each by what people have, none by the library that wrote them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True)
class Read:
    """What a reader makes of one entry; nothing where it does not tell."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    summary: str
    location: str
    status: str | None
    sequence: int | None
