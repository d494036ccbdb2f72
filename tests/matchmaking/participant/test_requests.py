"""Asking, answering and calling off, as participants do it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from matchmaking.extensions import db
from matchmaking.models import Meeting, MeetingRequest, Priority, RequestStatus
from tests.factories import NOW, make_event, make_meeting, make_participant, make_request, sign_in

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient


def test_request_is_sent_accepted_and_called_off(app: Flask, client: FlaskClient) -> None:
    event = make_event()
    bob, cat = make_participant(event, "Bob B"), make_participant(event, "Cat C")
    me = f"/e/{event.slug}/me"
    sign_in(client, bob)
    data = {
        "rank": "3",
        "message": "<i>Moulds</i>",
        "colleagues": "y",
        "status": "accepted",
        "recipient_colleagues": "y",
    }
    answer = client.post(f"{me}/people/{cat.id}/request", data=data)
    assert (answer.status_code, answer.location) == (303, f"{me}/people/{cat.id}")
    request = db.session.scalars(select(MeetingRequest)).one()
    assert (request.priority, request.status) == (Priority.MUST, RequestStatus.PENDING)
    assert (request.requester_colleagues, request.recipient_colleagues) == (True, False)
    other = sign_in(app.test_client(), cat)
    assert "&lt;i&gt;Moulds&lt;/i&gt;" in other.get(f"{me}/requests").get_data(as_text=True)
    assert other.post(f"{me}/requests/{request.id}/accept", data={"colleagues": "1"}).status_code == 303
    meeting = db.session.scalars(select(Meeting)).one()
    assert client.get(f"{me}/meetings/{meeting.id}").status_code == 200
    assert client.post(f"{me}/requests/{request.id}/rank", data={"rank": "1"}).status_code == 303
    assert other.post(f"{me}/requests/{request.id}/decline").status_code == 303
    db.session.expire_all()
    assert (request.priority, request.status) == (Priority.OPEN_TO, RequestStatus.DECLINED)
    assert "Will not take place" in client.get(f"{me}/requests").get_data(as_text=True)
    assert "This meeting will not take place." in client.get(f"{me}/meetings/{meeting.id}").get_data(as_text=True)


@pytest.mark.parametrize(
    "data",
    [
        {"rank": ""},
        {"rank": "4"},
        {"rank": "0"},
        {"rank": "must"},
        {"rank": "9" * 4000},
        {"rank": "3", "message": "x" * 301},
    ],
)
def test_unusable_request_stays_at_the_form(client: FlaskClient, data: dict[str, str]) -> None:
    event = make_event()
    bob, cat = make_participant(event, "Bob B"), make_participant(event, "Cat C")
    sign_in(client, bob)
    assert client.post(f"/e/{event.slug}/me/people/{cat.id}/request", data=data).status_code == 422
    assert db.session.scalar(select(func.count()).select_from(MeetingRequest)) == 0


def test_refused_request_says_why_at_the_form(client: FlaskClient) -> None:
    event = make_event(request_limit=1)
    bob, cat, dan = (make_participant(event, name) for name in ("Bob B", "Cat C", "Dan D"))
    make_request(bob, dan)
    sign_in(client, bob)
    answer = client.post(f"/e/{event.slug}/me/people/{cat.id}/request", data={"rank": "1"})
    assert answer.status_code == 422
    assert "You have 1 open request," in answer.get_data(as_text=True)


def test_after_booking_nothing_is_asked_or_answered_and_pending_look_expired(client: FlaskClient) -> None:
    event = make_event(booking_closes_at=NOW - timedelta(minutes=1))
    bob, cat, dan = (make_participant(event, name) for name in ("Bob B", "Cat C", "Dan D"))
    sent, received = make_request(bob, cat), make_request(dan, bob)
    sign_in(client, bob)
    me = f"/e/{event.slug}/me"
    assert client.post(f"{me}/people/{dan.id}/request", data={"rank": "1"}).status_code == 422
    assert client.post(f"{me}/requests/{received.id}/accept").status_code == 409
    text = client.get(f"{me}/requests").get_data(as_text=True)
    assert "Will not take place" in text
    assert "Dan D" not in text.partition("Not answered in time")[0]
    assert "Dan D" in text
    assert f"/requests/{sent.id}/withdraw" not in text


def test_colleagues_who_meet_the_same_partner_are_named_as_a_hint(client: FlaskClient) -> None:
    event = make_event()
    bob, cat = make_participant(event, "Bob B"), make_participant(event, "Cat C")
    colleague = make_participant(event, "Col League", organization=bob.organization)
    asking = make_participant(event, "Quiet Colleague", organization=bob.organization)
    make_meeting(colleague, cat)
    make_request(asking, cat)
    sign_in(client, bob)
    text = client.get(f"/e/{event.slug}/me/people/{cat.id}").get_data(as_text=True)
    assert "Col League" in text
    assert "Quiet Colleague" not in text


def test_bad_rank_changes_nothing_and_is_told(client: FlaskClient) -> None:
    event = make_event(must_limit=0)
    bob, cat = make_participant(event, "Bob B"), make_participant(event, "Cat C")
    request = make_request(bob, cat)
    sign_in(client, bob)
    for rank in ("3", "7", ""):
        page = client.post(f"/e/{event.slug}/me/requests/{request.id}/rank", data={"rank": rank}, follow_redirects=True)
        assert "Not possible" in page.get_data(as_text=True)
    db.session.expire_all()
    assert request.priority is Priority.WOULD_LIKE
