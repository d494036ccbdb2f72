from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Assignment, CalendarEntry, EventSession, SessionKind, UnavailableSlot
from matchmaking.services.people import availability
from matchmaking.services.refusals import Conflict
from matchmaking.services.schedule import changes
from matchmaking.services.setup import programme
from matchmaking.services.setup.affected import Held
from matchmaking.services.setup.programme import SessionValues
from matchmaking.services.words.times import local
from tests.factories import NOW, make_session
from tests.matchmaking.draft_scene import DraftScene

if TYPE_CHECKING:
    from flask import Flask

    from matchmaking.services.setup.effects import Effects

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def scene(app: Flask) -> DraftScene:
    del app
    return DraftScene()


def session_of(scene: DraftScene) -> EventSession:
    return db.session.get_one(EventSession, scene.slots[0].session_id)


def as_it_is(scene: DraftScene, session: EventSession, **given: object) -> SessionValues:
    start, end = local(session.starts_at, scene.event), local(session.ends_at, scene.event)
    values = SessionValues(
        kind=session.kind,
        title=session.title,
        description="",
        room="",
        day=start.date(),
        starts=start.time(),
        ends=end.time(),
        slot_minutes=session.slot_minutes,
        transfer_minutes=session.transfer_minutes,
    )
    return replace(values, **given)  # type: ignore[arg-type]


def effects(scene: DraftScene, **given: object) -> Effects:
    session = session_of(scene)
    return programme.effects_of_change(scene.event, session, as_it_is(scene, session, **given), NOW)


def moved(scene: DraftScene) -> SessionValues:
    return as_it_is(scene, session_of(scene), starts=time(10, 5), ends=time(12, 5))


def test_nothing_matters_where_nothing_changes(scene: DraftScene) -> None:
    shown = effects(scene)
    assert (shown.matter, shown.shifted, shown.gone, shown.new) == (False, (), (), 0)


def test_longer_session_gets_slots_and_concerns_nobody(scene: DraftScene) -> None:
    shown = effects(scene, ends=time(12, 40))
    assert (shown.matter, shown.gone, shown.new) == (False, (), 2)


def test_moving_shifts_every_slot_and_names_whose_meetings(scene: DraftScene) -> None:
    scene.lock(scene.with_cat)
    shown = effects(scene, starts=time(10, 5), ends=time(12, 5))
    assert (len(shown.shifted), shown.gone, shown.new) == (6, (), 0)
    assert shown.held == (Held(scene.draft.id, None, lose=0, shift=2, locked=1),)
    assert sorted(shown.people) == ["Bob Kovač", "Cat Иванова", "Eva Çela"]


def test_shorter_session_says_which_meetings_of_a_draft_lose_their_place(scene: DraftScene) -> None:
    shown = effects(scene, starts=time(10, 20))
    assert [(start, end) for start, end in shown.gone] == [(scene.slots[0].starts_at, scene.slots[0].ends_at)]
    assert shown.held == (Held(scene.draft.id, None, lose=1, shift=0, locked=0),)
    assert shown.refusals == ()


def test_slot_of_a_version_cannot_vanish_and_what_can_be_done_instead_is_said(scene: DraftScene) -> None:
    scene.publish()
    shown = effects(scene, starts=time(10, 20))
    assert len(shown.refusals) == 1
    assert "Version 1, which is in force, has 1 meeting there" in shown.refusals[0]
    assert shown.ways_out[0].startswith("Let the session last at least from 10:00 to 10:40")
    assert len(shown.ways_out) == 3


def test_published_meetings_follow_their_session_once_a_draft_is_published(scene: DraftScene) -> None:
    scene.publish()
    told = changes.told_places(scene.event)
    session, values = session_of(scene), moved(scene)
    shown = programme.effects_of_change(scene.event, session, values, NOW)
    assert [(held.number, held.shift) for held in shown.held] == [(1, 2)]
    programme.change(scene.event, session, values, scene.ann, LATER, seen=shown.token)
    db.session.commit()
    assert changes.told_places(scene.event) == told  # until something is published
    scene.edit()
    scene.publish()
    after = db.session.execute(select(CalendarEntry.meeting_id, CalendarEntry.starts_at)).all()
    assert {meeting: at - told[meeting].starts_at for meeting, at in after} == {
        scene.with_cat.id: timedelta(minutes=5),
        scene.with_eva.id: timedelta(minutes=5),
    }


def test_meetings_of_drafts_have_the_times_of_their_slots_after_a_move(scene: DraftScene) -> None:
    session, values = session_of(scene), moved(scene)
    shown = programme.effects_of_change(scene.event, session, values, NOW)
    programme.change(scene.event, session, values, scene.ann, LATER, seen=shown.token)
    for assignment in db.session.scalars(select(Assignment)):
        assert (assignment.starts_at, assignment.ends_at) == (assignment.slot.starts_at, assignment.slot.ends_at)
    assert [slot.id for slot in session.slots] == [slot.id for slot in scene.slots]


def test_slots_whose_published_meetings_have_begun_get_no_other_times(scene: DraftScene) -> None:
    scene.publish()
    session, during = session_of(scene), scene.slots[0].starts_at + timedelta(minutes=5)
    shown = programme.effects_of_change(scene.event, session, moved(scene), during)
    assert "Slots that have begun would get other times" in shown.refusals[0]
    with pytest.raises(Conflict, match="Slots that have begun"):
        programme.change(scene.event, session, moved(scene), scene.ann, during, seen=shown.token)


def test_meeting_that_would_shift_into_an_attended_session_is_named(scene: DraftScene) -> None:
    visit = make_session(scene.event, "Visit", kind=SessionKind.VISIT, start_hour=14, slots=3)
    availability.sign_up(scene.bob, visit, NOW)
    shown = effects(scene, starts=time(14), ends=time(16))
    assert {(one.name, one.title, one.meeting) for one in shown.collisions} == {("Bob Kovač", "Visit", True)}


def test_attendee_with_a_published_meeting_at_the_new_time_is_named_and_told(scene: DraftScene) -> None:
    scene.publish()
    visit = make_session(scene.event, "Visit", kind=SessionKind.VISIT, start_hour=14, slots=3)
    availability.sign_up(scene.bob, visit, NOW)
    values = as_it_is(scene, visit, starts=time(10), ends=time(10, 15))
    shown = programme.effects_of_change(scene.event, visit, values, NOW)
    assert [(one.name, one.starts_at) for one in shown.collisions] == [("Bob Kovač", scene.slots[0].starts_at)]
    assert (shown.told, shown.matter) == (1, True)


def test_what_was_confirmed_no_longer_holds_once_a_meeting_was_placed_meanwhile(scene: DraftScene) -> None:
    session, values = session_of(scene), moved(scene)
    shown = programme.effects_of_change(scene.event, session, values, NOW)
    scene.unschedule(scene.with_cat)
    with pytest.raises(Conflict, match="has changed since you looked"):
        programme.change(scene.event, session, values, scene.ann, LATER, seen=shown.token)
    assert session.starts_at == scene.slots[0].starts_at


def test_removing_a_session_with_drafted_meetings_needs_that_this_was_seen(scene: DraftScene) -> None:
    session = session_of(scene)
    shown = programme.effects_of_end(scene.event, session, cancel=False)
    assert [(held.lose, held.shift) for held in shown.held] == [(2, 0)]
    with pytest.raises(Conflict, match="then confirm"):
        programme.remove(scene.event, session, scene.ann, LATER)
    programme.remove(scene.event, session, scene.ann, LATER, seen=shown.token)
    db.session.commit()
    assert db.session.scalars(select(EventSession)).all() == []


def test_marks_that_would_be_lost_matter(scene: DraftScene) -> None:
    db.session.add(UnavailableSlot(participant_id=scene.dan.id, slot_id=scene.slots[5].id))
    db.session.commit()
    shown = effects(scene, ends=time(11, 40))
    assert (shown.marks, shown.held, shown.matter) == (1, (), True)
