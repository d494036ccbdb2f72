"""What something of an event is called in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import get_locale

from matchmaking.models import Event
from matchmaking.services.words.languages import OTHER_SCRIPT

if TYPE_CHECKING:
    from matchmaking.models import EventSession, ParticipationType, Zone


def worded(thing: Event | EventSession | ParticipationType | Zone, part: str, language: str | None = None) -> str:
    """
    One part of it (a column) in this language, which is that of the page or mail unless it is named.

    What is not given there is read in the other script of the language, and else as it is stored.
    """
    stored: str = getattr(thing, part)
    # What only looks like one of these, a sample or a stand-in for a mail, has no words but its own.
    wordings: dict[str, dict[str, str]] = getattr(thing, "wordings", None) or {}
    if not wordings:
        return stored
    wanted = language or str(get_locale())
    for code in filter(None, (wanted, OTHER_SCRIPT.get(wanted))):
        if words := wordings.get(code, {}).get(part):
            return words
        if code == _event_of(thing).languages[0]:
            break
    return stored


def zone_worded(event: Event, name: str) -> str:
    """The name that a published place gives of its zone, in the reader's language."""
    return next((worded(zone, "name") for zone in event.zones if zone.name == name), name)


def _event_of(thing: Any) -> Event:
    event: Event = thing if isinstance(thing, Event) else thing.event
    return event
