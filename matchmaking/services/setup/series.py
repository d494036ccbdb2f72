"""Series: events that belong together, tended by whoever organizes one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import func, select

from matchmaking.extensions import db
from matchmaking.models import Event, EventOrganizer, Series
from matchmaking.services import audit
from matchmaking.services.refusals import Conflict, Invalid, NotFound
from matchmaking.services.setup.event_setup import RESERVED_SLUGS, SLUG, SLUG_LENGTH

if TYPE_CHECKING:
    from datetime import date, datetime

    from matchmaking.models import Organizer

ABOUT_LENGTH = 5000


@dataclass(frozen=True)
class SeriesValues:
    """What a series is."""

    name: str
    slug: str
    about: str


def of_organizer(organizer: Organizer) -> list[Series]:
    """The series that this organizer's events belong to, by name."""
    mine = (
        select(Event.series_id)
        .join(EventOrganizer, EventOrganizer.event_id == Event.id)
        .where(EventOrganizer.organizer_id == organizer.id)
    )
    return list(db.session.scalars(select(Series).where(Series.id.in_(mine)).order_by(Series.name, Series.id)))


def begin(event: Event, values: SeriesValues, organizer: Organizer, now: datetime) -> Series:
    """Begin a series with this event."""
    _check(values, None)
    series = Series(name=values.name, slug=values.slug, about=values.about, created_at=now)
    db.session.add(series)
    db.session.flush()
    _move(event, series, organizer, now)
    return series


def join(event: Event, series_id: int, organizer: Organizer, now: datetime) -> None:
    """Let an event belong to one of this organizer's series; any other answers as if it did not exist."""
    series = next((series for series in of_organizer(organizer) if series.id == series_id), None)
    if series is None:
        raise NotFound(_("There is no such series."))
    _move(event, series, organizer, now)


def leave(event: Event, organizer: Organizer, now: datetime) -> None:
    """Let an event belong to no series; a series without events is no more."""
    _move(event, None, organizer, now)


def change(event: Event, values: SeriesValues, organizer: Organizer, now: datetime) -> None:
    """Change what the event's series is, for all of its events."""
    series = event.series
    if series is None:
        raise NotFound(_("There is no such series."))
    _check(values, series)
    series.name, series.slug, series.about = values.name, values.slug, values.about
    audit.record("series.changed", at=now, event_id=event.id, organizer=organizer, subject=series.name)


def visible(slug: str) -> Series:
    """A series that everyone can see: one with an event that is listed."""
    shown = select(Event.series_id).where(Event.listed, Event.series_id.is_not(None))
    series = db.session.scalar(select(Series).where(Series.slug == slug, Series.id.in_(shown)))
    if series is None:
        raise NotFound(_("There is no such series."))
    return series


def listed_events(series: Series, today: date) -> tuple[list[Event], list[Event]]:
    """Its coming events, the next first, and those that are over, the latest first."""
    events = db.session.scalars(
        select(Event).where(Event.series_id == series.id, Event.listed).order_by(Event.starts_on, Event.id)
    ).all()
    coming = [event for event in events if event.ends_on >= today]
    return coming, [event for event in reversed(events) if event.ends_on < today]


def _move(event: Event, series: Series | None, organizer: Organizer, now: datetime) -> None:
    left = event.series
    if left is series:
        return
    event.series = series
    db.session.flush()
    name = series.name if series else ""
    audit.record(
        "event.series_changed", at=now, event_id=event.id, organizer=organizer, subject=event.name, series=name
    )
    if left is not None and not _count(left):
        db.session.delete(left)


def _count(series: Series) -> int:
    return db.session.scalar(select(func.count()).where(Event.series_id == series.id)) or 0


def _check(values: SeriesValues, series: Series | None) -> None:
    if not values.name:
        raise Invalid(_("A series needs a name."))
    if not SLUG.fullmatch(values.slug) or len(values.slug) > SLUG_LENGTH:
        raise Invalid(
            _("The short name may only hold small letters from a to z, digits, and single hyphens between them.")
        )
    taken = db.session.scalar(select(Series.id).where(Series.slug == values.slug))
    if values.slug in RESERVED_SLUGS or (taken is not None and (series is None or taken != series.id)):
        raise Conflict(_("The short name “%(slug)s” is taken. Choose another.", slug=values.slug))
