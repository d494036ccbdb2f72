"""What stands in a calendar file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class InvalidEntry(ValueError):  # noqa: N818 - names what is found
    """No calendar could show this entry."""


class Audience(Enum):
    """For whom a file is, which decides whether it is private and whether it makes its reader busy."""

    ATTENDEE = auto()  # one's own meetings and sessions: private, and one is busy then
    ORGANIZER = auto()  # everybody's: private, but the organizer sits at none of the tables
    PUBLIC = auto()  # the programme: what takes place, whoever attends it


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """
    A meeting, or a session of the programme.

    `uid` stays the same for life and `sequence` rises with every change, so that a calendar replaces what it
    has. The times are stored ones: the same state gives the same bytes. `conference_url` leads into an online
    meeting.
    """

    uid: str
    sequence: int
    cancelled: bool = False
    starts_at: datetime
    ends_at: datetime
    created_at: datetime
    modified_at: datetime
    summary: str
    description: str
    location: str
    url: str
    conference_url: str | None = None
    categories: tuple[str, ...] = ()
    alarm: bool = False

    def __post_init__(self) -> None:
        """Refuse what would end up an hour off, or nowhere."""
        for when in (self.starts_at, self.ends_at, self.created_at, self.modified_at):
            if when.utcoffset() is None:
                raise InvalidEntry(f"Entry {self.uid} has a time without a time zone: {when}.")
        if self.starts_at >= self.ends_at:
            raise InvalidEntry(f"Entry {self.uid} ends before it starts.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarFile:
    """
    A whole file: somebody's feed, or a download.

    `uid` is the same at every reading. `time_zone` is the event's IANA name. `url` leads to the page that shows
    the same; it is not the feed's secret address, which a forwarded file would give away. `modified_at` says when
    anything but an entry last changed: the names, the reminder's switch, or which entries there are.
    """

    uid: str
    name: str
    description: str
    time_zone: str
    url: str
    modified_at: datetime
    entries: tuple[Entry, ...]
    audience: Audience = Audience.ATTENDEE
