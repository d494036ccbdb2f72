"""Setting up an event: its name and address, days, zone, venue, languages and texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Event, EventOrganizer, EventText
from matchmaking.services import audit
from matchmaking.services.refusals import Conflict, Invalid
from matchmaking.services.setup import moved_days, participation, rescheduling
from matchmaking.services.setup.phases import require_not_cancelled
from matchmaking.services.words import languages
from matchmaking.services.words.text import fold
from matchmaking.services.words.times import TIME_ZONES
from matchmaking.services.words.wall_clock import require_usual_year

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from matchmaking.models import Organizer
    from matchmaking.services.setup.moved_days import Move

MOST_DAYS = 31
SLUG_LENGTH = 80
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# Words that stand, or may one day stand, where an event's name stands in an address.
RESERVED_SLUGS = frozenset(
    {
        "account",
        "admin",
        "api",
        "event",
        "events",
        "feed",
        "feeds",
        "link",
        "me",
        "new",
        "organizer",
        "outbox",
        "static",
    }
)


@dataclass(frozen=True)
class Basics:
    """What an event is: the first of its languages is the one its texts fall back to."""

    name: str
    slug: str
    starts_on: date
    ends_on: date
    time_zone: str
    venue: str
    languages: tuple[str, ...]
    listed: bool = False


@dataclass(frozen=True)
class Texts:
    """An event's own words in one language."""

    about: str
    practical: str
    consent: str
    privacy: str = ""
    accessibility: str = ""


def propose_slug(name: str) -> str:
    """Make an address of a name in any script."""
    words = re.findall("[a-z0-9]+", fold(name))
    slug = "-".join(words)[:SLUG_LENGTH].strip("-")
    return f"{slug}-event" if slug in RESERVED_SLUGS else slug


def create(organizer: Organizer, basics: Basics, now: datetime) -> Event:
    """Set up a new event; whoever does so is its first organizer."""
    require_possible(basics)
    event = Event(created_at=now, calendar_modified_at=now)
    write(event, basics)
    db.session.add(event)
    db.session.flush()
    db.session.add(EventOrganizer(event_id=event.id, organizer_id=organizer.id, joined_at=now))
    participation.add_first_type(event)
    audit.record("event.created", at=now, event_id=event.id, organizer=organizer, subject=event.name)
    return event


def change(event: Event, basics: Basics, organizer: Organizer, now: datetime, *, move_sessions: bool = False) -> None:
    """
    Change what an event is; everybody who takes part is told of other days and of another zone.

    In another zone everything keeps its hour; with `move_sessions` the programme moves along with the first day.
    """
    move = moved_days.of(event, basics, with_sessions=move_sessions)
    _carry(event, basics, now, move_sessions=move_sessions)
    before = _shown_in_calendars(event)
    write(event, basics)
    if _shown_in_calendars(event) != before:
        event.calendar_modified_at = now
    audit.record("event.changed", at=now, event_id=event.id, organizer=organizer, subject=event.name)
    if move.matters:
        moved_days.tell(event, move, now)


def preview(event: Event, basics: Basics, now: datetime, *, move_sessions: bool) -> Move:
    """Say what a change does to the days of people; what cannot be is refused as it would be when done."""
    move = moved_days.of(event, basics, with_sessions=move_sessions)
    trial = db.session.begin_nested()
    try:
        _carry(event, basics, now, move_sessions=move_sessions)
    finally:
        trial.rollback()
    return move


def set_texts(event: Event, texts: Mapping[str, Texts], organizer: Organizer, now: datetime) -> None:
    """Write the event's own words; those in languages that are not given stay."""
    require_not_cancelled(event)
    known = {text.language: text for text in event.texts}
    for language, words in texts.items():
        if language not in event.languages:
            raise Invalid(_("The event has no texts in this language."))
        if language not in known:
            known[language] = EventText(language=language)
            event.texts.append(known[language])
        text = known[language]
        text.about, text.practical, text.consent = words.about, words.practical, words.consent
        text.privacy, text.accessibility = words.privacy, words.accessibility
    audit.record("event.texts_changed", at=now, event_id=event.id, organizer=organizer, languages=sorted(texts))


def require_possible(basics: Basics) -> None:
    """Refuse, with the reason, what no new event can be."""
    _check(basics)
    _require_free_slug(basics.slug, None)


def write(event: Event, basics: Basics) -> None:
    """Let an event be what was checked before."""
    event.name, event.slug = basics.name, basics.slug
    event.starts_on, event.ends_on, event.time_zone = basics.starts_on, basics.ends_on, basics.time_zone
    event.venue, event.languages, event.listed = basics.venue, list(basics.languages), basics.listed


def _carry(event: Event, basics: Basics, now: datetime, *, move_sessions: bool) -> None:
    require_not_cancelled(event)
    _check(basics)
    _require_free_slug(basics.slug, event)
    by = basics.starts_on - event.starts_on if move_sessions else basics.starts_on - basics.starts_on
    rescheduling.carry(event, basics.time_zone, by, now)
    rescheduling.require_sessions_within(event, basics.starts_on, basics.ends_on, basics.time_zone)


def _shown_in_calendars(event: Event) -> tuple[str, str, str]:
    return event.name, event.venue, event.time_zone


def _check(basics: Basics) -> None:
    if not basics.name:
        raise Invalid(_("An event needs a name."))
    if not SLUG.fullmatch(basics.slug) or len(basics.slug) > SLUG_LENGTH:
        raise Invalid(
            _("The short name may only hold small letters from a to z, digits, and single hyphens between them.")
        )
    require_usual_year(basics.starts_on)
    require_usual_year(basics.ends_on)
    if basics.ends_on < basics.starts_on:
        raise Invalid(_("The last day lies before the first."))
    if (basics.ends_on - basics.starts_on).days >= MOST_DAYS:
        raise Invalid(_("An event lasts at most %(count)d days.", count=MOST_DAYS))
    if basics.time_zone not in TIME_ZONES:
        raise Invalid(_("There is no time zone of this name."))
    if not basics.languages or not set(basics.languages) <= set(languages.EVENT_LANGUAGES):
        raise Invalid(_("Choose the languages of the event among those that are offered."))


def _require_free_slug(slug: str, event: Event | None) -> None:
    if slug in RESERVED_SLUGS:
        raise Conflict(_("The short name “%(slug)s” is reserved. Choose another.", slug=slug))
    taken = db.session.scalar(select(Event.id).where(Event.slug == slug))
    if taken is not None and (event is None or taken != event.id):
        raise Conflict(_("The short name “%(slug)s” is taken. Choose another.", slug=slug))
