"""
Calendar files: frozen entries in, the bytes of a feed or a download out; no database, no request, no clock.

Feeds and downloads carry neither METHOD nor ORGANIZER nor ATTENDEE: with them some clients mail answers to the
organizer and others never read the feed again. Invitations by mail carry all three.
"""

from __future__ import annotations

from matchmaking.services.agenda.ical.entries import Audience, CalendarFile, Entry, InvalidEntry
from matchmaking.services.agenda.ical.invitation import Mailbox, method_of, render_invitation
from matchmaking.services.agenda.ical.render import CONTENT_TYPE, etag, last_modified, render
from matchmaking.services.agenda.ical.wall_time import wall_time

__all__ = [
    "CONTENT_TYPE",
    "Audience",
    "CalendarFile",
    "Entry",
    "InvalidEntry",
    "Mailbox",
    "etag",
    "last_modified",
    "method_of",
    "render",
    "render_invitation",
    "wall_time",
]
