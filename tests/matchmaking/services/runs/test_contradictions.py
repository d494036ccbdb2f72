from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from matchmaking.extensions import db
from matchmaking.models import Assignment, Event, MeetingTable, Slot, UnavailableSlot
from matchmaking.services.runs import contradictions, snapshot
from solver.conflict import Claim, Conflict
from tests.factories import NOW, make_draft, make_event, make_meeting, make_participant, make_session, make_tables

if TYPE_CHECKING:
    from flask import Flask

    from matchmaking.models import Meeting, Schedule

UNLOCK = "Unlock them and build again."


@pytest.fixture
def event(app: Flask) -> Event:
    event = make_event()
    make_session(event, "Morning", slots=2)
    make_tables(event, 2)
    return event


@pytest.fixture
def meeting(event: Event) -> Meeting:
    return make_meeting(make_participant(event), make_participant(event, "Cat Marić"))


@pytest.fixture
def locked(event: Event, meeting: Meeting) -> Schedule:
    """A draft with the meeting locked into the first slot."""
    slot = db.session.query(Slot).order_by(Slot.starts_at).first()
    assert slot is not None
    draft = make_draft(event, (meeting, slot, db.session.query(MeetingTable).order_by(MeetingTable.id).first()))
    db.session.query(Assignment).one().locked = True
    db.session.commit()
    return draft


def told(event: Event, draft: Schedule, conflict: Conflict | None = None) -> str:
    db.session.flush()
    problem = snapshot.of(event, NOW, locks_from=draft).problem
    return contradictions.sentence(event.id, problem, contradictions.failure(conflict).data)


def test_a_cancelled_session_is_named(event: Event, locked: Schedule) -> None:
    db.session.query(Slot).all()[0].session.cancelled_at = NOW
    assert told(event, locked) == (
        "The locked meetings contradict a rule or each other. Bob Kovač – Cat Marić: “Morning” was cancelled. " + UNLOCK
    )


def test_whoever_is_not_available_is_named(event: Event, locked: Schedule, meeting: Meeting) -> None:
    slot_id = db.session.query(Assignment).one().slot_id
    db.session.add(UnavailableSlot(participant_id=meeting.low_id, slot_id=slot_id))
    assert "Bob Kovač is not available on " in told(event, locked)


def test_a_stand_is_named(event: Event, locked: Schedule, meeting: Meeting) -> None:
    elsewhere = db.session.query(MeetingTable).order_by(MeetingTable.id.desc()).first()
    assert elsewhere is not None
    elsewhere.stand_of_id = meeting.low_id
    assert "should be at their own stand" in told(event, locked)


def test_where_nothing_is_to_be_seen_in_the_locks_alone_that_is_said(event: Event, locked: Schedule) -> None:
    assert told(event, locked) == (
        "The locked meetings leave no schedule that keeps every rule. Unlock some of them and build again."
    )


def test_only_meetings_of_the_conflict_found_are_named(event: Event, locked: Schedule, meeting: Meeting) -> None:
    conflict = Conflict((Claim("pinned", (meeting.id,)),), irreducible=True)
    assert told(event, locked, conflict) == (
        "These locked meetings cannot all be held: Bob Kovač – Cat Marić. Unlock one and build again."
    )
    db.session.query(Slot).all()[0].session.cancelled_at = NOW
    assert "Bob Kovač – Cat Marić: “Morning” was cancelled." in told(event, locked, conflict)
    assert told(event, locked, Conflict((Claim("max_changes"),), irreducible=True)) == (
        "So few changes from the version in force leave no schedule that keeps every rule. Allow more of them and "
        "build again."
    )
