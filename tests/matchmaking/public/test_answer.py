"""Answering a request by the link in its mail."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from matchmaking.extensions import db
from matchmaking.logs import mask_secrets
from matchmaking.models import Event, Mail, Meeting, MeetingRequest, ParticipantStatus, Priority, RequestStatus
from matchmaking.services.afterwards import feedback_links
from matchmaking.services.requests import answer_links, meeting_requests
from tests.factories import NOW, make_event, make_participant, make_request

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient


@pytest.fixture
def asked(app: Flask) -> MeetingRequest:
    """Bob has asked Cat, of an event that is not listed."""
    event = make_event(listed=False)
    return make_request(make_participant(event, "Bob B"), make_participant(event, "Cat C"), message="<b>Калъпи</b>")


def url_of(request: MeetingRequest) -> str:
    return f"/answer/{answer_links.token_of(request)}"


def status_of(request: MeetingRequest) -> RequestStatus:
    db.session.expire_all()
    return request.status


def test_mail_leads_to_the_page_that_answers(app: Flask, client: FlaskClient) -> None:
    event = make_event()
    bob, cat = make_participant(event, "Bob B"), make_participant(event, "Cat C")
    request = meeting_requests.send(bob, cat, Priority.MUST, "About moulds", NOW)
    db.session.commit()
    body = db.session.scalars(select(Mail.body)).one()
    assert f"http://localhost{url_of(request)}" in body
    page = client.get(url_of(request)).get_data(as_text=True)
    assert "About moulds" in page
    assert "Bob B" in page


def test_page_shows_who_asks_as_text_and_signs_nobody_in(asked: MeetingRequest, client: FlaskClient) -> None:
    page = client.get(url_of(asked)).get_data(as_text=True)
    assert "&lt;b&gt;Калъпи&lt;/b&gt;" in page
    assert asked.requester.organization.name in page
    event = db.session.get_one(Event, asked.event_id)
    event.listed = True
    db.session.commit()
    assert client.get(f"/e/{event.slug}/me/requests").status_code == 303
    assert status_of(asked) is RequestStatus.PENDING


def test_accepting_makes_the_meeting_and_says_so_ever_after(asked: MeetingRequest, client: FlaskClient) -> None:
    url = url_of(asked)
    answer = client.post(f"{url}/accept")
    assert (answer.status_code, answer.location) == (303, url)
    assert status_of(asked) is RequestStatus.ACCEPTED
    assert db.session.scalar(select(func.count()).select_from(Meeting)) == 1
    assert "You meet Bob B." in client.get(url).get_data(as_text=True)


def test_declining_is_final(asked: MeetingRequest, client: FlaskClient) -> None:
    url = url_of(asked)
    assert client.post(f"{url}/decline").status_code == 303
    assert status_of(asked) is RequestStatus.DECLINED
    assert "You have declined." in client.get(url).get_data(as_text=True)
    assert client.post(f"{url}/accept").status_code == 422
    assert status_of(asked) is RequestStatus.DECLINED


def test_link_calls_no_agreed_meeting_off(asked: MeetingRequest, client: FlaskClient) -> None:
    url = url_of(asked)
    client.post(f"{url}/accept")
    answer = client.post(f"{url}/decline")
    assert answer.status_code == 422
    assert "does not wait for an answer any more" in answer.get_data(as_text=True)
    assert status_of(asked) is RequestStatus.ACCEPTED


def test_only_its_own_proof_opens_a_request(asked: MeetingRequest, client: FlaskClient) -> None:
    other = make_request(asked.recipient, asked.requester)
    token = answer_links.token_of(asked)
    wrong = [
        f"{other.id}-{token.partition('-')[2]}",
        f"0{token}",
        token[:-1],
        f"{asked.id}-",
        feedback_links.token_of(asked.recipient),
        "-",
        "9" * 4000,
        f"٣-{token}",
    ]
    assert [client.get(f"/answer/{one}").status_code for one in wrong] == [404] * len(wrong)
    assert [client.post(f"/answer/{one}/accept").status_code for one in wrong] == [404] * len(wrong)
    assert status_of(asked) is RequestStatus.PENDING


def test_new_nonce_and_withdrawal_of_the_recipient_revoke_the_link(asked: MeetingRequest, client: FlaskClient) -> None:
    url = url_of(asked)
    asked.recipient.status = ParticipantStatus.WITHDRAWN
    db.session.commit()
    assert client.get(url).status_code == 404
    asked.recipient.status, asked.recipient.feedback_nonce = ParticipantStatus.APPROVED, "new"
    db.session.commit()
    assert client.get(url).status_code == 404


def test_after_booking_the_page_says_that_it_is_too_late(asked: MeetingRequest, client: FlaskClient) -> None:
    meeting_requests._event(asked.recipient).booking_closes_at = NOW - timedelta(minutes=1)
    db.session.commit()
    page = client.get(url_of(asked)).get_data(as_text=True)
    assert "was not answered in time" in page
    assert "<button" not in page.partition("<main")[2].partition("</main")[0]
    assert client.post(f"{url_of(asked)}/accept").status_code == 422
    assert status_of(asked) is RequestStatus.PENDING


def test_withdrawn_request_does_not_wait_any_more(asked: MeetingRequest, client: FlaskClient) -> None:
    asked.status = RequestStatus.WITHDRAWN
    db.session.commit()
    assert "does not wait for an answer any more" in client.get(url_of(asked)).get_data(as_text=True)


def test_addresses_of_answers_and_feedback_are_cut_out_of_logs(asked: MeetingRequest) -> None:
    for kind in ("answer", "feedback"):
        path = f"/{kind}/{answer_links.token_of(asked)}"
        assert mask_secrets(None, "", {"path": path}) == {"path": f"/{kind}/…"}
