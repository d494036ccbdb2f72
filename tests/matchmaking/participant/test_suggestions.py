"""Suggestions as participants see them: who is there, why, in which order, and who is not."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event as events
from sqlalchemy import func, select

from matchmaking.extensions import db
from matchmaking.models import (
    HiddenSuggestion,
    MeetingRequest,
    Participant,
    ParticipationType,
    Priority,
    ProfileTerm,
    RequestStatus,
    Series,
    TermKind,
)
from matchmaking.services.suggestions import suggesting
from matchmaking.services.words.text import fold
from tests.factories import (
    NOW,
    keep_apart,
    make_event,
    make_meeting,
    make_organization,
    make_participant,
    make_request,
    sign_in,
    speak,
)

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from matchmaking.models import Event


def say(person: Participant, kind: TermKind, *texts: str) -> Participant:
    person.terms.extend(
        ProfileTerm(kind=kind, position=place, text=text, key=fold(text)) for place, text in enumerate(texts)
    )
    db.session.commit()
    return person


def names(event: Event, viewer: Participant) -> list[str]:
    found = suggesting.of(event, viewer, NOW)
    return [suggestion.person.given_name for suggestion in found.page(0)]


def page(client: FlaskClient, event: Event, query: str = "") -> str:
    answer = client.get(f"/e/{event.slug}/me/suggestions{query}")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_suggestion_says_why_in_sentences_both_ways(client: FlaskClient) -> None:
    event = make_event()
    bob = speak(make_participant(event, "Bob B"), "bg", "en")
    cat = speak(make_participant(event, "Чавдар Чачак"), "bg")
    say(bob, TermKind.NEED, "Cold chain logistics")
    say(bob, TermKind.OFFER, "Packaging design", "Steel")
    say(cat, TermKind.OFFER, "Логистика", "cold chain logistics")
    say(cat, TermKind.NEED, "packaging")
    for someone in (bob, cat):
        say(someone, TermKind.FIELD, "Food")
    sign_in(client, bob)
    text = page(client, event)
    assert "You look for “Cold chain logistics”, which they offer." in text
    assert "They look for “packaging”; you offer “Packaging design”." in text
    assert "You both work in “Food”." in text
    assert "You both speak Bulgarian." in text


def test_terms_of_lists_count_as_words_and_fields_and_are_told_by_their_names(client: FlaskClient) -> None:
    event = make_event()
    bob, cat = make_participant(event, "Bob B"), make_participant(event, "Cat C")
    make_participant(event, "Dan D")
    say(bob, TermKind.OWN_NEED, "Test laboratories")
    say(cat, TermKind.OFFER, "laboratory tests")
    say(make_participant(event, "Eve E"), TermKind.COOPERATION, "business-offer")
    say(bob, TermKind.COOPERATION, "business-request")
    for someone in (bob, cat):
        say(someone, TermKind.ECOSYSTEM, "agri-food")
    assert names(event, bob) == ["Cat", "Eve", "Dan"]
    sign_in(client, bob)
    text = page(client, event)
    assert "You look for “Test laboratories”; they offer “laboratory tests”." in text
    assert "You both work in “Agri-food”." in text


def test_best_fit_comes_first_and_whoever_shares_nothing_is_still_there(client: FlaskClient) -> None:
    event = make_event()
    bob = say(make_participant(event, "Bob B"), TermKind.NEED, "moulds")
    make_participant(event, "Dan D")
    say(make_participant(event, "Cat C"), TermKind.OFFER, "moulds")
    assert names(event, bob) == ["Cat", "Dan"]
    sign_in(client, bob)
    assert "One of the others whom you may meet." in page(client, event)


def test_only_those_one_may_meet_are_suggested(app: Flask) -> None:
    event = make_event()
    bob = make_participant(event, "Bob B")
    other_kind = ParticipationType(event_id=event.id, name="Guest", name_key="guest", position=99)
    db.session.add(other_kind)
    make_participant(event, "Colleague C", organization=bob.organization)
    make_participant(event, "Guest G", kind=other_kind)
    keep_apart(bob, make_participant(event, "Apart A"))
    make_participant(make_event(), "Elsewhere E")
    make_participant(event, "Yes Y")
    assert names(event, bob) == ["Yes"]


@pytest.mark.parametrize(
    ("status", "sent", "shown"),
    [
        (RequestStatus.PENDING, True, False),
        (RequestStatus.ACCEPTED, True, False),
        (RequestStatus.DECLINED, True, False),
        (RequestStatus.EXPIRED, True, False),
        (RequestStatus.WITHDRAWN, True, True),
        (RequestStatus.PENDING, False, True),
        (RequestStatus.ACCEPTED, False, False),
        (RequestStatus.DECLINED, False, False),
        (RequestStatus.EXPIRED, False, False),
        (RequestStatus.WITHDRAWN, False, True),
    ],
)
def test_what_is_settled_is_not_suggested_and_declined_looks_like_expired(
    app: Flask, *, status: RequestStatus, sent: bool, shown: bool
) -> None:
    event = make_event()
    bob, cat = make_participant(event, "Bob B"), make_participant(event, "Cat C")
    make_request(*((bob, cat) if sent else (cat, bob)), status=status)
    assert names(event, bob) == (["Cat"] if shown else [])


def test_asking_takes_one_press_and_a_line_of_text(client: FlaskClient) -> None:
    event = make_event()
    bob, cat = make_participant(event, "Bob B"), make_participant(event, "Cat C")
    sign_in(client, bob)
    here = f"/e/{event.slug}/me/suggestions"
    answer = client.post(f"{here}/{cat.id}/ask", data={"rank": "2", "message": " Калъпи "})
    assert (answer.status_code, answer.location) == (303, here)
    request = db.session.scalars(select(MeetingRequest)).one()
    assert (request.requester_id, request.recipient_id, request.message) == (bob.id, cat.id, "Калъпи")
    assert (request.priority, request.status) == (Priority.WOULD_LIKE, RequestStatus.PENDING)
    assert "Nobody left to suggest" in page(client, event)


def test_asking_back_agrees_to_meet(client: FlaskClient) -> None:
    event = make_event()
    bob, cat = make_participant(event, "Bob B"), make_participant(event, "Cat C")
    make_request(cat, bob)
    sign_in(client, bob)
    text = page(client, event)
    assert "They have asked you for a meeting." in text
    assert "Agree to meet" in text
    assert ("See the request" in text, "Not interested" in text) == (True, False)  # to be answered, not put aside
    client.post(f"/e/{event.slug}/me/suggestions/{cat.id}/ask", data={"rank": "2"})
    assert "You meet Cat C." in page(client, event)
    assert {request.status for request in db.session.scalars(select(MeetingRequest))} == {RequestStatus.ACCEPTED}


def test_refused_request_keeps_its_text_and_says_why(client: FlaskClient) -> None:
    event = make_event(request_limit=0)
    bob, cat = make_participant(event, "Bob B"), make_participant(event, "Cat C")
    sign_in(client, bob)
    answer = client.post(f"/e/{event.slug}/me/suggestions/{cat.id}/ask", data={"rank": "2", "message": "About moulds"})
    assert answer.status_code == 422
    assert "About moulds" in answer.get_data(as_text=True)
    assert db.session.scalar(select(func.count()).select_from(MeetingRequest)) == 0


def test_not_interested_hides_for_good_and_for_oneself_alone(app: Flask, client: FlaskClient) -> None:
    event = make_event()
    bob, cat = make_participant(event, "Bob B"), make_participant(event, "Cat C")
    sign_in(client, bob)
    for _time in range(2):
        assert client.post(f"/e/{event.slug}/me/suggestions/{cat.id}/hide").status_code == 303
    assert db.session.scalar(select(func.count()).select_from(HiddenSuggestion)) == 1
    assert (names(event, bob), names(event, cat)) == ([], ["Bob"])
    assert "Cat C" in client.get(f"/e/{event.slug}/me/people").get_data(as_text=True)


@pytest.mark.parametrize("act", ["ask", "hide"])
def test_strangers_and_absent_ids_are_alike(client: FlaskClient, act: str) -> None:
    event = make_event()
    stranger = make_participant(make_event(), "Dan D")
    sign_in(client, make_participant(event, "Bob B"))
    found = [
        client.post(f"/e/{event.slug}/me/suggestions/{who}/{act}", data={"rank": "2"}).status_code
        for who in (stranger.id, 987654321)
    ]
    assert found == [404, 404]
    assert db.session.scalar(select(func.count()).select_from(HiddenSuggestion)) == 0


def test_outside_booking_nothing_can_be_asked_from_the_page(client: FlaskClient) -> None:
    event = make_event(booking_closes_at=NOW - timedelta(minutes=1))
    bob, cat = make_participant(event, "Bob B"), make_participant(event, "Cat C")
    sign_in(client, bob)
    text = page(client, event)
    assert "Booking is not open." in text
    assert f"/suggestions/{cat.id}/ask" not in text


def test_whom_one_met_at_an_earlier_event_of_the_series_comes_later(client: FlaskClient) -> None:
    series = Series(name="Days", slug="days", created_at=NOW)
    db.session.add(series)
    db.session.flush()
    event = make_event(series_id=series.id)
    year = timedelta(days=365)
    earlier = make_event(series_id=series.id, starts_on=event.starts_on - year, ends_on=event.ends_on - year)
    bob, cat = (make_participant(event, name, email=f"{name[0]}@f.example") for name in ("Bob B", "Cat C"))
    then = [make_participant(earlier, who.name, email=who.email) for who in (bob, cat)]
    make_meeting(*then).sequence = 0
    say(bob, TermKind.NEED, "moulds")
    for who in (cat, make_participant(event, "Eve E")):
        say(who, TermKind.OFFER, "moulds")
    assert names(event, bob) == ["Eve", "Cat"]
    sign_in(client, bob)
    assert page(client, event).count("You have met at an earlier event.") == 1


def test_pages_hold_ten_and_take_as_many_queries_however_many_people_there_are(app: Flask, client: FlaskClient) -> None:
    event = make_event()
    bob = make_participant(event, "Bob B")
    firm = make_organization(event)
    sign_in(client, bob)
    counts, statements = [], []
    events.listen(db.engine, "before_cursor_execute", lambda *_arguments: statements.append(1))
    for more in (11, 20):
        for number in range(more):
            someone = make_participant(event, f"Person {more}-{number}", organization=firm)
            say(someone, TermKind.OFFER, f"thing {number}")
        statements.clear()
        assert page(client, event).count("/hide") == 10
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert page(client, event, "?page=4").count("/hide") == 1
