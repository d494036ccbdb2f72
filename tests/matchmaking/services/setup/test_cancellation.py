from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import (
    CalendarEntry,
    EventOrganizer,
    Mail,
    Meeting,
    ParticipantStatus,
    RunStatus,
    ScheduleRun,
    SessionKind,
    SessionSignUp,
)
from matchmaking.services.people import availability
from matchmaking.services.refusals import Invalid, PhaseClosed
from matchmaking.services.setup import cancellation
from tests.factories import NOW, make_event, make_meeting, make_organizer, make_participant, make_session

if TYPE_CHECKING:
    from flask import Flask

    from matchmaking.models import Event, Organizer

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def ann(app: Flask) -> Organizer:
    return make_organizer()


def make_entries(event: Event, *, cancelled: bool = False) -> Meeting:
    """A meeting that was published to both who meet, as sequence 3."""
    bob, cat = make_participant(event, "Bob Kovač"), make_participant(event, "Cat Dimitrova")
    meeting = make_meeting(bob, cat)
    meeting.sequence = 3
    for who, partner in ((bob, cat), (cat, bob)):
        db.session.add(
            CalendarEntry(
                participant_id=who.id,
                meeting_id=meeting.id,
                partner_id=partner.id,
                sequence=3,
                cancelled=cancelled,
                starts_at=NOW,
                ends_at=LATER,
                created_at=NOW,
                modified_at=NOW,
                version_number=1,
            )
        )
    db.session.commit()
    return meeting


def entries_of(meeting: Meeting) -> list[tuple[bool, int, bool]]:
    db.session.expire_all()
    found = db.session.scalars(select(CalendarEntry).where(CalendarEntry.meeting_id == meeting.id))
    return [(entry.cancelled, entry.sequence, entry.modified_at == LATER) for entry in found]


def test_calendars_say_cancelled_with_the_next_sequence(ann: Organizer) -> None:
    event, other = make_event(ann), make_event(ann)
    meeting, elsewhere = make_entries(event), make_entries(other)
    cancellation.cancel(event, "", event.name, ann, LATER)
    assert entries_of(meeting) == [(True, 4, True), (True, 4, True)]
    assert meeting.sequence == 4
    assert entries_of(elsewhere) == [(False, 3, False), (False, 3, False)]
    assert elsewhere.sequence == 3


def test_what_was_cancelled_before_stays_as_it_was(ann: Organizer) -> None:
    event = make_event(ann)
    meeting = make_entries(event, cancelled=True)
    cancellation.cancel(event, "", event.name, ann, LATER)
    assert entries_of(meeting) == [(True, 3, False), (True, 3, False)]
    assert meeting.sequence == 3


def test_sessions_and_those_who_attend_them_are_told_by_their_calendars(ann: Organizer) -> None:
    event = make_event(ann)
    visit = make_session(event, "Visit", kind=SessionKind.VISIT)
    availability.sign_up(make_participant(event), visit, NOW)
    availability.sign_up(make_participant(event), visit, NOW)
    withdrawn = make_participant(event)
    availability.sign_up(withdrawn, visit, NOW)
    availability.withdraw_sign_up(withdrawn, visit, NOW)
    cancellation.cancel(event, "", event.name, ann, LATER)
    db.session.flush()
    db.session.expire_all()
    assert (visit.cancelled_at, visit.sequence, visit.modified_at) == (LATER, 1, LATER)
    sign_ups = db.session.scalars(select(SessionSignUp).order_by(SessionSignUp.id)).all()
    assert [(row.sequence, row.modified_at == LATER) for row in sign_ups] == [(1, True), (1, True), (1, False)]


def test_each_who_takes_part_is_told_once(ann: Organizer) -> None:
    event = make_event(ann)
    for status in ParticipantStatus:
        make_participant(event, f"Person {status}", status=status, email=f"{status}@firm.example")
    make_participant(make_event(ann), "Dan Stranger")
    assert cancellation.concerned(event) == 2
    assert cancellation.cancel(event, "Flood.\nWe are sorry.", event.name, ann, LATER) == 2
    mails = db.session.scalars(select(Mail).order_by(Mail.to_address)).all()
    assert [mail.to_address for mail in mails] == ["approved@firm.example", "pending@firm.example"]
    assert mails[0].subject == "Days of Clusters is cancelled"
    assert "Flood.\nWe are sorry." in mails[0].body
    assert f"http://localhost/e/{event.slug}/" in mails[0].body


def test_other_organizers_are_told_who_cancelled(ann: Organizer) -> None:
    event = make_event(ann)
    olga = make_organizer("Olga Other")
    db.session.add(EventOrganizer(event_id=event.id, organizer_id=olga.id, joined_at=NOW))
    make_organizer("Dan Stranger")
    cancellation.cancel(event, "Flood.", event.name, ann, LATER)
    mails = db.session.scalars(select(Mail)).all()
    assert [mail.to_address for mail in mails] == [olga.email]
    assert "Ann Organizer has cancelled Days of Clusters." in mails[0].body
    assert "Flood." in mails[0].body


def test_running_solve_is_stopped(ann: Organizer) -> None:
    event = make_event(ann)
    run = ScheduleRun(
        event_id=event.id,
        status=RunStatus.RUNNING,
        based_on=0,
        problem="{}",
        problem_hash="",
        time_limit=30,
        created_at=NOW,
    )
    db.session.add(run)
    db.session.commit()
    cancellation.cancel(event, "", event.name, ann, LATER)
    db.session.refresh(run)
    assert run.stop_requested


@pytest.mark.parametrize("typed", ["days of clusters ", "DAYS OF CLUSTERS", "Days of Clusters"])
def test_name_may_be_typed_carelessly(ann: Organizer, typed: str) -> None:
    event = make_event(ann)
    cancellation.cancel(event, "Note", typed, ann, LATER)
    assert (event.cancelled_at, event.cancellation_note) == (LATER, "Note")


@pytest.mark.parametrize("typed", ["", "Days", "Cancel"])
def test_wrong_name_cancels_nothing(ann: Organizer, typed: str) -> None:
    event = make_event(ann)
    with pytest.raises(Invalid, match="This is not the event's name"):
        cancellation.cancel(event, "", typed, ann, LATER)
    assert event.cancelled_at is None


def test_event_is_cancelled_once_and_not_afterwards(ann: Organizer) -> None:
    event = make_event(ann)
    with pytest.raises(PhaseClosed, match="is over"):
        cancellation.cancel(event, "", event.name, ann, NOW + timedelta(days=50))
    cancellation.cancel(event, "", event.name, ann, LATER)
    with pytest.raises(PhaseClosed, match="was cancelled"):
        cancellation.cancel(event, "", event.name, ann, LATER)
