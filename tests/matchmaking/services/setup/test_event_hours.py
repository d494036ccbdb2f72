from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import AuditEntry
from matchmaking.services.refusals import Conflict, Invalid, PhaseClosed
from matchmaking.services.setup import event_hours, phases
from matchmaking.services.setup.event_hours import Door, Hours, Limits
from tests.factories import NOW, make_event, make_organizer

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from flask import Flask

    from matchmaking.models import Organizer


@pytest.fixture
def ann(app: Flask) -> Organizer:
    return make_organizer()


def in_hours(count: int | None) -> datetime | None:
    return None if count is None else NOW + timedelta(hours=count)


def hours_of(*counts: int | None) -> Hours:
    return Hours(*(in_hours(count) for count in counts))


def test_hours_are_announced(ann: Organizer) -> None:
    event = make_event(ann)
    event_hours.set_hours(event, hours_of(1, 2, 3, None), ann, NOW)
    found = (
        event.registration_opens_at,
        event.registration_closes_at,
        event.booking_opens_at,
        event.booking_closes_at,
    )
    assert found == (in_hours(1), in_hours(2), in_hours(3), None)


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ((None, 1, None, None), "Registration closes, but never opens: say when it opens."),
        ((2, 1, None, None), "Registration closes before it opens."),
        ((1, 1, None, None), "Registration closes before it opens."),
        ((1, 2, 4, 3), "Booking closes before it opens."),
        ((None, None, 24 * 60, None), "Booking would open after the event is over."),
        ((1, 24 * 60, None, None), "Registration would close after the event is over."),
    ],
)
def test_impossible_hours_are_refused(ann: Organizer, counts: tuple[int | None, ...], sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        event_hours.set_hours(make_event(ann), hours_of(*counts), ann, NOW)


@pytest.mark.parametrize("door", list(Door))
def test_door_opens_and_closes_at_once(ann: Organizer, door: Door) -> None:
    event = make_event(ann, registration_opens_at=None, booking_opens_at=None)
    is_open = {Door.REGISTRATION: phases.registration_is_open, Door.BOOKING: phases.booking_is_open}[door]
    event_hours.open_now(event, door, ann, NOW)
    assert is_open(event, NOW)
    with pytest.raises(Conflict, match="This is open already"):
        event_hours.open_now(event, door, ann, NOW)
    event_hours.close_now(event, door, ann, NOW + timedelta(hours=1))
    assert not is_open(event, NOW + timedelta(hours=1))
    with pytest.raises(Conflict, match="This is not open"):
        event_hours.close_now(event, door, ann, NOW + timedelta(hours=2))
    event_hours.open_now(event, door, ann, NOW + timedelta(hours=2))
    assert is_open(event, NOW + timedelta(hours=3))
    assert db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all() == [
        f"event.{door}_opened",
        f"event.{door}_closed",
        f"event.{door}_opened",
    ]


def test_announced_hour_of_closing_stays_when_a_door_is_opened_early(ann: Organizer) -> None:
    event = make_event(ann, booking_opens_at=in_hours(5), booking_closes_at=in_hours(9))
    event_hours.open_now(event, Door.BOOKING, ann, NOW)
    assert (event.booking_opens_at, event.booking_closes_at) == (NOW, in_hours(9))


def test_limits_are_set_and_taken_away(ann: Organizer) -> None:
    event = make_event(ann)
    event_hours.set_limits(event, Limits(20, 5, 12, 3), ann, NOW)
    assert (event.request_limit, event.must_limit, event.max_meetings, event.max_consecutive) == (20, 5, 12, 3)
    event_hours.set_limits(event, Limits(None, None, None, None), ann, NOW)
    assert (event.request_limit, event.max_consecutive) == (None, None)


@pytest.mark.parametrize("limits", [Limits(0, None, None, None), Limits(None, None, None, 1001)])
def test_impossible_limits_are_refused(ann: Organizer, limits: Limits) -> None:
    with pytest.raises(Invalid, match="A limit is a number from 1 to 1000"):
        event_hours.set_limits(make_event(ann), limits, ann, NOW)


def test_more_musts_than_requests_are_refused(ann: Organizer) -> None:
    with pytest.raises(Invalid, match="There cannot be more requests of the highest rank than requests"):
        event_hours.set_limits(make_event(ann), Limits(3, 4, None, None), ann, NOW)


def test_approval_is_switched(ann: Organizer) -> None:
    event = make_event(ann)
    event_hours.set_approval(event, ann, NOW, approve_registrations=False)
    assert event.approve_registrations is False


def test_cancelled_event_has_no_hours_to_change(ann: Organizer) -> None:
    event = make_event(ann, cancelled_at=NOW)
    acts: list[Callable[[], object]] = [
        lambda: event_hours.set_hours(event, hours_of(1, 2, 3, 4), ann, NOW),
        lambda: event_hours.open_now(event, Door.BOOKING, ann, NOW),
        lambda: event_hours.close_now(event, Door.BOOKING, ann, NOW),
        lambda: event_hours.set_limits(event, Limits(1, 1, 1, 1), ann, NOW),
        lambda: event_hours.set_approval(event, ann, NOW, approve_registrations=False),
    ]
    for act in acts:
        with pytest.raises(PhaseClosed, match="was cancelled"):
            act()


def test_door_of_an_event_that_is_over_stays_shut(ann: Organizer) -> None:
    event = make_event(ann, booking_opens_at=None)
    with pytest.raises(PhaseClosed, match="is over"):
        event_hours.open_now(event, Door.BOOKING, ann, NOW + timedelta(days=50))
