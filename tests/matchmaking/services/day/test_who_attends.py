"""Meetings that an interpreter joins, or that a colleague may attend: at the desk they are placed as any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from matchmaking.extensions import db
from matchmaking.services.afterwards import records
from matchmaking.services.day import check_in, displaced, no_shows, placing, tables, wishes
from matchmaking.services.day.places import Places
from matchmaking.services.day.today import Today
from matchmaking.services.refusals import Conflict
from matchmaking.services.runs import snapshot
from matchmaking.services.schedule import publishing, small_versions
from matchmaking.services.schedule.rearranging import Place, Step
from tests.matchmaking.attended_scenes import Attended, Interpreted, ids, people_of, publish
from tests.matchmaking.day_scene import DayScene

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Flask

    from matchmaking.models import Participant, Schedule
    from matchmaking.services.day.places import Offer


def standby(here: DayScene, now: datetime, slot: int) -> dict[int, tuple[int, ...]]:
    """Who could meet in a slot, by meeting."""
    today = Today(here.event, now)
    found = Places(today, today.slot_of(here.slots[slot].id)).standby(here.slots[slot].id)
    return {one.meeting: one.people for one in found}


def take(here: DayScene, offer: Offer, now: datetime) -> Schedule | None:
    to = Place(offer.slot, offer.table, offer.people)
    made = placing.place(here.event, offer.meeting, to, here.ann, now)
    db.session.commit()
    return made


def is_here(here: DayScene, *people: Participant, clock: str = "9:30") -> None:
    for person in people:
        check_in.check_in(here.event, person, here.ann, here.at(clock))
    db.session.commit()


def test_a_free_place_is_offered_with_an_interpreter_and_taken(app: Flask) -> None:
    here = Interpreted()
    now = here.at("9:55")
    check_in.note_hours(here.event, here.ina, here.at("11:00"), None, here.ann, now)
    today = Today(here.event, now)
    offers = wishes.free_places(today, here.with_zoe)
    by_slot = {one.slot: one.people for one in offers}
    assert by_slot[here.slots[2].id] == ids(here.bob, here.zoe, here.ian)  # Ina is not there yet
    made = take(here, next(one for one in offers if one.slot == here.slots[2].id), now)
    assert made is not None
    assert people_of(here, here.with_zoe) == {ids(here.bob, here.zoe, here.ian)}


def test_without_a_free_interpreter_no_place_is_offered(app: Flask) -> None:
    here = Interpreted()
    now = here.at("9:00")
    for interpreter in (here.ina, here.ian):
        check_in.note_hours(here.event, interpreter, here.at("11:00"), None, here.ann, now)
    offers = wishes.free_places(Today(here.event, now), here.with_zoe)
    assert {one.slot for one in offers} == {slot.id for slot in here.slots[3:]}


def test_another_interpreter_takes_over_where_the_first_leaves(app: Flask) -> None:
    here = Interpreted()
    here.hold_with_ina(2, 2)
    now = here.at("9:30")
    check_in.note_hours(here.event, here.ina, None, here.at("10:30"), here.ann, now)
    _made, moved, taken_out = displaced.move_all(here.event, here.ann, now)
    db.session.commit()
    assert (moved, taken_out) == (1, 0)
    assert (
        here.with_zoe.id,
        here.slots[2].id,
        here.tables[2].id,
        ids(here.bob, here.zoe, here.ian),
    ) in here.places()


def test_a_meeting_that_loses_its_table_keeps_its_interpreter(app: Flask) -> None:
    here = Interpreted()
    publish(here, here.with_zoe, 2, 2, (here.bob, here.zoe, here.ian))
    now = here.at("9:30")
    tables.put_out(here.event, here.tables[2].id, here.ann, now)
    displaced.move_all(here.event, here.ann, now)
    db.session.commit()
    assert people_of(here, here.with_zoe) == {ids(here.bob, here.zoe, here.ian)}


def test_where_the_interpreter_does_not_come_the_other_saves_the_meeting(app: Flask) -> None:
    here = Interpreted()
    here.hold_with_ina(2, 2)
    now = here.at("10:46")
    no_shows.mark(here.event, here.with_zoe.id, here.ina.id, here.ann, now)
    db.session.commit()
    today = Today(here.event, now)
    offers = Places(today, today.slot_of(here.slots[2].id)).standby(here.slots[2].id)
    saved = next(one for one in offers if one.meeting == here.with_zoe.id)
    assert saved.people == ids(here.bob, here.zoe, here.ian)
    take(here, saved, now)
    assert people_of(here, here.with_zoe) == {saved.people}


def saved_by_ian() -> tuple[Interpreted, datetime]:
    """Ina did not come; Bob and Zoe meet all the same, in the same slot, with Ian."""
    here = Interpreted()
    here.hold_with_ina(2, 2)
    now = here.at("10:46")
    no_shows.mark(here.event, here.with_zoe.id, here.ina.id, here.ann, now)
    place = Place(here.slots[2].id, here.tables[2].id, ids(here.bob, here.zoe, here.ian))
    placing.place(here.event, here.with_zoe.id, place, here.ann, now)
    db.session.commit()
    return here, now


def test_a_meeting_that_was_saved_is_held(app: Flask) -> None:
    here, now = saved_by_ian()
    assert Today(here.event, now).freed == {}
    assert here.with_zoe.id not in standby(here, now, 2)
    kept = next(one for one in snapshot.problem_of(here.event, now).meetings if one.id == here.with_zoe.id)
    assert kept.pinned is not None
    assert kept.pinned.people == ids(here.bob, here.zoe, here.ian)


def test_a_meeting_that_was_saved_stays_where_it_is(app: Flask) -> None:
    here, now = saved_by_ian()
    place = Place(here.slots[2].id, here.tables[2].id, ids(here.bob, here.zoe, here.ian))
    step = Step(here.with_zoe.id, place, None)
    with pytest.raises(Conflict, match="has begun"):
        small_versions.publish(here.event, [step], publishing.Actor(), now)


def test_a_meeting_that_was_saved_counts_as_held_afterwards(app: Flask) -> None:
    here, _now = saved_by_ian()
    held = records.meetings_of(here.event, here.in_force(), here.at("18:00"))
    assert [one.missed for one in held] == [False] * 4


def test_a_meeting_to_which_somebody_did_not_come_counts_as_missed_afterwards(app: Flask) -> None:
    here = Interpreted()
    here.hold_with_ina(2, 2)
    no_shows.mark(here.event, here.with_zoe.id, here.ina.id, here.ann, here.at("10:46"))
    held = records.meetings_of(here.event, here.in_force(), here.at("18:00"))
    assert [one.missed for one in held if len(one.people) == 3] == [True]


def test_a_meeting_held_later_than_it_was_missed_counts_as_held_afterwards(app: Flask) -> None:
    here = DayScene()
    now = here.at("10:06")
    no_shows.mark(here.event, here.with_cat.id, here.cat.id, here.ann, now)
    later = Place(here.slots[4].id, here.tables[0].id, (here.with_cat.low_id, here.with_cat.high_id))
    placing.place(here.event, here.with_cat.id, later, here.ann, now)
    db.session.commit()
    held = records.meetings_of(here.event, here.in_force(), here.at("18:00"))
    assert [one.missed for one in held] == [False] * 3


def test_who_asked_is_offered_before_a_colleague(app: Flask) -> None:
    here = Attended()
    assert standby(here, here.at("9:00"), 3)[here.with_gus.id] == ids(here.bob, here.gus)


def test_a_colleague_is_offered_where_who_asked_is_busy(app: Flask) -> None:
    here = Attended()
    assert standby(here, here.at("9:00"), 0)[here.with_gus.id] == ids(here.dan, here.gus)


def test_a_colleague_who_is_here_is_offered_before_who_is_yet_to_come(app: Flask) -> None:
    here = Attended()
    is_here(here, here.dan, here.gus)
    assert standby(here, here.at("9:35"), 3)[here.with_gus.id] == ids(here.dan, here.gus)
    is_here(here, here.bob)
    assert standby(here, here.at("9:35"), 3)[here.with_gus.id] == ids(here.bob, here.gus)


def test_a_colleague_stands_in_where_who_was_to_come_is_late(app: Flask) -> None:
    here = Attended()
    publish(here, here.with_gus, 2, 2, (here.bob, here.gus))
    now = here.at("9:00")
    check_in.note_hours(here.event, here.bob, here.at("11:00"), None, here.ann, now)
    found = {one.freed.held.meeting: one.offer for one in displaced.of(Today(here.event, now))}
    offer = found[here.with_gus.id]
    assert offer is not None
    assert (offer.slot, offer.table, offer.people) == (here.slots[2].id, here.tables[2].id, ids(here.dan, here.gus))


def test_a_displaced_meeting_is_not_handed_to_a_colleague_without_need(app: Flask) -> None:
    here = Attended()
    # Dan waits beside that slot, so that by waits alone he would suit it better.
    publish(here, here.eva_dan, 3, 1, (here.dan, here.eva))
    publish(here, here.with_gus, 4, 2, (here.bob, here.gus))
    now = here.at("9:00")
    tables.put_out(here.event, here.tables[2].id, here.ann, now)
    found = {one.freed.held.meeting: one.offer for one in displaced.of(Today(here.event, now))}
    offer = found[here.with_gus.id]
    assert offer is not None
    assert (offer.slot, offer.people) == (here.slots[4].id, ids(here.bob, here.gus))


def test_where_somebody_does_not_come_the_colleague_may_meet_instead(app: Flask) -> None:
    here = Attended()
    publish(here, here.with_gus, 2, 2, (here.bob, here.gus))
    now = here.at("10:46")
    no_shows.mark(here.event, here.with_gus.id, here.bob.id, here.ann, now)
    db.session.commit()
    assert standby(here, now, 2)[here.with_gus.id] == ids(here.dan, here.gus)
