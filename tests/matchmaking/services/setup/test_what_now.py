"""The overview answers what to do now, in every phase."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from matchmaking.models import ParticipantStatus, RequestStatus
from matchmaking.services.setup import event_state, what_now
from tests.factories import FIRST_DAY, NOW, make_event

if TYPE_CHECKING:
    from flask import Flask

    from matchmaking.models import Event

HOUR = timedelta(hours=1)
ON_THE_DAY = datetime.combine(FIRST_DAY, time(9), UTC)
COUNTED: dict[str, Any] = {
    "participants": {ParticipantStatus.APPROVED: 8, ParticipantStatus.PENDING: 2},
    "requests": {RequestStatus.PENDING: 3},
    "without_wishes": 4,
}


def acts(event: Event, now: datetime = NOW, **figures: Any) -> list[str]:
    counted = replace(event_state.figures(event), **figures)
    return [thing.act for thing in what_now.of(event, counted, now)]


def test_nothing_but_the_checklist_before_anything_is_open(app: Flask) -> None:
    event = make_event(registration_opens_at=None, booking_opens_at=None)
    assert acts(event, **COUNTED) == []


def test_while_registration_is_open_people_are_approved(app: Flask) -> None:
    assert acts(make_event(booking_opens_at=None), **COUNTED) == ["Approve 2 registrations"]


def test_while_booking_is_open_wishes_count(app: Flask) -> None:
    assert acts(make_event(), **COUNTED) == [
        "Approve 2 registrations",
        "Look at 4 participants without wishes",
        "Look at 3 unanswered requests",
    ]
    assert acts(make_event()) == ["Bring in participants"]


@pytest.mark.parametrize(
    ("figures", "act"),
    [
        ({"meetings": 7}, "Build the schedule of 7 meetings"),
        ({"meetings": 7, "drafts": 1}, "Review 1 draft"),
    ],
)
def test_after_booking_the_schedule_is_made(app: Flask, figures: dict[str, Any], act: str) -> None:
    assert acts(make_event(booking_closes_at=NOW - HOUR), **figures) == [act]


def test_once_published_what_is_missing_and_paper_count(app: Flask) -> None:
    event = make_event(booking_closes_at=NOW - HOUR, version_number=1)
    assert acts(event, meetings=7, scheduled=6) == ["Place 1 meeting more", "Print sheets, cards and badges"]
    assert acts(event, meetings=7, scheduled=7) == ["Print sheets, cards and badges"]


def test_on_the_day_the_desk_comes_first(app: Flask) -> None:
    event = make_event(booking_closes_at=NOW - HOUR, version_number=1)
    assert acts(event, ON_THE_DAY, **COUNTED)[0] == "Check people in"


def test_afterwards_the_next_edition_is_near(app: Flask) -> None:
    event = make_event(version_number=1)
    assert acts(event, ON_THE_DAY + timedelta(days=3))[-1] == "Copy this event for the next edition"
    assert acts(make_event(cancelled_at=NOW)) == []


@pytest.mark.parametrize(
    ("given", "now", "sentence"),
    [
        ({"booking_closes_at": NOW + timedelta(days=5)}, NOW, "Booking closes in 5 days."),
        ({"booking_opens_at": None}, ON_THE_DAY - timedelta(days=1), "1 day is left to the first day."),
        ({"booking_opens_at": None}, ON_THE_DAY, ""),
        ({"cancelled_at": NOW}, NOW, ""),
    ],
)
def test_days_left_are_said(app: Flask, given: dict[str, Any], now: datetime, sentence: str) -> None:
    assert what_now.time_left(make_event(**given), now) == sentence
