"""When it is, in words: clients show UTC in the zone the reader's device happens to be in."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_gmt, get_timezone_location, get_timezone_name

from matchmaking.services.words import dates

if TYPE_CHECKING:
    from datetime import datetime

    from babel import Locale


def wall_time(starts_at: datetime, ends_at: datetime, zone: str, locale: Locale | str) -> str:
    """
    Day, times and zone: `Wednesday, 12 May 2027, 10:40` to `11:00`, `(Eastern European Summer Time)`.

    Across midnight, or while the clocks change, both ends are written out.
    """
    start, end = (when.astimezone(ZoneInfo(zone)) for when in (starts_at, ends_at))
    if (start.date(), start.utcoffset()) == (end.date(), end.utcoffset()):
        return f"{_day(start, locale)}, {start:%H:%M}–{end:%H:%M} ({_zone(start, locale)})"
    return " – ".join(f"{_day(when, locale)}, {when:%H:%M} ({_zone(when, locale)})" for when in (start, end))


def _day(when: datetime, locale: Locale | str) -> str:
    return dates.weekday_and_date(when, locale)


def _zone(when: datetime, locale: Locale | str) -> str:
    """The zone's name in force then; where the language has none, the place with the hours from Greenwich."""
    name = get_timezone_name(when, locale=locale)
    offset = get_timezone_gmt(when, locale=locale)
    if name != offset:
        return name
    return f"{get_timezone_location(when, locale=locale)}, {offset}"
