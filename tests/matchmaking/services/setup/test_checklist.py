"""The checklist leads from an empty event to open booking, one step at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaking.extensions import db
from matchmaking.models import EventText, MeetingRule, ParticipantStatus, RequestStatus
from matchmaking.services.setup import capacity, checklist, event_state
from matchmaking.services.setup.checklist import State
from tests.factories import (
    NOW,
    make_event,
    make_meeting,
    make_participant,
    make_request,
    make_session,
    make_tables,
    make_type,
)

if TYPE_CHECKING:
    from flask import Flask

    from matchmaking.models import Event
    from matchmaking.services.setup.checklist import Checklist, Step


def empty_event() -> Event:
    return make_event(venue="", registration_opens_at=None, booking_opens_at=None, listed=False, languages=["en", "sr"])


def look(event: Event) -> Checklist:
    return checklist.of(event, event_state.figures(event))


def step(event: Event, title: str) -> Step:
    return next(step for group in look(event).groups for step in group.steps if step.title == title)


def next_title(event: Event) -> str | None:
    found = look(event).next
    return found.title if found else None


def test_empty_event_begins_with_its_first_step(app: Flask) -> None:
    found = look(empty_event())
    assert [group.title for group in found.groups] == [
        "Event", "Programme", "Tables", "Who meets whom", "People", "Open"
    ]  # fmt: skip
    assert (found.done, found.next and found.next.title) == (0, "Venue")
    states = [found.state_of(step) for group in found.groups for step in group.steps]
    assert states.count(State.NEXT) == 1
    assert State.DONE not in states


def test_steps_are_done_one_after_the_other(app: Flask) -> None:
    event = empty_event()
    event.venue, event.listed, event.booking_opens_at = "Hall", True, NOW
    event.texts = [EventText(language="en", about="About", consent="I agree.")]
    db.session.commit()
    assert next_title(event) == "Meeting sessions"
    make_session(event, slots=6)
    assert next_title(event) == "Zones and tables"
    make_tables(event, 4)
    assert next_title(event) == "Types, and who may meet whom"
    make_type(event)
    found = look(event)
    assert (found.next, found.done) == (None, len(found.needed))
    assert step(event, "Meeting sessions").note == "1 session, 6 slots."
    assert step(event, "Zones and tables").note == "4 tables in 1 zone."
    assert step(event, "Texts in the other languages").note == "Missing: Serbian."


def test_type_that_may_meet_nobody_is_named(app: Flask) -> None:
    event = empty_event()
    make_type(event, "SME")
    idle = make_type(event, "Press")
    for rule in db.session.query(MeetingRule).filter_by(low_type_id=idle.id):
        db.session.delete(rule)
    db.session.commit()
    rules = step(event, "Types, and who may meet whom")
    assert (rules.done, rules.note) == (False, "They may meet nobody: Press.")


def test_those_who_wait_for_approval_are_counted(app: Flask) -> None:
    event = empty_event()
    make_participant(event)
    make_participant(event, status=ParticipantStatus.PENDING)
    assert step(event, "Participants").note == "1 takes part. 1 waits for approval."


def test_room_is_reckoned_from_people_until_they_have_wished(app: Flask) -> None:
    event = make_event()
    make_session(event, slots=6)
    make_tables(event, 1)
    people = [make_participant(event, f"P {number}") for number in range(4)]
    figures = event_state.figures(event)
    room = capacity.of(event, figures)
    assert (room.places, room.wanted, room.enough) == (6, 4 * 6 // 2, False)
    assert (
        capacity.sentence(room, figures)
        == "Slots: 6. Tables: 1. Places: 6. Participants: 4. Meetings wanted, about: 12."
    )
    event.max_meetings = 1
    make_request(people[0], people[1], status=RequestStatus.PENDING)
    make_meeting(people[2], people[3])
    make_meeting(people[0], people[3])
    figures = event_state.figures(event)
    room = capacity.of(event, figures)
    assert (room.wanted, room.enough) == (3, True)
    assert capacity.sentence(room, figures) == "Slots: 6. Tables: 1. Places: 6. Wishes: 3."
    assert step(event, "Enough room").done is True
