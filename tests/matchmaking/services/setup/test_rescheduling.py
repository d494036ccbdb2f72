from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import AbsentDay, Slot
from matchmaking.services.refusals import Conflict, Invalid
from matchmaking.services.setup import rescheduling
from tests.factories import (
    NOW,
    make_draft,
    make_event,
    make_meeting,
    make_participant,
    make_session,
    make_tables,
    make_version,
)

if TYPE_CHECKING:
    from flask import Flask

    from matchmaking.models import Event

LATER = NOW + timedelta(hours=1)
NO_DAYS = timedelta()


def walls_of(event: Event, zone: str) -> list[str]:
    slots = db.session.scalars(select(Slot).where(Slot.event_id == event.id).order_by(Slot.starts_at))
    return [f"{slot.starts_at.astimezone(ZoneInfo(zone)):%d %H:%M}" for slot in slots]


@pytest.mark.parametrize("zone", ["Europe/London", "Asia/Kathmandu", "Europe/Istanbul"])
def test_everything_keeps_its_hour_in_another_zone(app: Flask, zone: str) -> None:
    event = make_event()
    session = make_session(event)
    before = walls_of(event, "Europe/Sofia")
    opened = event.booking_opens_at
    assert opened is not None
    rescheduling.carry(event, zone, NO_DAYS, LATER)
    assert walls_of(event, zone) == before
    assert (session.sequence, session.modified_at) == (1, LATER)
    assert event.booking_opens_at is not None
    shown = event.booking_opens_at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    assert shown == opened.astimezone(ZoneInfo("Europe/Sofia")).replace(tzinfo=None)
    assert event.registration_closes_at is None


def test_slots_keep_their_ids_when_they_move_past_each_other(app: Flask) -> None:
    event = make_event()
    make_session(event, minutes=60)
    ids = db.session.scalars(select(Slot.id).order_by(Slot.starts_at)).all()
    rescheduling.carry(event, "Europe/Belgrade", NO_DAYS, LATER)
    assert db.session.scalars(select(Slot.id).order_by(Slot.starts_at)).all() == ids


@pytest.mark.parametrize("days", [-7, -1, 1, 30])
def test_programme_moves_along_by_days(app: Flask, days: int) -> None:
    event = make_event()
    session = make_session(event)
    before = session.starts_at.astimezone(ZoneInfo("Europe/Sofia")).replace(tzinfo=None)
    rescheduling.carry(event, "Europe/Sofia", timedelta(days=days), LATER)
    after = session.starts_at.astimezone(ZoneInfo("Europe/Sofia")).replace(tzinfo=None)
    assert after - before == timedelta(days=days)
    assert db.session.scalars(select(Slot.starts_at).order_by(Slot.starts_at)).first() == session.starts_at


def test_days_of_absence_move_along(app: Flask) -> None:
    event = make_event()
    bob = make_participant(event)
    days = [event.starts_on, event.ends_on]
    db.session.add_all(AbsentDay(participant_id=bob.id, day=day) for day in days)
    db.session.commit()
    rescheduling.carry(event, "Europe/Sofia", timedelta(days=1), LATER)
    db.session.flush()
    moved = db.session.scalars(select(AbsentDay.day).order_by(AbsentDay.day)).all()
    assert moved == [day + timedelta(days=1) for day in days]


def test_another_event_stays_where_it_is(app: Flask) -> None:
    event, other = make_event(), make_event()
    make_session(event)
    session = make_session(other)
    before = walls_of(other, "Europe/Sofia")
    rescheduling.carry(event, "Europe/London", timedelta(days=1), LATER)
    assert walls_of(other, "Europe/Sofia") == before
    assert session.sequence == 0


@pytest.mark.parametrize("make", [make_draft, make_version])
def test_nothing_moves_under_a_schedule(app: Flask, make: type) -> None:
    event = make_event()
    session = make_session(event)
    bob, cat = make_participant(event, "Bob Kovač"), make_participant(event, "Cat Dimitrova")
    make(event, (make_meeting(bob, cat), session.slots[0], make_tables(event, 1)[0]))
    with pytest.raises(Conflict, match=r"The days and the zone can no longer move the programme\. .*Bob Kovač and Cat"):
        rescheduling.carry(event, "Europe/London", NO_DAYS, LATER)


def test_hour_that_does_not_exist_there_is_named(app: Flask) -> None:
    event = make_event(
        starts_on=NOW.date().replace(year=2027, month=3, day=28),
        time_zone="UTC",
        ends_on=NOW.date().replace(year=2027, month=3, day=28),
    )
    make_session(event, start_hour=2)
    with pytest.raises(Invalid, match=r"There is no 28 March 2027, 02:00 in Europe/London|02:00 in Europe/Berlin"):
        rescheduling.carry(event, "Europe/Berlin", NO_DAYS, LATER)


def test_sessions_outside_are_named(app: Flask) -> None:
    event = make_event()
    for number in range(7):
        make_session(event, f"Session {number}", start_hour=8 + number, slots=1)
    with pytest.raises(Conflict) as refused:
        rescheduling.require_sessions_within(event, event.ends_on, event.ends_on, event.time_zone)
    assert "“Session 0”, “Session 1”, “Session 2”, “Session 3”, “Session 4” …. Move or remove them" in str(
        refused.value
    )
    rescheduling.require_sessions_within(event, event.starts_on, event.starts_on, event.time_zone)
