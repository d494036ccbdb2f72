"""Times protected for VIPs, and hours of arriving and leaving: both block slots."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

import pytest

from matchmaking.extensions import db
from matchmaking.services.people import availability, protecting
from matchmaking.services.people.protecting import Stay
from matchmaking.services.refusals import Conflict, Invalid, NotFound
from matchmaking.services.setup import rescheduling
from tests.factories import NOW, make_event, make_organizer, make_participant, make_session

if TYPE_CHECKING:
    from flask import Flask

    from matchmaking.models import Event, Participant


def blocked(event: Event, person: Participant) -> list[int]:
    """The numbers of the slots in which somebody cannot meet, in order of time."""
    ids = availability.unavailable_slots(event).get(person.id, frozenset())
    return [number for number, slot in enumerate(availability.slots_of(event)) if slot.id in ids]


def test_protected_time_blocks_the_slots_it_overlaps(app: Flask) -> None:
    event, ann = make_event(), make_organizer()
    vip, other = make_participant(event, "Vip V"), make_participant(event, "Bob B")
    slots = make_session(event).slots
    protecting.set_vip(vip, ann, NOW, vip=True)
    protecting.protect(vip, slots[1].ends_at - timedelta(minutes=5), slots[3].starts_at, ann, NOW)
    db.session.commit()
    assert (blocked(event, vip), blocked(event, other)) == ([1, 2], [])
    assert protecting.slots_of(vip) == {slots[1].id, slots[2].id}


def test_a_participant_cannot_open_what_is_protected(app: Flask) -> None:
    event, ann = make_event(), make_organizer()
    vip, slots = make_participant(event, "Vip V"), make_session(event).slots
    protecting.set_vip(vip, ann, NOW, vip=True)
    protecting.protect(vip, slots[0].starts_at, slots[0].ends_at, ann, NOW)
    availability.set_unavailable_slots(vip, [])
    db.session.commit()
    assert blocked(event, vip) == [0]


def test_protection_ends_with_its_row_or_with_being_a_vip(app: Flask) -> None:
    event, ann = make_event(), make_organizer()
    vip, other, slots = make_participant(event, "Vip V"), make_participant(event), make_session(event).slots
    protecting.set_vip(vip, ann, NOW, vip=True)
    for slot in slots[:2]:
        protecting.protect(vip, slot.starts_at, slot.ends_at, ann, NOW)
    row = protecting.times_of(vip)[0]
    with pytest.raises(NotFound):
        protecting.unprotect(other, row.id, ann, NOW)
    protecting.unprotect(vip, row.id, ann, NOW)
    db.session.commit()
    assert blocked(event, vip) == [1]
    protecting.set_vip(vip, ann, NOW, vip=False)
    db.session.commit()
    assert blocked(event, vip) == []


def test_only_vips_are_protected_and_only_for_a_while(app: Flask) -> None:
    event, ann = make_event(), make_organizer()
    bob, slot = make_participant(event), make_session(event).slots[0]
    with pytest.raises(Conflict):
        protecting.protect(bob, slot.starts_at, slot.ends_at, ann, NOW)
    protecting.set_vip(bob, ann, NOW, vip=True)
    with pytest.raises(Invalid):
        protecting.protect(bob, slot.starts_at, slot.starts_at, ann, NOW)


def test_arriving_and_leaving_block_what_lies_before_and_after(app: Flask) -> None:
    event, ann = make_event(), make_organizer()
    bob = make_participant(event)
    make_session(event, start_hour=10, slots=6, minutes=20)
    make_session(event, day=event.ends_on, start_hour=10, slots=3, minutes=20)
    stays = {event.starts_on: Stay(time(10, 30), time(11, 40)), event.ends_on: Stay(time(10, 40), None)}
    protecting.set_stays(event, bob, stays, ann, NOW)
    db.session.commit()
    assert blocked(event, bob) == [0, 1, 5, 6, 7]
    protecting.set_stays(event, bob, {event.starts_on: Stay(None, None), event.ends_on: Stay(None, None)}, ann, NOW)
    db.session.commit()
    assert blocked(event, bob) == []


def test_nobody_leaves_before_arriving(app: Flask) -> None:
    event, ann = make_event(), make_organizer()
    bob, stay = make_participant(event), {event.starts_on: Stay(time(12), time(12))}
    with pytest.raises(Invalid):
        protecting.set_stays(event, bob, stay, ann, NOW)


def test_times_move_along_with_the_event(app: Flask) -> None:
    event, ann = make_event(), make_organizer()
    vip = make_participant(event, "Vip V")
    slots = make_session(event).slots
    protecting.set_vip(vip, ann, NOW, vip=True)
    protecting.protect(vip, slots[0].starts_at, slots[0].ends_at, ann, NOW)
    protecting.set_stays(event, vip, {event.starts_on: Stay(None, time(11, 40))}, ann, NOW)
    db.session.commit()
    before = blocked(event, vip)
    rescheduling.carry(event, "Europe/Berlin", timedelta(days=2), NOW)
    event.starts_on, event.ends_on = event.starts_on + timedelta(days=2), event.ends_on + timedelta(days=2)
    event.time_zone = "Europe/Berlin"
    db.session.commit()
    assert (before, blocked(event, vip)) == ([0, 5], [0, 5])
