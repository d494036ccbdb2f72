"""Another time for a meeting that an interpreter joins: the same two, and whoever interprets then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaking.extensions import db
from matchmaking.models import ChangeReason, UnavailableSlot
from matchmaking.services.agenda import proposals
from matchmaking.services.agenda.proposals import Why
from matchmaking.services.agenda.ways_out import WaysOut
from tests.factories import NOW
from tests.matchmaking.attended_scenes import Attended, Interpreted, ids, people_of, publish

if TYPE_CHECKING:
    from flask import Flask

    from matchmaking.models import Participant, Slot

WHY = Why(ChangeReason.OTHER_APPOINTMENT)


def is_away(person: Participant, *slots: Slot) -> None:
    db.session.add_all(UnavailableSlot(participant_id=person.id, slot_id=slot.id) for slot in slots)
    db.session.commit()


def offered(here: Interpreted) -> dict[int, tuple[int, ...]]:
    times = WaysOut(here.event, here.bob, here.with_zoe.id, NOW).times()
    return {here.slots.index(next(s for s in here.slots if s.id == one.slot.id)): one.people for one in times}


def test_the_same_interpreter_comes_along_where_that_can_be(app: Flask) -> None:
    here = Interpreted()
    publish(here, here.with_zoe, 2, 2, (here.bob, here.zoe, here.ian))
    is_away(here.ian, here.slots[4], here.slots[5])
    # At 10:00 and at 10:20 Bob meets others.
    with_ian, with_ina = ids(here.bob, here.zoe, here.ian), ids(here.bob, here.zoe, here.ina)
    assert offered(here) == {3: with_ian, 4: with_ina, 5: with_ina}


def test_a_time_at_which_nobody_interprets_is_not_offered(app: Flask) -> None:
    here = Interpreted()
    here.hold_with_ina(2, 2)
    for interpreter in (here.ina, here.ian):
        is_away(interpreter, here.slots[3], here.slots[4])
    assert list(offered(here)) == [5]


def test_who_interprets_is_settled_when_the_time_is_agreed_on(app: Flask) -> None:
    here = Interpreted()
    here.hold_with_ina(2, 2)
    change = proposals.another_time(here.bob, here.with_zoe.id, here.slots[4].id, WHY, NOW)
    db.session.commit()
    is_away(here.ina, here.slots[4])
    proposals.agree(change, NOW)
    db.session.commit()
    assert people_of(here, here.with_zoe) == {ids(here.bob, here.zoe, here.ian)}


def test_a_colleague_is_not_sent_to_another_time_in_somebodys_place(app: Flask) -> None:
    here = Attended()
    publish(here, here.with_gus, 2, 2, (here.bob, here.gus))
    is_away(here.bob, here.slots[3], here.slots[4])
    times = WaysOut(here.event, here.bob, here.with_gus.id, NOW).times()
    assert [(one.slot.id, one.people) for one in times] == [(here.slots[5].id, ids(here.bob, here.gus))]
