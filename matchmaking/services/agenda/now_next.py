"""What somebody does now, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel.dates import format_timedelta
from flask_babel import get_locale

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from matchmaking.services.agenda.agendas import Day, Item


@dataclass(frozen=True)
class NowNext:
    """What is under way, and the first thing after it; neither where all is over."""

    now: Item | None
    next: Item | None


def of(days: Iterable[Day], now: datetime) -> NowNext:
    """Of an agenda; what was cancelled does not count."""
    standing = [item for day in days for item in day.items if not item.cancelled]
    return NowNext(
        next((item for item in standing if item.starts_at <= now < item.ends_at), None),
        next((item for item in standing if item.starts_at > now), None),
    )


def away(when: datetime, now: datetime) -> str:
    """How far off a moment is, as browsers say it too: `in 12 minutes`."""
    return format_timedelta(when - now, granularity="minute", add_direction=True, locale=get_locale())


def table_of(glance: NowNext) -> str:
    """The table to stand out on a plan: where one sits now, else where one goes next."""
    tables = [item.entry.table_label for item in (glance.now, glance.next) if item and item.entry]
    return next((table for table in tables if table), "")
