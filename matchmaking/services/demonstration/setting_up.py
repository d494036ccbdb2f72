"""Setting the demonstration event up, through the very services that an organizer's pages call."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Event, ImportKind, MeetingTable, Participant, SessionKind
from matchmaking.services.demonstration import sisters, wordings
from matchmaking.services.demonstration.event import demonstration
from matchmaking.services.files import importing
from matchmaking.services.setup import event_hours, event_setup, participation, places, programme, stands
from matchmaking.services.words import wall_clock
from matchmaking.services.words.text import fold_address

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from matchmaking.models import Organizer
    from matchmaking.services.demonstration.event import Demonstration

REGISTRATION_CLOSES = timedelta(days=3)  # before the first day
BOOKING_CLOSES = timedelta(days=2)


def find() -> Event | None:
    """The demonstration event of this installation, if it was set up."""
    return db.session.scalar(select(Event).where(Event.slug == "days-of-clusters"))


def set_up(organizer: Organizer, first_day: date, now: datetime) -> Iterator[str]:
    """Do it step by step, each named before it is done; the caller commits once all are."""
    plan = demonstration(first_day)
    yield f"{plan.name}: programme, tables and rules"
    event = _create(plan, organizer, now)
    _add_programme(plan, event, organizer, now)
    _add_tables(plan, event, organizer, now)
    _add_types(plan, event, organizer, now)
    wordings.add(event, organizer, now)
    yield "participants, from a spreadsheet"
    importing.import_file(event, ImportKind.PARTICIPANTS, "participants.xlsx", plan.participants, organizer, now)
    _give_stands(plan, event, organizer, now)
    yield "meeting requests, from a spreadsheet"
    importing.import_file(event, ImportKind.REQUESTS, "requests.csv", plan.requests, organizer, now)
    yield "two more events of the same series"
    sisters.add(event, organizer, now)


def _create(plan: Demonstration, organizer: Organizer, now: datetime) -> Event:
    languages = tuple(text.language for text in plan.texts)
    event = event_setup.create(
        organizer,
        event_setup.Basics(
            plan.name, plan.slug, plan.starts_on, plan.ends_on, plan.time_zone, plan.venue, languages, listed=True
        ),
        now,
    )
    texts = {text.language: event_setup.Texts(text.about, text.practical, text.consent) for text in plan.texts}
    event_setup.set_texts(event, texts, organizer, now)
    first = wall_clock.combined(plan.starts_on, time(8), plan.time_zone)
    hours = event_hours.Hours(
        registration_opens_at=now,
        registration_closes_at=first - REGISTRATION_CLOSES,
        booking_opens_at=now,
        booking_closes_at=first - BOOKING_CLOSES,
    )
    event_hours.set_hours(event, hours, organizer, now)
    limits = event_hours.Limits(plan.request_limit, plan.must_limit, max_meetings=None, max_consecutive=6)
    event_hours.set_limits(event, limits, organizer, now)
    return event


def _add_programme(plan: Demonstration, event: Event, organizer: Organizer, now: datetime) -> None:
    for session in plan.sessions:
        values = programme.SessionValues(
            SessionKind(session.kind),
            session.title,
            session.description,
            session.room,
            session.day,
            session.starts,
            session.ends,
            session.slot_minutes,
            session.transfer_minutes,
        )
        programme.add(event, values, organizer, now)


def _add_tables(plan: Demonstration, event: Event, organizer: Organizer, now: datetime) -> None:
    for zone in plan.zones:
        places.add_tables(event, places.add_zone(event, zone.name, organizer, now), zone.tables, organizer, now)


def _add_types(plan: Demonstration, event: Event, organizer: Organizer, now: datetime) -> None:
    """The type that every new event begins with makes room for the event's own."""
    begun_with = participation.types_of(event)
    types = {
        name: participation.add_type(event, name, organizer, now, self_registration=True).id for name in plan.types
    }
    for kind in begun_with:
        participation.remove_type(event, kind, organizer, now)
    participation.set_rules(event, [(types[one], types[other]) for one, other in plan.may_meet], organizer, now)


def _give_stands(plan: Demonstration, event: Event, organizer: Organizer, now: datetime) -> None:
    tables = {t.number: t for t in db.session.scalars(select(MeetingTable).where(MeetingTable.event_id == event.id))}
    for stand in plan.stands:
        owner = db.session.scalar(
            select(Participant.id).where(
                Participant.event_id == event.id, Participant.email_key == fold_address(stand.address)
            )
        )
        if owner is not None:
            stands.give(event, tables[stand.table], owner, organizer, now)
