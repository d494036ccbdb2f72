"""Giving the words of an event, a session, a zone or a participation type in further languages of the event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from matchmaking.models import Event, EventSession, ParticipationType, Zone
from matchmaking.services import audit
from matchmaking.services.refusals import Conflict, Invalid
from matchmaking.services.setup import participation, places, programme
from matchmaking.services.setup.phases import require_not_cancelled
from matchmaking.services.words.text import fold
from matchmaking.services.words.wordings import worded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from matchmaking.models import Organizer, Wordings

    Thing = Event | EventSession | ParticipationType | Zone


def languages_for(event: Event, thing: Thing | None = None) -> list[str]:
    """In which languages it can be worded: the further ones of the event, and those in which it is already."""
    worded = thing.wordings if thing is not None else {}
    return [*event.languages[1:], *(code for code in worded if code not in event.languages[1:])]


def change(event: Event, thing: Thing, wordings: Wordings, organizer: Organizer, now: datetime) -> None:
    """Word it in these languages and in no others; calendars notice, but nobody is told by mail."""
    require_not_cancelled(event)
    given = {code: dict(words) for code, parts in wordings.items() if (words := _filled(parts))}
    if given == thing.wordings:
        return
    if not set(given) <= set(languages_for(event, thing)):
        raise Invalid(_("The event has no texts in this language."))
    _require_short(thing, given)
    _require_free_names(event, thing, given)
    changed = {part for part in thing.WORDED if _of(thing.wordings, part) != _of(given, part)}
    thing.wordings = given
    _tell_calendars(event, thing, changed, now)
    audit.record(
        "event.worded",
        at=now,
        event_id=event.id,
        organizer=organizer,
        subject=thing.title if isinstance(thing, EventSession) else thing.name,
        languages=sorted(given),
    )


def _tell_calendars(event: Event, thing: Thing, changed: set[str], now: datetime) -> None:
    """As if the words themselves had changed."""
    if isinstance(thing, Event | Zone):
        event.calendar_modified_at = now
    elif isinstance(thing, EventSession):
        thing.modified_at = now
        if changed & {"title", "room"}:
            programme.calendar_changed(thing, now)


def _require_short(thing: Thing, wordings: Wordings) -> None:
    for part, words in (pair for parts in wordings.values() for pair in parts.items()):
        if len(words) > thing.WORDED[part]:
            raise Invalid(_("This may have at most %(count)d characters.", count=thing.WORDED[part]))


def _require_free_names(event: Event, thing: Thing, wordings: Wordings) -> None:
    """Two zones or two types of one name could not be told apart in that language either."""
    for code, parts in wordings.items():
        name = parts.get("name", "")
        if isinstance(thing, Zone) and _is_taken(name, code, thing, places.zones_of(event)):
            raise Conflict(_("There is a zone “%(name)s” already.", name=name))
        if isinstance(thing, ParticipationType) and _is_taken(name, code, thing, participation.types_of(event)):
            raise Conflict(_("There is a participation type “%(name)s” already.", name=name))


def _is_taken(name: str, code: str, thing: Thing, all_of_them: Sequence[Zone | ParticipationType]) -> bool:
    others = (worded(other, "name", code) for other in all_of_them if other is not thing)
    return fold(name) in map(fold, others)


def _filled(parts: dict[str, str]) -> dict[str, str]:
    return {part: words for part, words in parts.items() if words}


def _of(wordings: Wordings, part: str) -> dict[str, str]:
    return {code: parts[part] for code, parts in wordings.items() if part in parts}
