"""Days, slots and sessions: when participants cannot meet."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import SessionKind, SessionSignUp
from matchmaking.services.people import availability
from matchmaking.services.refusals import Conflict, Invalid, NotFound
from tests.factories import NOW, make_event, make_participant, make_session

if TYPE_CHECKING:
    from flask import Flask

LATER = NOW + timedelta(hours=1)


def test_whoever_says_nothing_can_always_meet(app: Flask) -> None:
    event = make_event()
    make_session(event)
    make_participant(event)
    assert availability.unavailable_slots(event) == {}


def test_absent_day_blocks_the_slots_of_that_day_in_the_events_zone(app: Flask) -> None:
    event = make_event(time_zone="Pacific/Kiritimati")  # 14 hours ahead of UTC
    first = make_session(event, start_hour=10, slots=2)
    make_session(event, day=event.ends_on, start_hour=10, slots=2)
    bob = make_participant(event)
    assert availability.set_absent_days(bob, {event.starts_on}) is True
    assert availability.set_absent_days(bob, {event.starts_on}) is False
    assert availability.unavailable_slots(event) == {bob.id: frozenset(slot.id for slot in first.slots)}
    with pytest.raises(Invalid):
        availability.set_absent_days(bob, {event.starts_on - timedelta(days=1)})


def test_kept_free_slots_replace_the_ones_before(app: Flask) -> None:
    event = make_event()
    a, b, c = make_session(event, slots=3).slots
    bob = make_participant(event)
    assert availability.set_unavailable_slots(bob, [a.id, b.id]) is True
    assert availability.set_unavailable_slots(bob, [b.id, c.id]) is True
    assert availability.set_unavailable_slots(bob, [c.id, b.id]) is False
    assert availability.unavailable_slots(event) == {bob.id: frozenset({b.id, c.id})}
    assert availability.set_unavailable_slots(bob, []) is True
    assert availability.unavailable_slots(event) == {}


def test_slot_of_another_event_is_refused(app: Flask) -> None:
    foreign = make_session(make_event()).slots[0]
    bob = make_participant(make_event())
    with pytest.raises(Invalid):
        availability.set_unavailable_slots(bob, [foreign.id])


def test_attended_session_blocks_the_slots_it_overlaps(app: Flask) -> None:
    event = make_event()
    meetings = make_session(event, start_hour=10, slots=6)  # until 12:00
    table = make_session(event, "Round table", kind=SessionKind.ROUND_TABLE, start_hour=11, slots=2, minutes=15)
    bob = make_participant(event)
    availability.sign_up(bob, table, NOW)
    # 11:00-11:30 overlaps the slots from 11:00 and from 11:20; the one that ends at 11:00 is free.
    assert availability.unavailable_slots(event) == {bob.id: frozenset({meetings.slots[3].id, meetings.slots[4].id})}
    availability.withdraw_sign_up(bob, table, LATER)
    assert availability.unavailable_slots(event) == {}


def test_sign_up_keeps_its_uid_and_counts_its_changes(app: Flask) -> None:
    event = make_event()
    visit = make_session(event, "Visit", kind=SessionKind.VISIT)
    bob = make_participant(event)
    availability.sign_up(bob, visit, NOW)
    availability.sign_up(bob, visit, LATER)
    row = db.session.scalars(select(SessionSignUp)).one()
    uid = row.uid
    assert (row.sequence, row.modified_at) == (0, NOW)
    availability.withdraw_sign_up(bob, visit, LATER)
    assert (row.sequence, row.modified_at, row.withdrawn_at) == (1, LATER, LATER)
    availability.sign_up(bob, visit, LATER)
    assert (row.uid, row.sequence, row.withdrawn_at) == (uid, 2, None)


def test_nobody_attends_two_sessions_at_once(app: Flask) -> None:
    event = make_event()
    one = make_session(event, "Visit", kind=SessionKind.VISIT)
    other = make_session(event, "Round table", kind=SessionKind.ROUND_TABLE)
    bob = make_participant(event)
    availability.sign_up(bob, one, NOW)
    with pytest.raises(Conflict, match="“Round table” is at the same time as “Visit”"):
        availability.sign_up(bob, other, NOW)
    availability.withdraw_sign_up(bob, one, NOW)
    availability.sign_up(bob, other, NOW)


def test_pauses_meetings_and_other_events_sessions_cannot_be_attended(app: Flask) -> None:
    event = make_event()
    bob = make_participant(event)
    for kind in (SessionKind.PAUSE, SessionKind.MEETINGS):
        with pytest.raises(Invalid):
            availability.sign_up(bob, make_session(event, kind=kind, start_hour=8 + len(kind)), NOW)
    with pytest.raises(NotFound):
        availability.sign_up(bob, make_session(make_event(), kind=SessionKind.VISIT), NOW)
