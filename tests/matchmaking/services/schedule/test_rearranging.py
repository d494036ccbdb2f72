"""Several meetings put elsewhere at once: exchanged, made room for, refused together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from matchmaking.extensions import db
from matchmaking.models import Meeting, Schedule, UnscheduledMeeting
from matchmaking.services.refusals import Conflict, Invalid, NotFound
from matchmaking.services.schedule.rearranging import BY_HAND, Place, Stale, Step, place_of, rearrange
from tests.factories import NOW, make_meeting
from tests.matchmaking.draft_scene import DraftScene

if TYPE_CHECKING:
    from flask import Flask


def there(here: DraftScene, meeting: Meeting, slot: int, table: int | None) -> Place:
    people = (meeting.low_id, meeting.high_id)
    return Place(here.slots[slot].id, None if table is None else here.tables[table].id, people)


def step(here: DraftScene, meeting: Meeting, to: Place | None) -> Step:
    return Step(meeting.id, place_of(here.draft, meeting.id), to)


def rearranged(here: DraftScene, *steps: Step) -> None:
    rearrange(here.event, here.draft, steps, organizer=here.ann, now=NOW)
    db.session.commit()


def revision(here: DraftScene) -> int:
    return db.session.get_one(Schedule, here.draft.id, populate_existing=True).revision


def test_two_meetings_of_one_person_exchange_places(app: Flask) -> None:
    here = DraftScene()
    before = revision(here)
    rearranged(
        here,
        step(here, here.with_cat, there(here, here.with_cat, 1, 1)),
        step(here, here.with_eva, there(here, here.with_eva, 0, 0)),
    )
    assert here.places() == [
        (here.with_cat.id, here.slots[1].id, here.tables[1].id),
        (here.with_eva.id, here.slots[0].id, here.tables[0].id),
    ]
    assert here.attendances() == {
        (here.bob.id, here.slots[1].id),
        (here.cat.id, here.slots[1].id),
        (here.bob.id, here.slots[0].id),
        (here.eva.id, here.slots[0].id),
    }
    assert revision(here) == before + 1


def test_meeting_takes_the_place_of_one_that_gives_way(app: Flask) -> None:
    here = DraftScene()
    new = make_meeting(here.dan, here.cat)
    rearranged(here, step(here, here.with_cat, None), step(here, new, there(here, new, 0, 0)))
    assert place_of(here.draft, here.with_cat.id) is None
    assert place_of(here.draft, new.id) == there(here, new, 0, 0)
    left = db.session.get_one(UnscheduledMeeting, (here.draft.id, here.with_cat.id))
    assert left.reason == BY_HAND


def test_one_impossible_step_refuses_them_all(app: Flask) -> None:
    here = DraftScene()
    before = here.places(), here.attendances(), revision(here)
    other = make_meeting(here.dan, here.cat)
    steps = (
        step(here, here.with_eva, there(here, here.with_eva, 3, 2)),
        step(here, other, there(here, other, 0, 1)),
    )
    with pytest.raises(Conflict, match="Cat Иванова has another meeting in this slot"):
        rearranged(here, *steps)
    db.session.rollback()
    assert (here.places(), here.attendances(), revision(here)) == before


def test_meeting_that_somebody_else_moved_meanwhile_stays_where_they_put_it(app: Flask) -> None:
    here = DraftScene()
    seen = step(here, here.with_cat, there(here, here.with_cat, 4, 0))
    here.place(here.with_cat, 3, 2)
    db.session.commit()
    with pytest.raises(Stale, match="Somebody else moved this meeting meanwhile"):
        rearranged(here, seen)
    db.session.rollback()
    assert place_of(here.draft, here.with_cat.id) == there(here, here.with_cat, 3, 2)


def test_meeting_that_was_taken_out_meanwhile_does_not_come_back_unnoticed(app: Flask) -> None:
    here = DraftScene()
    seen = step(here, here.with_cat, there(here, here.with_cat, 4, 0))
    here.unschedule(here.with_cat)
    db.session.commit()
    with pytest.raises(Stale):
        rearranged(here, seen)


def test_locked_meeting_takes_part_in_no_exchange(app: Flask) -> None:
    here = DraftScene()
    here.lock(here.with_eva)
    with pytest.raises(Conflict, match="locked"):
        rearranged(
            here,
            step(here, here.with_cat, there(here, here.with_cat, 1, 1)),
            step(here, here.with_eva, there(here, here.with_eva, 0, 0)),
        )


def test_steps_that_would_collide_with_each_other_are_refused(app: Flask) -> None:
    here = DraftScene()
    other = make_meeting(here.dan, here.cat)
    for steps in (
        (
            step(here, here.with_cat, there(here, here.with_cat, 3, 0)),
            step(here, here.with_eva, there(here, here.with_eva, 3, 1)),
        ),
        (
            step(here, here.with_eva, there(here, here.with_eva, 3, 0)),
            step(here, other, there(here, other, 3, 0)),
        ),
        (step(here, here.with_cat, None), step(here, here.with_cat, there(here, here.with_cat, 3, 0))),
    ):
        with pytest.raises(Invalid, match="two meetings at once"):
            rearranged(here, *steps)


def test_another_events_slots_tables_and_meetings_do_not_exist(app: Flask) -> None:
    here, elsewhere = DraftScene(), DraftScene()
    people = (here.bob.id, here.cat.id)
    for foreign in (
        step(here, here.with_cat, Place(elsewhere.slots[3].id, None, people)),
        step(here, here.with_cat, Place(here.slots[3].id, elsewhere.tables[0].id, people)),
        step(here, here.with_cat, Place(here.slots[3].id, None, (here.bob.id, elsewhere.cat.id))),
        Step(elsewhere.with_cat.id, None, None),
        Step(987654321, None, None),
    ):
        with pytest.raises(NotFound):
            rearranged(here, foreign)


def test_every_edit_and_lock_makes_another_revision(app: Flask) -> None:
    here = DraftScene()
    before = revision(here)
    here.place(here.with_cat, 3, 2)
    here.lock(here.with_cat)
    here.lock(here.with_cat)
    here.unschedule(here.with_eva)
    assert revision(here) == before + 3
