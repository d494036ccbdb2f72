"""16 clients sign up for few seats at once: none is given twice, and everybody else stands in the waiting list."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from matchmaking.extensions import db
from matchmaking.models import EventSession, Participant, SessionKind, SessionSignUp, SessionWaiting
from matchmaking.services.people import seating
from tests.factories import NOW, make_event, make_participant, make_session
from tests.faults.test_concurrent_moves import CLIENTS, own_app

if TYPE_CHECKING:
    from flask import Flask

pytestmark = pytest.mark.slow
__all__ = ["own_app"]

SEATS, PEOPLE = 5, 48


def one_signs_up(app: Flask, participant_id: int, session_id: int) -> int:
    with app.app_context():
        participant, session = (
            db.session.get_one(Participant, participant_id),
            db.session.get_one(EventSession, session_id),
        )
        place = seating.sign_up(participant, session, NOW)
        db.session.commit()
        db.session.remove()
    return place


def test_sixteen_clients_at_once_overbook_no_seat(own_app: Flask) -> None:
    event = make_event()
    visit = make_session(event, "Visit", kind=SessionKind.VISIT)
    visit.seats = SEATS
    people = [make_participant(event, f"Person {number}").id for number in range(PEOPLE)]
    db.session.commit()
    visit_id = visit.id
    with ThreadPoolExecutor(CLIENTS) as clients:
        places = list(clients.map(lambda one: one_signs_up(own_app, one, visit_id), people))
    assert sorted(places) == [0] * SEATS + list(range(1, PEOPLE - SEATS + 1))
    assert db.session.scalar(select(func.count()).select_from(SessionSignUp)) == SEATS
    assert db.session.scalar(select(func.count()).select_from(SessionWaiting)) == PEOPLE - SEATS
