"""From a calendar to the bytes that every client reads alike, and what HTTP says about them."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING

from icalendar import Alarm, Calendar, Event, Parameters, vDuration, vInt

from matchmaking.services.agenda.ical.entries import Audience
from matchmaking.services.agenda.ical.values import Text, moment, text, texts, uri

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.services.agenda.ical.entries import CalendarFile, Entry

CONTENT_TYPE = "text/calendar; charset=utf-8"
# No version of ours in it: an upgrade changes nobody's calendar.
PRODUCT = "-//b2b-matchmaking//calendar//EN"
ALARM_BEFORE = timedelta(minutes=-10)
REFRESH = timedelta(hours=1)


def render(calendar: CalendarFile) -> bytes:
    """Write the file; the same calendar gives the same bytes, in whatever order its entries come."""
    component = _header(calendar)
    for entry in sorted(calendar.entries, key=lambda entry: (entry.starts_at, entry.uid)):
        component.add_component(event_of(entry, calendar.audience))
    return component.to_ical(sorted=False)


def etag(body: bytes) -> str:
    """A strong validator: other bytes, another tag. Without the quotation marks that HTTP puts around it."""
    return hashlib.sha256(body).hexdigest()


def last_modified(calendar: CalendarFile) -> datetime:
    """When the file last changed."""
    return max([calendar.modified_at, *(entry.modified_at for entry in calendar.entries)])


def _header(calendar: CalendarFile) -> Calendar:
    """What the file is, for those who read RFC 7986 and for those who only know the older X- names."""
    component = Calendar()
    component.clear()
    name = text(calendar.name)
    description = text(calendar.description, multiline=True)
    refresh = vDuration(REFRESH)
    refresh.params = Parameters({"VALUE": "DURATION"})
    component["VERSION"] = Text("2.0")
    component["PRODID"] = Text(PRODUCT)
    component["CALSCALE"] = Text("GREGORIAN")
    component["UID"] = text(calendar.uid)
    component["LAST-MODIFIED"] = moment(last_modified(calendar))
    component["NAME"] = name
    component["X-WR-CALNAME"] = name
    component["DESCRIPTION"] = description
    component["X-WR-CALDESC"] = description
    component["X-WR-TIMEZONE"] = text(calendar.time_zone)
    component["URL"] = uri(calendar.url)
    component["REFRESH-INTERVAL"] = refresh
    component["X-PUBLISHED-TTL"] = vDuration(REFRESH)
    return component


def event_of(entry: Entry, audience: Audience) -> Event:
    """One entry, with what every file says of it."""
    component = Event()
    component.clear()
    _state(component, entry, audience)
    _content(component, entry)
    if entry.alarm and not entry.cancelled:
        component.add_component(_alarm(entry))
    return component


def _state(component: Event, entry: Entry, audience: Audience) -> None:
    """Which meeting or session, in which state, and when. Without a METHOD, DTSTAMP is its last change."""
    busy = audience is Audience.ATTENDEE and not entry.cancelled
    component["UID"] = text(entry.uid)
    component["SEQUENCE"] = vInt(entry.sequence)
    component["DTSTAMP"] = moment(entry.modified_at)
    component["CREATED"] = moment(entry.created_at)
    component["LAST-MODIFIED"] = moment(entry.modified_at)
    component["DTSTART"] = moment(entry.starts_at)
    component["DTEND"] = moment(entry.ends_at)
    component["STATUS"] = Text("CANCELLED" if entry.cancelled else "CONFIRMED")
    component["TRANSP"] = Text("OPAQUE" if busy else "TRANSPARENT")
    component["CLASS"] = Text("PUBLIC" if audience is Audience.PUBLIC else "PRIVATE")


def _content(component: Event, entry: Entry) -> None:
    """What a person reads of it."""
    component["SUMMARY"] = text(entry.summary)
    component["DESCRIPTION"] = text(entry.description, multiline=True)
    if entry.location:
        component["LOCATION"] = text(entry.location)
    component["URL"] = uri(entry.url)
    if entry.conference_url:
        conference = uri(entry.conference_url)
        conference.params = Parameters({"VALUE": "URI"})
        component["CONFERENCE"] = conference
    if entry.categories:
        component["CATEGORIES"] = texts(entry.categories)


def _alarm(entry: Entry) -> Alarm:
    component = Alarm()
    component.clear()
    component["ACTION"] = Text("DISPLAY")
    component["TRIGGER"] = vDuration(ALARM_BEFORE)
    component["DESCRIPTION"] = text(entry.summary)
    return component
