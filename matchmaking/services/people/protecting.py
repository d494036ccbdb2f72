"""VIPs, and the times that organizers protect for them; when somebody arrives and leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Event, Participant, Presence, ProtectedTime, Slot
from matchmaking.services import audit
from matchmaking.services.refusals import Conflict, Invalid, NotFound
from matchmaking.services.words.wall_clock import combined

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime, time

    from sqlalchemy import Select

    from matchmaking.models import Organizer


@dataclass(frozen=True)
class Stay:
    """From when until when somebody is there on one day, on the event's wall clock; None: all the time."""

    arrives: time | None
    leaves: time | None


def set_vip(person: Participant, organizer: Organizer, now: datetime, *, vip: bool) -> None:
    """Mark somebody as a VIP, or as one no more, which ends the protection of their times."""
    if person.vip is vip:
        return
    person.vip = vip
    if not vip:
        for row in times_of(person):
            db.session.delete(row)
    _record("participant.vip" if vip else "participant.no_vip", person, organizer, now)


def protect(person: Participant, starts_at: datetime, ends_at: datetime, organizer: Organizer, now: datetime) -> None:
    """Keep a time free for a VIP."""
    if not person.vip:
        raise Conflict(_("Times are protected for VIPs. Mark %(name)s as one first.", name=person.name))
    if ends_at <= starts_at:
        raise Invalid(_("The protected time ends before it begins."))
    db.session.add(ProtectedTime(participant_id=person.id, starts_at=starts_at, ends_at=ends_at))
    db.session.flush()
    _record("participant.protected", person, organizer, now, starts_at=starts_at.isoformat())


def unprotect(person: Participant, row_id: int, organizer: Organizer, now: datetime) -> None:
    """Protect a time no longer."""
    row = db.session.get(ProtectedTime, row_id)
    if row is None or row.participant_id != person.id:
        raise NotFound(_("This time is not protected any more."))
    db.session.delete(row)
    _record("participant.unprotected", person, organizer, now, starts_at=row.starts_at.isoformat())


def times_of(person: Participant) -> list[ProtectedTime]:
    """The times that are protected for somebody, in order."""
    rows = select(ProtectedTime).where(ProtectedTime.participant_id == person.id)
    return list(db.session.scalars(rows.order_by(ProtectedTime.starts_at, ProtectedTime.id)))


def slots_of(person: Participant) -> set[int]:
    """The ids of the slots that are protected for somebody."""
    return {slot for _person, slot in db.session.execute(overlapped().where(ProtectedTime.participant_id == person.id))}


def overlapped() -> Select[int, int]:
    """Every participant with a protected time, and the slots it overlaps."""
    return (
        select(ProtectedTime.participant_id, Slot.id)
        .join(Participant, Participant.id == ProtectedTime.participant_id)
        .join(
            Slot,
            (Slot.event_id == Participant.event_id)
            & (Slot.starts_at < ProtectedTime.ends_at)
            & (ProtectedTime.starts_at < Slot.ends_at),
        )
    )


def stays_of(person: Participant) -> dict[date, Presence]:
    """What is known of somebody's days."""
    rows = db.session.scalars(select(Presence).where(Presence.participant_id == person.id))
    return {row.day: row for row in rows}


def set_stays(
    event: Event, person: Participant, stays: Mapping[date, Stay], organizer: Organizer, now: datetime
) -> None:
    """Say from when until when somebody is there, day by day."""
    known, changed = stays_of(person), False
    for day, stay in stays.items():
        arrives_at, leaves_at = _moment(event, day, stay.arrives), _moment(event, day, stay.leaves)
        if arrives_at and leaves_at and leaves_at <= arrives_at:
            raise Invalid(_("Somebody leaves after arriving. Look at the hours again."))
        row = known.get(day)
        before = (row.arrives_at, row.leaves_at) if row else (None, None)
        if before == (arrives_at, leaves_at):
            continue
        if row is None:
            row = Presence(participant_id=person.id, day=day)
            db.session.add(row)
        row.arrives_at, row.leaves_at, changed = arrives_at, leaves_at, True
    db.session.flush()
    if changed:
        _record("participant.hours_changed", person, organizer, now)


def _moment(event: Event, day: date, hour: time | None) -> datetime | None:
    return None if hour is None else combined(day, hour, event.time_zone)


def _record(action: str, person: Participant, organizer: Organizer, now: datetime, **detail: str) -> None:
    audit.record(
        action,
        at=now,
        event_id=person.event_id,
        organizer=organizer,
        participant=person,
        subject=person.name[:100],
        **detail,
    )
