"""Finding events: whose they are, and who may see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload

from matchmaking.extensions import db
from matchmaking.models import Event, EventOrganizer
from matchmaking.services.refusals import NotFound
from matchmaking.services.words.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from matchmaking.models import Organizer


def of_organizer(organizer: Organizer, slug: str) -> Event:
    """One of this organizer's own events; any other answers like one that does not exist."""
    event = db.session.scalar(
        select(Event).join(EventOrganizer).where(Event.slug == slug, EventOrganizer.organizer_id == organizer.id)
    )
    if event is None:
        raise NotFound(_("There is no such event."))
    return event


def all_of(organizer: Organizer) -> list[Event]:
    """Every event of this organizer, the latest first."""
    return list(
        db.session.scalars(
            select(Event)
            .join(EventOrganizer)
            .where(EventOrganizer.organizer_id == organizer.id)
            .options(joinedload(Event.series))
            .order_by(Event.starts_on.desc(), Event.id)
        )
    )


@dataclass(frozen=True)
class Search:
    """Which of an organizer's events are wanted: with these words, when, and of which series (its id)."""

    words: str = ""
    when: str = ""
    series: str = ""


def found(events: Sequence[Event], search: Search, today: date) -> list[Event]:
    """Of these, those that are wanted: coming ones first, the next of them at the top; then the past, latest first."""
    wanted = [event for event in events if _is_wanted(event, search, today)]
    coming = sorted((event for event in wanted if event.ends_on >= today), key=lambda event: event.starts_on)
    past = sorted((event for event in wanted if event.ends_on < today), key=lambda event: event.starts_on, reverse=True)
    return coming + past


def find(slug: str) -> Event | None:
    """The event of this address, whoever may see it."""
    return db.session.scalar(select(Event).where(Event.slug == slug))


def visible(slug: str, organizer: Organizer | None) -> Event:
    """An event that can be seen: one that is listed, or the organizer's own."""
    event = find(slug)
    if event is None or not (event.listed or _organizes(organizer, event)):
        raise NotFound(_("There is no such event."))
    return event


def listed() -> list[Event]:
    """Every event with a public page, the latest first."""
    return list(db.session.scalars(select(Event).where(Event.listed).order_by(Event.starts_on.desc(), Event.id)))


def _is_wanted(event: Event, search: Search, today: date) -> bool:
    if search.when and (search.when == "coming") is not (event.ends_on >= today):
        return False
    if search.series and str(event.series_id) != search.series:
        return False
    said = fold(f"{event.name} {event.venue} {event.slug} {event.series.name if event.series else ''}")
    return all(word in said for word in fold(search.words).split())


def _organizes(organizer: Organizer | None, event: Event) -> bool:
    if organizer is None:
        return False
    place = exists().where(EventOrganizer.event_id == event.id, EventOrganizer.organizer_id == organizer.id)
    return bool(db.session.scalar(select(place)))
