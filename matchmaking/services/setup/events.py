"""Finding events: whose they are, and who may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import exists, select

from matchmaking.extensions import db
from matchmaking.models import Event, EventOrganizer
from matchmaking.services.refusals import NotFound

if TYPE_CHECKING:
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
            .order_by(Event.starts_on.desc(), Event.id)
        )
    )


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


def _organizes(organizer: Organizer | None, event: Event) -> bool:
    if organizer is None:
        return False
    place = exists().where(EventOrganizer.event_id == event.id, EventOrganizer.organizer_id == organizer.id)
    return bool(db.session.scalar(select(place)))
