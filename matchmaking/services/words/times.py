"""Moments in words: the event's wall time, in the reader's language, with the zone named."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

from babel.dates import format_time, get_timezone_name
from flask_babel import get_locale

from matchmaking.services.words import dates

if TYPE_CHECKING:
    from datetime import date, datetime

    from matchmaking.models import Event

TIME_ZONES: frozenset[str] = frozenset(
    name
    for name in available_timezones()
    if "/" in name and not name.startswith(("Etc/", "SystemV/", "posix/", "right/"))
) | {"UTC"}


def local(when: datetime, event: Event) -> datetime:
    """The same moment on the event's wall clock."""
    return when.astimezone(ZoneInfo(event.time_zone))


def day_of(when: datetime, event: Event) -> date:
    """The day of a moment at the event."""
    return local(when, event).date()


def moment(when: datetime, event: Event) -> str:
    """Date, time and zone: `12 May 2027, 10:40 (Eastern European Summer Time)`."""
    there = local(when, event)
    return f"{dates.date_alone(there, get_locale())}, {hour(when, event)} ({zone_name(when, event)})"


def hour(when: datetime, event: Event) -> str:
    """The wall time alone: `10:40`."""
    return format_time(local(when, event), "HH:mm", locale=get_locale())


def day(when: date | datetime, event: Event | None = None) -> str:
    """A day with its weekday: `Wednesday, 12 May 2027`."""
    value = local(when, event) if event is not None and hasattr(when, "hour") else when  # type: ignore[arg-type]
    return dates.weekday_and_date(value, get_locale())


def short_day(when: date | datetime, event: Event | None = None) -> str:
    """A day in little room: `Wed 12 May`."""
    value = local(when, event) if event is not None and hasattr(when, "hour") else when  # type: ignore[arg-type]
    return dates.short(value, get_locale())


def zone_in_words(name: str) -> str:
    """A time zone for people: `Eastern European Time (Europe/Sofia)`."""
    if name == "UTC":  # CLDR has no name for it apart from a moment's
        return name
    return f"{get_timezone_name(ZoneInfo(name), width='long', locale=get_locale())} ({name})"


def zone_name(when: datetime, event: Event) -> str:
    """The zone in words, as it is in force at that moment."""
    return get_timezone_name(local(when, event), width="long", locale=get_locale())
