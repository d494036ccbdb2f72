"""What something of an event is called in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import get_locale
from markupsafe import Markup

from matchmaking.models import Event
from matchmaking.services.words.languages import OTHER_SCRIPT

if TYPE_CHECKING:
    from matchmaking.models import EventSession, ParticipationType, Zone


def worded(thing: Event | EventSession | ParticipationType | Zone, part: str, language: str | None = None) -> str:
    """
    One part of it (a column) in this language, which is that of the page or mail unless it is named.

    What is not given there is read in the other script of the language, and else as it is stored.
    """
    return _words_and_language(thing, part, language or str(get_locale()))[0]


def worded_and_marked(
    thing: Event | EventSession | ParticipationType | Zone, part: str, language: str | None = None
) -> str:
    """The same for a page, where it stands by itself: words in another language than the page's say which it is."""
    page = str(get_locale())
    words, found_in = _words_and_language(thing, part, language or page)
    if not words or found_in is None or found_in == page:
        return words
    return Markup('<span lang="{}">{}</span>').format(found_in.replace("_", "-"), words)


def _words_and_language(thing: Any, part: str, wanted: str) -> tuple[str, str | None]:
    """The words, and their language where it is known."""
    stored: str = getattr(thing, part)
    # What only looks like one of these, a sample or a stand-in for a mail, has no words but its own.
    wordings: dict[str, dict[str, str]] | None = getattr(thing, "wordings", None)
    if wordings is None:
        return stored, None
    first = _event_of(thing).languages[0]
    for code in filter(None, (wanted, OTHER_SCRIPT.get(wanted))):
        if words := wordings.get(code, {}).get(part):
            return words, code
        if code == first:
            break
    return stored, first


def zone_worded(event: Event, name: str) -> str:
    """The name that a published place gives of its zone, in the reader's language."""
    return next((worded(zone, "name") for zone in event.zones if zone.name == name), name)


def _event_of(thing: Any) -> Event:
    event: Event = thing if isinstance(thing, Event) else thing.event
    return event
