"""Moving an event to other days or into another zone: everything keeps its hour, and nothing falls out unseen."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import AbsentDay, EventSession, Participant, Presence, ProtectedTime, Slot
from matchmaking.services.refusals import Conflict
from matchmaking.services.setup import occupancy, programme
from matchmaking.services.setup import slots as slots_service
from matchmaking.services.words.wall_clock import carried, moment_of

if TYPE_CHECKING:
    from datetime import date

    from matchmaking.models import Event

HOURS = ("registration_opens_at", "registration_closes_at", "booking_opens_at", "booking_closes_at")
MOST_NAMED = 5


def carry(event: Event, zone: str, by: timedelta, now: datetime) -> None:
    """Move the programme by some days and into another zone; hours of phases keep their wall time in the zone."""
    if zone == event.time_zone and not by:
        return
    sessions = list(db.session.scalars(select(EventSession).where(EventSession.event_id == event.id)))
    if sessions:
        occupancy.require_no_schedule(event, _("The days and the zone can no longer move the programme."))
    _carry_sessions(event, sessions, zone, by, now)
    _carry_slots(event, zone, by)
    _carry_absences(event, by)
    _carry_protected_times(event, zone, by)
    _carry_presence(event, zone, by)
    if zone != event.time_zone:
        for name in HOURS:
            moment = getattr(event, name)
            setattr(event, name, moment and carried(moment, event.time_zone, zone, timedelta()))


def require_sessions_within(event: Event, first: date, last: date, zone: str) -> None:
    """Refuse days that leave sessions outside."""
    begin = moment_of(datetime.combine(first, time()), zone)
    end = moment_of(datetime.combine(last + timedelta(days=1), time()), zone)
    outside = list(
        db.session.scalars(
            select(EventSession.title)
            .where(EventSession.event_id == event.id)
            .where((EventSession.starts_at < begin) | (EventSession.ends_at > end))
            .order_by(EventSession.starts_at)
        )
    )
    if outside:
        named = ", ".join(f"“{title}”" for title in outside[:MOST_NAMED])
        raise Conflict(
            _(
                "These sessions would lie outside the event's days: %(sessions)s%(more)s. Move or remove them first, "
                "or let the programme move along.",
                sessions=named,
                more=" …" if len(outside) > MOST_NAMED else "",
            )
        )


def _carry_sessions(event: Event, sessions: list[EventSession], zone: str, by: timedelta, now: datetime) -> None:
    for session in sessions:
        before = session.starts_at, session.ends_at
        session.starts_at, session.ends_at = (carried(moment, event.time_zone, zone, by) for moment in before)
        if (session.starts_at, session.ends_at) != before:
            programme.calendar_changed(session, now)


def _carry_slots(event: Event, zone: str, by: timedelta) -> None:
    slots = list(db.session.scalars(select(Slot).where(Slot.event_id == event.id)))
    slots_service.shift(
        [
            (
                slot,
                (carried(slot.starts_at, event.time_zone, zone, by), carried(slot.ends_at, event.time_zone, zone, by)),
            )
            for slot in slots
        ]
    )


def _carry_protected_times(event: Event, zone: str, by: timedelta) -> None:
    rows = db.session.scalars(
        select(ProtectedTime)
        .join(Participant, Participant.id == ProtectedTime.participant_id)
        .where(Participant.event_id == event.id)
    )
    for row in rows:
        row.starts_at, row.ends_at = (
            carried(moment, event.time_zone, zone, by) for moment in (row.starts_at, row.ends_at)
        )


def _carry_presence(event: Event, zone: str, by: timedelta) -> None:
    """Hours of arriving and leaving that are known beforehand."""
    rows = db.session.scalars(
        select(Presence)
        .join(Participant, Participant.id == Presence.participant_id)
        .where(Participant.event_id == event.id)
    ).all()
    kept = [
        Presence(
            participant_id=row.participant_id,
            day=row.day + by,
            checked_in_at=row.checked_in_at,
            arrives_at=row.arrives_at and carried(row.arrives_at, event.time_zone, zone, by),
            leaves_at=row.leaves_at and carried(row.leaves_at, event.time_zone, zone, by),
        )
        for row in rows
    ]
    for row in rows:
        db.session.delete(row)
    db.session.flush()
    db.session.add_all(kept)


def _carry_absences(event: Event, by: timedelta) -> None:
    if not by:
        return
    absences = db.session.scalars(
        select(AbsentDay)
        .join(Participant, Participant.id == AbsentDay.participant_id)
        .where(Participant.event_id == event.id)
    ).all()
    days = [(absence.participant_id, absence.day + by) for absence in absences]
    for absence in absences:
        db.session.delete(absence)
    db.session.flush()
    db.session.add_all(AbsentDay(participant_id=who, day=day) for who, day in days)
