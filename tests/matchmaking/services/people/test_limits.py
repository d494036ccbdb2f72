"""Limits: a participant's own before the type's, the type's before the event's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from matchmaking.extensions import db
from matchmaking.models import Priority
from matchmaking.services.people import limits
from matchmaking.services.people.limits import OwnLimits
from matchmaking.services.refusals import Conflict, Invalid
from matchmaking.services.requests import meeting_requests, quotas
from matchmaking.services.setup import participation
from matchmaking.services.setup.event_hours import Limits
from tests.factories import NOW, make_event, make_organizer, make_participant, make_type

if TYPE_CHECKING:
    from flask import Flask


def test_own_limits_come_before_the_types_and_these_before_the_events(app: Flask) -> None:
    event = make_event(request_limit=10, must_limit=3, max_meetings=8, max_consecutive=4)
    expert = make_type(event, "Expert")
    participation.set_limits(event, expert, Limits(None, 2, 12, None), make_organizer(), NOW)
    bob, cat = make_participant(event, "Bob B", kind=expert), make_participant(event, "Cat C", kind=make_type(event))
    limits.set_own(bob, OwnLimits(5, 2), make_organizer(), NOW)
    db.session.commit()
    assert limits.of(event, bob) == Limits(10, 2, 5, 2)
    assert limits.general(event, bob) == OwnLimits(12, 4)
    assert limits.of(event, cat) == Limits(10, 3, 8, 4)


def test_requests_are_counted_against_the_types_limit(app: Flask) -> None:
    event = make_event(request_limit=5)
    kind = make_type(event)
    participation.set_limits(event, kind, Limits(1, None, None, None), make_organizer(), NOW)
    bob, cat, dan = (make_participant(event, name, kind=kind) for name in ("Bob B", "Cat C", "Dan D"))
    meeting_requests.send(bob, cat, Priority.MUST, "", NOW)
    assert quotas.of(event, bob).left == 0
    with pytest.raises(Conflict):
        meeting_requests.send(bob, dan, Priority.MUST, "", NOW)


@pytest.mark.parametrize("values", [(0, None), (None, 1001)])
def test_limits_nobody_could_mean_are_refused(app: Flask, values: tuple[int | None, int | None]) -> None:
    event = make_event()
    with pytest.raises(Invalid):
        limits.set_own(make_participant(event), OwnLimits(*values), make_organizer(), NOW)
    with pytest.raises(Invalid):
        participation.set_limits(event, make_type(event, "Expert"), Limits(1, 2, *values), make_organizer(), NOW)
