from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from matchmaking.extensions import db
from matchmaking.models import Assignment, AuditEntry, Mail, Schedule, SessionKind, SessionSignUp, Slot, UnavailableSlot
from matchmaking.services.people import availability, seating
from matchmaking.services.refusals import Conflict, Invalid, NotFound, PhaseClosed
from matchmaking.services.setup import programme
from matchmaking.services.setup.programme import SessionValues
from tests.factories import (
    NOW,
    make_draft,
    make_event,
    make_meeting,
    make_organizer,
    make_participant,
    make_session,
    make_tables,
    make_version,
)

if TYPE_CHECKING:
    from flask import Flask

    from matchmaking.models import Event, EventSession, Organizer

LATER = NOW + timedelta(hours=1)


def values_of(event: Event, **given: object) -> SessionValues:
    values = SessionValues(
        kind=SessionKind.MEETINGS,
        title="Morning meetings",
        description="",
        room="Hall 1",
        day=event.starts_on,
        starts=time(10),
        ends=time(11),
        slot_minutes=20,
        transfer_minutes=0,
    )
    return replace(values, **given)  # type: ignore[arg-type]


@pytest.fixture
def ann(app: Flask) -> Organizer:
    return make_organizer()


@pytest.fixture
def event(ann: Organizer) -> Event:
    return make_event(ann)


def times_of(session: EventSession) -> list[str]:
    zone = ZoneInfo("Europe/Sofia")
    found = db.session.scalars(select(Slot).where(Slot.session_id == session.id).order_by(Slot.starts_at))
    return [f"{s.starts_at.astimezone(zone):%H:%M}–{s.ends_at.astimezone(zone):%H:%M}" for s in found]


def test_meeting_session_gets_its_slots(event: Event, ann: Organizer) -> None:
    session = programme.add(event, values_of(event, transfer_minutes=5, ends=time(11, 15)), ann, NOW)
    assert times_of(session) == ["10:00–10:20", "10:25–10:45", "10:50–11:10"]
    assert session.sequence == 0
    assert db.session.scalars(select(AuditEntry.action)).all() == ["session.added"]


def test_other_kinds_have_no_slots_whatever_is_given(event: Event, ann: Organizer) -> None:
    session = programme.add(event, values_of(event, kind=SessionKind.PLENARY), ann, NOW)
    assert times_of(session) == []
    assert (session.slot_minutes, session.transfer_minutes) == (None, None)


def test_lengths_may_differ_between_sessions_but_slots_never_overlap(event: Event, ann: Organizer) -> None:
    programme.add(event, values_of(event), ann, NOW)
    programme.add(event, values_of(event, title="Long", starts=time(11), ends=time(12), slot_minutes=30), ann, NOW)
    refused = r"Its slots would overlap those of “Morning meetings” \(.*, 10:40–11:00\)"
    with pytest.raises(Conflict, match=refused):
        programme.add(event, values_of(event, title="Second", starts=time(10, 50), ends=time(12)), ann, NOW)


def test_sessions_may_run_beside_each_other_where_their_slots_do_not_meet(event: Event, ann: Organizer) -> None:
    programme.add(event, values_of(event), ann, NOW)
    programme.add(event, values_of(event, kind=SessionKind.PLENARY, title="Plenary"), ann, NOW)
    assert [session.title for session in programme.sessions_of(event)] == ["Morning meetings", "Plenary"]


def test_another_event_has_slots_at_the_same_time(event: Event, ann: Organizer) -> None:
    programme.add(event, values_of(event), ann, NOW)
    other = make_event(ann)
    assert len(times_of(programme.add(other, values_of(other), ann, NOW))) == 3


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"title": ""}, "A session needs a title."),
        ({"ends": time(10)}, "The session ends before it starts."),
        ({"ends": time(9)}, "The session ends before it starts."),
        ({"slot_minutes": None}, "Say how long a slot lasts."),
        ({"slot_minutes": 61}, "The session is shorter than one slot of 61 minutes."),
    ],
)
def test_impossible_session_is_refused(event: Event, ann: Organizer, given: dict[str, object], sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        programme.add(event, values_of(event, **given), ann, NOW)


@pytest.mark.parametrize("days", [-1, 2])
def test_session_outside_the_event_is_refused(event: Event, ann: Organizer, days: int) -> None:
    with pytest.raises(Invalid, match=r"This is not a day of the event."):
        programme.add(event, values_of(event, day=event.starts_on + timedelta(days=days)), ann, NOW)


def test_slots_whose_times_stay_keep_their_ids(event: Event, ann: Organizer) -> None:
    session = programme.add(event, values_of(event), ann, NOW)
    before = [slot.id for slot in session.slots]
    programme.change(event, session, values_of(event, starts=time(10, 20), ends=time(11, 40)), ann, LATER)
    db.session.expire_all()
    assert times_of(session) == ["10:20–10:40", "10:40–11:00", "11:00–11:20", "11:20–11:40"]
    assert [slot.id for slot in session.slots][:2] == before[1:]


def test_vanished_mark_is_said(event: Event, ann: Organizer) -> None:
    session = programme.add(event, values_of(event), ann, NOW)
    bob = make_participant(event)
    db.session.add_all(UnavailableSlot(participant_id=bob.id, slot_id=slot.id) for slot in session.slots)
    db.session.commit()
    assert programme.change(event, session, values_of(event, ends=time(10, 40)), ann, LATER) == 1
    assert programme.change(event, session, values_of(event, title="Renamed", ends=time(10, 40)), ann, LATER) == 0
    assert db.session.scalar(select(func.count()).select_from(UnavailableSlot)) == 2


def meeting_in(event: Event, session: EventSession, *, published: bool) -> None:
    bob, cat = make_participant(event, "Bob Kovač"), make_participant(event, "Cat Dimitrova")
    (table,) = make_tables(event, 1)
    place = (make_meeting(bob, cat), session.slots[2], table)
    if published:
        make_version(event, place)
    else:
        make_draft(event, place)


def test_slot_with_published_meetings_does_not_vanish(event: Event, ann: Organizer) -> None:
    session = programme.add(event, values_of(event), ann, NOW)
    meeting_in(event, session, published=True)
    with pytest.raises(Conflict) as refused:
        programme.change(event, session, values_of(event, ends=time(10, 40)), ann, LATER)
    assert "Version 1, which is in force, has 1 meeting there; move it first." in str(refused.value)
    assert "10:40: Bob Kovač and Cat Dimitrova." in str(refused.value)
    db.session.rollback()
    assert len(times_of(session)) == 3


def test_drafted_meeting_loses_its_slot_only_when_that_was_seen(event: Event, ann: Organizer) -> None:
    session = programme.add(event, values_of(event), ann, NOW)
    meeting_in(event, session, published=False)
    revision = db.session.scalars(select(Schedule.revision)).one()
    shorter = values_of(event, ends=time(10, 40))
    shown = programme.effects_of_change(event, session, shorter, LATER)
    with pytest.raises(Conflict, match="Look at what it does, then confirm"):
        programme.change(event, session, shorter, ann, LATER)
    with pytest.raises(Conflict, match="has changed since you looked"):
        programme.change(event, session, shorter, ann, LATER, seen="something else")
    assert db.session.scalar(select(func.count()).select_from(Assignment)) == 1
    programme.change(event, session, shorter, ann, LATER, seen=shown.token)
    db.session.commit()
    db.session.expire_all()
    draft = db.session.scalars(select(Schedule)).one()
    assert db.session.scalar(select(func.count()).select_from(Assignment)) == 0
    assert [one.reason for one in draft.unscheduled] == [{"kind": "by_hand"}]
    assert (draft.edited, draft.revision) == (True, revision + 1)


def test_slots_without_meetings_may_vanish_beside_those_with(event: Event, ann: Organizer) -> None:
    session = programme.add(event, values_of(event), ann, NOW)
    meeting_in(event, session, published=True)
    programme.change(event, session, values_of(event, starts=time(10, 40)), ann, LATER)
    assert times_of(session) == ["10:40–11:00"]


@pytest.mark.parametrize(
    "given",
    [{"title": "Other"}, {"room": "Hall 2"}, {"starts": time(9, 40)}, {"ends": time(11, 20)}],
)
def test_calendar_sequence_rises_by_one_when_time_place_or_title_change(
    event: Event, ann: Organizer, given: dict[str, object]
) -> None:
    session = programme.add(event, values_of(event), ann, NOW)
    programme.change(event, session, values_of(event, **given), ann, LATER)
    assert (session.sequence, session.modified_at) == (1, LATER)


def test_calendar_sequence_stays_when_nothing_or_only_words_change(event: Event, ann: Organizer) -> None:
    session = programme.add(event, values_of(event), ann, NOW)
    programme.change(event, session, values_of(event), ann, LATER)
    assert (session.sequence, session.modified_at) == (0, NOW)
    programme.change(event, session, values_of(event, description="Bring cards."), ann, LATER)
    assert (session.sequence, session.modified_at) == (0, LATER)


def test_those_who_attend_see_the_change_in_their_calendars(event: Event, ann: Organizer) -> None:
    session = programme.add(event, values_of(event, kind=SessionKind.VISIT), ann, NOW)
    availability.sign_up(make_participant(event), session, NOW)
    programme.change(event, session, values_of(event, kind=SessionKind.VISIT, room="Bus stop"), ann, LATER)
    sign_up = db.session.scalars(select(SessionSignUp)).one()
    db.session.refresh(sign_up)
    assert (sign_up.sequence, sign_up.modified_at) == (1, LATER)


def test_those_who_attend_are_told_of_a_change_and_nobody_else(event: Event, ann: Organizer) -> None:
    session = programme.add(event, values_of(event, kind=SessionKind.VISIT, title="Visit"), ann, NOW)
    bob, cat = make_participant(event), make_participant(event, "Cat Left")
    make_participant(event, "Dan Elsewhere")
    availability.sign_up(bob, session, NOW)
    availability.sign_up(cat, session, NOW)
    availability.withdraw_sign_up(cat, session, NOW)
    programme.change(
        event, session, values_of(event, kind=SessionKind.VISIT, title="Visit", room="Bus stop"), ann, LATER
    )
    programme.cancel(event, session, ann, LATER)
    mails = db.session.scalars(select(Mail).order_by(Mail.id)).all()
    assert [(mail.to_address, mail.subject) for mail in mails] == [
        (bob.email, "Visit has changed"),
        (bob.email, "Visit is cancelled"),
    ]
    assert "Bus stop" in mails[0].body


def test_session_that_nobody_counts_on_is_removed_with_its_slots(event: Event, ann: Organizer) -> None:
    session = programme.add(event, values_of(event), ann, NOW)
    programme.remove(event, session, ann, LATER)
    db.session.flush()
    assert programme.sessions_of(event) == []
    assert db.session.scalars(select(Slot)).all() == []


def test_session_with_meetings_is_not_removed(event: Event, ann: Organizer) -> None:
    session = programme.add(event, values_of(event), ann, NOW)
    meeting_in(event, session, published=True)
    with pytest.raises(Conflict, match=r"“Morning meetings” cannot be removed. Version 1"):
        programme.remove(event, session, ann, LATER)


def test_session_that_somebody_attends_can_only_be_cancelled(event: Event, ann: Organizer) -> None:
    session = programme.add(event, values_of(event, kind=SessionKind.VISIT, title="Visit"), ann, NOW)
    availability.sign_up(make_participant(event), session, NOW)
    with pytest.raises(Conflict, match=r"“Visit” cannot be removed; it can be cancelled. 1 participant has it"):
        programme.remove(event, session, ann, LATER)
    programme.cancel(event, session, ann, LATER)
    assert (session.cancelled_at, session.sequence) == (LATER, 1)
    with pytest.raises(Conflict, match=r"“Visit” was cancelled."):
        programme.change(event, session, values_of(event, kind=SessionKind.VISIT), ann, LATER)


def test_meeting_session_is_not_cancelled_but_removed(event: Event, ann: Organizer) -> None:
    session = programme.add(event, values_of(event), ann, NOW)
    with pytest.raises(Conflict, match=r"A meeting session cannot be cancelled"):
        programme.cancel(event, session, ann, LATER)


def test_attended_session_does_not_become_a_meeting_session(event: Event, ann: Organizer) -> None:
    session = programme.add(event, values_of(event, kind=SessionKind.VISIT), ann, NOW)
    availability.sign_up(make_participant(event), session, NOW)
    with pytest.raises(Conflict, match=r"A session that people attend cannot become a meeting session."):
        programme.change(event, session, values_of(event), ann, LATER)


def test_session_of_another_event_is_not_found(event: Event, ann: Organizer) -> None:
    other = make_session(make_event(ann))
    with pytest.raises(NotFound):
        programme.session_of(event, other.id)


def test_cancelled_event_keeps_its_programme(event: Event, ann: Organizer) -> None:
    session = programme.add(event, values_of(event), ann, NOW)
    event.cancelled_at = NOW
    for act in (
        lambda: programme.add(event, values_of(event), ann, LATER),
        lambda: programme.change(event, session, values_of(event), ann, LATER),
        lambda: programme.remove(event, session, ann, LATER),
        lambda: programme.cancel(event, session, ann, LATER),
    ):
        with pytest.raises(PhaseClosed, match=r"Days of Clusters was cancelled."):
            act()


def test_session_across_the_change_of_clocks_has_its_true_length(ann: Organizer) -> None:
    day = datetime(2027, 10, 31, tzinfo=UTC).date()
    event = make_event(ann, starts_on=day, ends_on=day, time_zone="Europe/Belgrade")
    session = programme.add(event, values_of(event, starts=time(1), ends=time(4), slot_minutes=60), ann, NOW)
    assert len(session.slots) == 4


def test_hour_that_comes_twice_is_refused(ann: Organizer) -> None:
    day = datetime(2027, 10, 31, tzinfo=UTC).date()
    event = make_event(ann, starts_on=day, ends_on=day, time_zone="Europe/Belgrade")
    with pytest.raises(Invalid, match=r"comes twice in Europe/Belgrade"):
        programme.add(event, values_of(event, starts=time(2, 30), ends=time(4)), ann, NOW)


def test_more_seats_go_to_those_who_wait(event: Event, ann: Organizer) -> None:
    no_slots = {"slot_minutes": None, "transfer_minutes": None}
    values = values_of(event, kind=SessionKind.VISIT, title="Harbour", seats=1, **no_slots)
    visit = programme.add(event, values, ann, NOW)
    people = [make_participant(event, f"Person {number}") for number in range(3)]
    assert [seating.sign_up(one, visit, NOW) for one in people] == [0, 1, 2]
    programme.change(event, visit, replace(values, seats=2), ann, NOW)
    assert [seating.place_of(one, visit) for one in people] == [0, 0, 1]
