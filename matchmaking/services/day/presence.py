"""Who is here, who is late, who has left: what the desk knows of everybody on one day of the event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import joinedload

from matchmaking.extensions import db
from matchmaking.models import AbsentDay, CalendarEntry, Organization, Participant, ParticipantStatus, Presence
from matchmaking.services.people import participants
from matchmaking.services.words import times

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy import ColumnElement, Select, Subquery

    from matchmaking.models import Event

    Expected = Select[Participant, Presence, datetime, str]


class Whereabouts(StrEnum):
    """Where somebody is, as far as the desk knows."""

    HERE = "here"
    EXPECTED = "expected"
    LATE = "late"  # not here, though the first meeting of the day has begun and nothing was announced
    LEFT = "left"


@dataclass(frozen=True)
class Search:
    """Who is looked for, as typed; empty strings stand for everybody."""

    words: str = ""
    whereabouts: str = ""


@dataclass(frozen=True)
class Arrival:
    """One participant on one day."""

    person: Participant
    presence: Presence | None
    first_at: datetime | None
    whereabouts: Whereabouts


def day_of(event: Event, now: datetime) -> date:
    """The event's day that the desk is at: today, or its first day before it and its last day after it."""
    return min(max(times.day_of(now, event), event.starts_on), event.ends_on)


def hours_of(event: Event, day: date) -> tuple[datetime, datetime]:
    """From when to when a day lasts, in the event's zone."""
    zone = ZoneInfo(event.time_zone)
    begin, end = (datetime.combine(one, time(), zone) for one in (day, day + timedelta(days=1)))
    return begin.astimezone(UTC), end.astimezone(UTC)


def counts(event: Event, now: datetime) -> dict[Whereabouts, int]:
    """How many are here, expected, late and gone today."""
    where, query = _expected_today(event, now)
    rows = db.session.execute(query.with_only_columns(where, func.count()).group_by(where))
    found = {Whereabouts(value): number for value, number in rows}
    return {one: found.get(one, 0) for one in Whereabouts}


def arrivals(event: Event, now: datetime, search: Search, *, offset: int, limit: int) -> list[Arrival]:
    """Those who are to come today and fit, by name."""
    query = _fitting(event, now, search)
    query = query.options(joinedload(Participant.organization)).order_by(Participant.search, Participant.id)
    rows = db.session.execute(query.offset(offset).limit(limit))
    return [Arrival(person, presence, first_at, Whereabouts(value)) for person, presence, first_at, value in rows]


def count(event: Event, now: datetime, search: Search) -> int:
    """How many of those who are to come today fit."""
    query = _fitting(event, now, search)
    return db.session.scalar(query.with_only_columns(func.count())) or 0


def arrival_of(event: Event, participant: Participant, now: datetime) -> Arrival:
    """One participant today, whether they were to come or not."""
    _where, query = _of_day(event, now)
    row = db.session.execute(query.where(Participant.id == participant.id)).one()
    return Arrival(row[0], row[1], row[2], Whereabouts(row[3]))


def away_hours(event: Event) -> list[tuple[int, date, datetime | None, datetime | None]]:
    """Whoever arrives late or leaves early: on which day, and from when until when they are here."""
    rows = db.session.execute(
        select(Presence.participant_id, Presence.day, Presence.arrives_at, Presence.leaves_at)
        .join(Participant, Participant.id == Presence.participant_id)
        .where(Participant.event_id == event.id, or_(Presence.arrives_at.is_not(None), Presence.leaves_at.is_not(None)))
    )
    return [(person, day, arrives_at, leaves_at) for person, day, arrives_at, leaves_at in rows]


def whereabouts_of(event: Event, people: Iterable[int], now: datetime) -> dict[int, Whereabouts]:
    """Where these people are."""
    where, query = _of_day(event, now)
    rows = db.session.execute(query.with_only_columns(Participant.id, where).where(Participant.id.in_(list(people))))
    return {person: Whereabouts(value) for person, value in rows}


def _fitting(event: Event, now: datetime, search: Search) -> Expected:
    where, query = _expected_today(event, now)
    query = query.where(*participants.matches(search.words))
    return query.where(where == search.whereabouts) if search.whereabouts else query


def _expected_today(event: Event, now: datetime) -> tuple[ColumnElement[str], Expected]:
    """Everybody who takes part and has not said that they are absent today."""
    where, query = _of_day(event, now)
    absent = select(AbsentDay.participant_id).where(AbsentDay.day == day_of(event, now))
    approved = Participant.status == ParticipantStatus.APPROVED
    return where, query.where(approved, Participant.id.not_in(absent))


def _of_day(event: Event, now: datetime) -> tuple[ColumnElement[str], Expected]:
    """Everybody of the event, with what is known of them today."""
    day, first = day_of(event, now), _first_meetings(event, now)
    where = _whereabouts(first.c.first_at, now)
    query = (
        select(Participant, Presence, first.c.first_at, where)
        .join(Organization, Organization.id == Participant.organization_id)
        .outerjoin(Presence, and_(Presence.participant_id == Participant.id, Presence.day == day))
        .outerjoin(first, first.c.participant_id == Participant.id)
        .where(Participant.event_id == event.id)
    )
    return where, query


def _first_meetings(event: Event, now: datetime) -> Subquery:
    """When everybody's first meeting of the day begins."""
    begin, end = hours_of(event, day_of(event, now))
    return (
        select(CalendarEntry.participant_id, func.min(CalendarEntry.starts_at).label("first_at"))
        .join(Participant, Participant.id == CalendarEntry.participant_id)
        .where(
            Participant.event_id == event.id,
            CalendarEntry.cancelled.is_(False),
            CalendarEntry.starts_at >= begin,
            CalendarEntry.starts_at < end,
        )
        .group_by(CalendarEntry.participant_id)
        .subquery()
    )


def _whereabouts(first_at: ColumnElement[datetime], now: datetime) -> ColumnElement[str]:
    unannounced = or_(Presence.arrives_at.is_(None), Presence.arrives_at <= now)
    return case(
        (Presence.leaves_at <= now, Whereabouts.LEFT.value),
        (Presence.checked_in_at.is_not(None), Whereabouts.HERE.value),
        (and_(first_at <= now, unannounced), Whereabouts.LATE.value),
        else_=Whereabouts.EXPECTED.value,
    )
