from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from matchmaking.models import ParticipantStatus, Priority, RequestStatus
from matchmaking.services.setup import event_state
from tests.factories import (
    NOW,
    make_event,
    make_meeting,
    make_participant,
    make_request,
    make_session,
    make_tables,
    make_version,
)

if TYPE_CHECKING:
    from flask import Flask

HOUR = timedelta(hours=1)


def test_figures_count_this_event_only(app: Flask) -> None:
    event, other = make_event(), make_event()
    bob, cat = make_participant(event, "Bob Kovač"), make_participant(event, "Cat Dimitrova")
    eva = make_participant(event, "Eva Pending", status=ParticipantStatus.PENDING)
    make_request(bob, eva, priority=Priority.MUST)
    session = make_session(event, slots=6)
    tables = make_tables(event, 3)
    make_version(event, (make_meeting(bob, cat), session.slots[0], tables[0]))
    make_participant(other)
    make_session(other)
    make_tables(other)
    figures = event_state.figures(event)
    assert figures.participants == {ParticipantStatus.APPROVED: 2, ParticipantStatus.PENDING: 1}
    assert figures.requests == {RequestStatus.PENDING: 1, RequestStatus.ACCEPTED: 1}
    assert (figures.attending, figures.meetings, figures.scheduled) == (2, 1, 1)
    assert (figures.sessions, figures.slots, figures.tables, figures.capacity) == (1, 6, 3, 18)


def test_empty_event_counts_nothing(app: Flask) -> None:
    figures = event_state.figures(make_event())
    assert (figures.participants, figures.requests, figures.attending, figures.capacity) == ({}, {}, 0, 0)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"registration_opens_at": None, "booking_opens_at": None}, "neither registration nor booking is open"),
        ({"booking_opens_at": None}, "Registration is open; booking is not."),
        ({}, "Booking is open"),
        ({"booking_closes_at": NOW - HOUR}, "Booking has closed, and no schedule has been published yet."),
        ({"booking_closes_at": NOW - HOUR, "version_number": 3}, "Version 3 of the schedule is in force."),
        ({"cancelled_at": NOW}, "The event was cancelled."),
    ],
)
def test_phase_is_said_with_its_reason(app: Flask, given: dict[str, Any], sentence: str) -> None:
    assert sentence in event_state.standing(make_event(**given), NOW)


def test_event_that_is_over_says_so(app: Flask) -> None:
    event = make_event()
    assert event_state.standing(event, NOW + timedelta(days=50)) == "The event is over."
    assert event_state.next_hour(event, NOW + timedelta(days=50)) == ""


@pytest.mark.parametrize(
    ("given", "begins"),
    [
        ({}, ""),
        ({"registration_closes_at": NOW + HOUR, "booking_closes_at": NOW + 2 * HOUR}, "Registration closes on "),
        ({"booking_opens_at": NOW + HOUR, "booking_closes_at": NOW + 2 * HOUR}, "Booking opens on "),
        ({"booking_closes_at": NOW + HOUR, "registration_opens_at": NOW + 2 * HOUR}, "Booking closes on "),
        ({"booking_closes_at": NOW + HOUR, "cancelled_at": NOW}, ""),
    ],
)
def test_hour_that_comes_next_is_said(app: Flask, given: dict[str, Any], begins: str) -> None:
    sentence = event_state.next_hour(make_event(**given), NOW)
    assert sentence.startswith(begins)
    assert bool(sentence) == bool(begins)


def test_who_neither_asked_nor_accepted_is_without_wishes(app: Flask) -> None:
    event = make_event()
    bob, cat, dan, eve = (make_participant(event, name) for name in ("Bob B", "Cat C", "Dan D", "Eve E"))
    make_request(bob, cat, status=RequestStatus.ACCEPTED)
    make_request(dan, eve, status=RequestStatus.PENDING)
    make_request(eve, bob, status=RequestStatus.WITHDRAWN)
    make_participant(event, "Gone", status=ParticipantStatus.WITHDRAWN)
    assert event_state.figures(event).without_wishes == 1  # Eve
