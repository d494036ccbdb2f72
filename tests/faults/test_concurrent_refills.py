"""Several desks fill the same free place at once: one of them wins, the others are told, and nothing is doubled."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from matchmaking.extensions import db
from matchmaking.models import Assignment, Event, Organizer, Schedule
from matchmaking.services.day import check_in, no_shows, placing
from matchmaking.services.refusals import Conflict
from matchmaking.services.schedule.rearranging import Place
from tests.factories import make_meeting, make_participant
from tests.matchmaking.day_scene import DayScene

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Flask

DESKS = 4


def refill(app: Flask, desk: tuple[int, int], press: tuple[int, Place], now: datetime) -> str:
    """One desk's press, with its own connection."""
    with app.app_context():
        event, organizer = db.session.get_one(Event, desk[0]), db.session.get_one(Organizer, desk[1])
        try:
            made = placing.place(event, *press, organizer, now)
            db.session.commit()
        except Conflict:
            db.session.rollback()
            return "told"
        finally:
            db.session.remove()
        return "published" if made else "stood there"


def versions(event: Event) -> int:
    return db.session.scalar(select(func.count(Schedule.id)).where(Schedule.event_id == event.id)) or 0


def test_of_several_desks_that_fill_one_place_one_wins(app: Flask) -> None:
    here = DayScene()
    now = here.at("10:06")
    no_shows.mark(here.event, here.with_cat.id, here.cat.id, here.ann, now)
    rivals = [make_meeting(here.bob, make_participant(here.event, f"Rival {k}")) for k in range(DESKS)]
    slot, table, event, ann = here.slots[0].id, here.tables[0].id, here.event.id, here.ann.id
    presses = [(one.id, Place(slot, table, (one.low_id, one.high_id))) for one in rivals]
    db.session.commit()
    with ThreadPoolExecutor(DESKS) as desks:
        ends = list(desks.map(lambda press: refill(app, (event, ann), press, now), presses))
    assert Counter(ends) == {"published": 1, "told": DESKS - 1}
    db.session.expire_all()
    assert (here.event.version_number, versions(here.event)) == (2, 2)
    at_the_table = select(Assignment.meeting_id).where(
        Assignment.schedule_id == here.in_force().id, Assignment.slot_id == slot, Assignment.table_id == table
    )
    won = presses[ends.index("published")][0]
    assert list(db.session.scalars(at_the_table)) == [won]


def test_of_several_presses_of_one_button_one_publishes(app: Flask) -> None:
    here = DayScene()
    now = here.at("9:50")
    to = Place(here.slots[2].id, here.tables[0].id, (here.cat_gus.low_id, here.cat_gus.high_id))
    event, ann, meeting = here.event.id, here.ann.id, here.cat_gus.id
    db.session.commit()
    with ThreadPoolExecutor(DESKS) as desks:
        ends = list(desks.map(lambda press: refill(app, (event, ann), press, now), [(meeting, to)] * DESKS))
    assert Counter(ends) == {"published": 1, "stood there": DESKS - 1}
    db.session.expire_all()
    assert here.event.version_number == 2


def test_several_desks_check_one_person_in_once(app: Flask) -> None:
    here = DayScene()
    now = here.at("9:50")
    event, ann, bob = here.event.id, here.ann.id, here.bob.id
    db.session.commit()

    def press(_desk: int) -> bool:
        with app.app_context():
            who = db.session.get_one(type(here.bob), bob)
            new = check_in.check_in(db.session.get_one(Event, event), who, db.session.get_one(Organizer, ann), now)
            db.session.commit()
            db.session.remove()
            return new

    with ThreadPoolExecutor(DESKS) as desks:
        assert sorted(desks.map(press, range(DESKS))) == [False, False, False, True]
    assert here.acts() == ["desk.checked_in"]
