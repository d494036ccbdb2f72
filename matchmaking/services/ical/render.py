"""From a calendar to the bytes that every client reads alike, and what HTTP says about them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from matchmaking.services.ical.content_lines import folded, moment, text, texts, uri
from matchmaking.services.ical.entries import Audience

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from matchmaking.services.ical.entries import CalendarFile, Entry

CONTENT_TYPE = "text/calendar; charset=utf-8"
# No version of ours in it: an upgrade changes nobody's calendar.
PRODUCT = "-//b2b-matchmaking//calendar//EN"
ALARM_BEFORE = "-PT10M"
REFRESH = "PT1H"


def render(calendar: CalendarFile) -> bytes:
    """Write the file; the same calendar gives the same bytes, in whatever order its entries come."""
    return b"".join(folded(line) for line in _lines(calendar))


def etag(body: bytes) -> str:
    """A strong validator: other bytes, another tag. Without the quotation marks that HTTP puts around it."""
    return hashlib.sha256(body).hexdigest()


def last_modified(calendar: CalendarFile) -> datetime:
    """When the file last changed."""
    return max([calendar.modified_at, *(entry.modified_at for entry in calendar.entries)])


def _lines(calendar: CalendarFile) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield from _header(calendar)
    for entry in sorted(calendar.entries, key=lambda entry: (entry.starts_at, entry.uid)):
        yield from _event(entry, calendar.audience)
    yield "END:VCALENDAR"


def _header(calendar: CalendarFile) -> Iterator[str]:
    """What the file is, for those who read RFC 7986 and for those who only know the older X- names."""
    name = text(calendar.name)
    description = text(calendar.description, multiline=True)
    yield "VERSION:2.0"
    yield f"PRODID:{PRODUCT}"
    yield "CALSCALE:GREGORIAN"
    yield f"UID:{text(calendar.uid)}"
    yield f"LAST-MODIFIED:{moment(last_modified(calendar))}"
    yield f"NAME:{name}"
    yield f"X-WR-CALNAME:{name}"
    yield f"DESCRIPTION:{description}"
    yield f"X-WR-CALDESC:{description}"
    yield f"X-WR-TIMEZONE:{text(calendar.time_zone)}"
    yield f"URL:{uri(calendar.url)}"
    yield f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}"
    yield f"X-PUBLISHED-TTL:{REFRESH}"


def _event(entry: Entry, audience: Audience) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield from _state(entry, audience)
    yield from _content(entry)
    if entry.alarm and not entry.cancelled:
        yield from _alarm(entry)
    yield "END:VEVENT"


def _state(entry: Entry, audience: Audience) -> Iterator[str]:
    """Which meeting or session, in which state, and when. Without a METHOD, DTSTAMP is its last change."""
    busy = audience is Audience.ATTENDEE and not entry.cancelled
    yield f"UID:{text(entry.uid)}"
    yield f"SEQUENCE:{entry.sequence}"
    yield f"DTSTAMP:{moment(entry.modified_at)}"
    yield f"CREATED:{moment(entry.created_at)}"
    yield f"LAST-MODIFIED:{moment(entry.modified_at)}"
    yield f"DTSTART:{moment(entry.starts_at)}"
    yield f"DTEND:{moment(entry.ends_at)}"
    yield f"STATUS:{'CANCELLED' if entry.cancelled else 'CONFIRMED'}"
    yield f"TRANSP:{'OPAQUE' if busy else 'TRANSPARENT'}"
    yield f"CLASS:{'PUBLIC' if audience is Audience.PUBLIC else 'PRIVATE'}"


def _content(entry: Entry) -> Iterator[str]:
    """What a person reads of it."""
    yield f"SUMMARY:{text(entry.summary)}"
    yield f"DESCRIPTION:{text(entry.description, multiline=True)}"
    if entry.location:
        yield f"LOCATION:{text(entry.location)}"
    yield f"URL:{uri(entry.url)}"
    if entry.conference_url:
        yield f"CONFERENCE;VALUE=URI:{uri(entry.conference_url)}"
    if entry.categories:
        yield f"CATEGORIES:{texts(entry.categories)}"


def _alarm(entry: Entry) -> Iterator[str]:
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"TRIGGER:{ALARM_BEFORE}"
    yield f"DESCRIPTION:{text(entry.summary)}"
    yield "END:VALARM"
