"""Whose the participants' pages are: one's own, and nobody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from matchmaking.extensions import db
from matchmaking.models import MeetingRequest, ParticipantStatus, RequestStatus
from tests.factories import (
    make_event,
    make_meeting,
    make_organizer,
    make_participant,
    make_request,
    make_session,
    make_tables,
    make_version,
    sign_in,
)

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

PAGES = [
    "agenda",
    "agenda/print",
    "people",
    "requests",
    "suggestions",
    "availability",
    "profile",
    "profile/edit",
    "profile/withdraw",
]


@pytest.mark.parametrize("page", [*PAGES, "agenda.ics"])
def test_signed_out_visitor_is_sent_to_the_sign_in_page(client: FlaskClient, page: str) -> None:
    event = make_event()
    answer = client.get(f"/e/{event.slug}/me/{page}")
    assert (answer.status_code, answer.location.partition("?")[0]) == (303, f"/e/{event.slug}/sign-in")


@pytest.mark.parametrize("page", [*PAGES, "agenda.ics"])
def test_participant_of_another_event_is_a_stranger_here(client: FlaskClient, page: str) -> None:
    event, elsewhere = make_event(), make_event()
    sign_in(client, make_participant(elsewhere, "Dan D"))
    assert client.get(f"/e/{event.slug}/me/{page}").status_code == 303


@pytest.mark.parametrize("page", PAGES)
def test_organizer_is_no_participant(client: FlaskClient, page: str) -> None:
    ann = make_organizer()
    event = make_event(ann)
    sign_in(client, ann)
    assert client.get(f"/e/{event.slug}/me/{page}").status_code == 303


@pytest.mark.parametrize("page", PAGES)
def test_participant_sees_their_own_pages(client: FlaskClient, page: str) -> None:
    event = make_event()
    bob, cat = make_participant(event, "Bob B"), make_participant(event, "Cat C")
    meeting = make_meeting(bob, cat)
    make_request(make_participant(event, "Eve E"), bob, message="<b>Hello</b>")
    make_version(event, (meeting, make_session(event).slots[0], make_tables(event)[0]))
    sign_in(client, bob)
    answer = client.get(f"/e/{event.slug}/me/{page}")
    assert answer.status_code == 200
    assert "<b>Hello" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("page", PAGES)
def test_empty_pages_of_somebody_who_waits_for_approval_say_so(client: FlaskClient, page: str) -> None:
    event = make_event()
    sign_in(client, make_participant(event, status=ParticipantStatus.PENDING))
    answer = client.get(f"/e/{event.slug}/me/{page}")
    assert answer.status_code == 200
    said = "Waiting for approval" in answer.get_data(as_text=True)
    assert said is (page not in {"agenda/print", "profile/withdraw"})


@pytest.mark.parametrize("page", [page for page in PAGES if page not in {"profile/withdraw", "profile/edit"}])
def test_pages_of_a_cancelled_event_say_so(client: FlaskClient, page: str) -> None:
    event = make_event()
    sign_in(client, make_participant(event))
    event.cancelled_at, event.cancellation_note = event.created_at, "The venue was flooded."
    db.session.commit()
    text = client.get(f"/e/{event.slug}/me/{page}").get_data(as_text=True)
    assert "Days of Clusters was cancelled." in text
    assert "The venue was flooded." in text


@pytest.mark.parametrize("act", ["accept", "decline", "withdraw", "rank"])
def test_requests_of_others_and_of_other_events_answer_like_absent_ones(client: FlaskClient, act: str) -> None:
    event, elsewhere = make_event(), make_event()
    bob, cat, dan = (make_participant(event, name) for name in ("Bob B", "Cat C", "Dan D"))
    foreign = make_request(make_participant(elsewhere, "X X"), make_participant(elsewhere, "Y Y"))
    theirs = make_request(bob, cat)
    ids = (theirs.id, foreign.id, 10**9)
    sign_in(client, dan)
    answers = [client.post(f"/e/{event.slug}/me/requests/{number}/{act}", data={"rank": "3"}) for number in ids]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert len({answer.get_data() for answer in answers}) == 1
    assert db.session.get_one(MeetingRequest, theirs.id).status is RequestStatus.PENDING


def test_own_request_cannot_be_answered(client: FlaskClient) -> None:
    event = make_event()
    bob, cat = make_participant(event, "Bob B"), make_participant(event, "Cat C")
    request = make_request(bob, cat)
    sign_in(client, bob)
    assert client.post(f"/e/{event.slug}/me/requests/{request.id}/accept").status_code == 409
    assert db.session.get_one(MeetingRequest, request.id).status is RequestStatus.PENDING


def test_people_and_meetings_that_are_not_ones_own_to_see_answer_like_absent_ones(
    app: Flask, client: FlaskClient
) -> None:
    event, elsewhere = make_event(), make_event()
    bob, cat, dan = (make_participant(event, name) for name in ("Bob B", "Cat C", "Dan D"))
    colleague = make_participant(event, "Col C", organization=dan.organization)
    foreign = make_participant(elsewhere, "X X")
    theirs = make_meeting(bob, cat)
    elsewhere_meeting = make_meeting(foreign, make_participant(elsewhere, "Y Y"))
    sign_in(client, dan)
    people = [client.get(f"/e/{event.slug}/me/people/{i}") for i in (foreign.id, colleague.id, dan.id, 10**9)]
    meetings = [client.get(f"/e/{event.slug}/me/meetings/{i}") for i in (theirs.id, elsewhere_meeting.id, 10**9)]
    for answers in (people, meetings):
        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.get_data() for answer in answers}) == 1
    assert client.post(f"/e/{event.slug}/me/people/{foreign.id}/request", data={"rank": "3"}).status_code == 404


def test_session_of_another_event_cannot_be_attended(client: FlaskClient) -> None:
    event, elsewhere = make_event(), make_event()
    foreign = make_session(elsewhere)
    sign_in(client, make_participant(event))
    for act in ("sign-up", "leave"):
        assert client.post(f"/e/{event.slug}/me/sessions/{foreign.id}/{act}").status_code == 404
