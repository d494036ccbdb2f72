"""Registering: what is stored, and what nobody learns by it."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from matchmaking.extensions import db
from matchmaking.models import Consent, EventText, Mail, Participant, ParticipantStatus, TermKind
from matchmaking.services.retention import keeping
from tests.factories import NOW, make_event, make_participant, make_type, sign_in

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from matchmaking.models import Event


numbers = itertools.count(1)


def filled_in(event: Event, **given: object) -> dict[str, object]:
    return {
        "given_name": "Милица",
        "family_name": "Ђорђевић",
        "email": "milica@firma.example",
        "organization_name": "Фирма & <Sons>",
        "country": "RS",
        "type_id": str(make_type(event, f"Type {next(numbers)}").id),
        "languages": ["sr", "en"],
        "consent": "y",
    } | given


def test_registration_is_stored_with_the_consent_that_was_shown(client: FlaskClient) -> None:
    event = make_event()
    event.texts.append(EventText(language="sr", about="О догађају", consent="Пристајем."))
    event.texts.append(EventText(language="en", about="About", consent="I consent."))
    db.session.commit()
    page = client.get(f"/e/{event.slug}/register?language=sr").get_data(as_text=True)
    assert "Пристајем." in page
    answer = client.post(f"/e/{event.slug}/register?language=sr", data=filled_in(event))
    assert (answer.status_code, answer.location) == (303, f"/e/{event.slug}/registered")
    made = db.session.scalars(select(Participant)).one()
    assert (made.status, made.name) == (ParticipantStatus.PENDING, "Милица Ђорђевић")
    assert made.terms_of(TermKind.LANGUAGE) == ["sr", "en"]
    consent = db.session.scalars(select(Consent)).one()
    kept = keeping.promise(event)
    assert kept in page
    assert (consent.wording, consent.language) == (f"Пристајем.\n\n{kept}", "sr")
    assert client.get(answer.location).status_code == 200


def test_event_without_approval_takes_people_at_once(client: FlaskClient) -> None:
    event = make_event(approve_registrations=False)
    client.post(f"/e/{event.slug}/register", data=filled_in(event))
    assert db.session.scalars(select(Participant.status)).one() is ParticipantStatus.APPROVED
    assert db.session.scalars(select(Consent)).one().language == "en"


def test_known_address_gets_the_same_answer_and_another_mail(client: FlaskClient) -> None:
    event = make_event()
    bob = make_participant(event, "Bob B", email="bob@firma.example")
    new = client.post(f"/e/{event.slug}/register", data=filled_in(event))
    known = client.post(f"/e/{event.slug}/register", data=filled_in(event, email="BOB@firma.example"))
    assert (new.status_code, new.location, new.get_data()) == (known.status_code, known.location, known.get_data())
    assert db.session.get_one(Participant, bob.id).name == "Bob B"
    rows = db.session.execute(select(Mail.kind, Mail.to_address, Mail.holds_secret).order_by(Mail.id)).all()
    assert [tuple(row) for row in rows] == [
        ("registered", "milica@firma.example", True),
        ("registered_already", "bob@firma.example", True),
    ]


@pytest.mark.parametrize(
    "given",
    [
        {"consent": ""},
        {"email": "two@a.example, three@b.example"},
        {"email": "x@firma.example\r\nBcc: y@firma.example z@firma.example"},
        {"country": "XX"},
        {"type_id": "999999"},
        {"type_id": "0"},
        {"type_id": "9" * 5000},
        {"given_name": "x" * 101},
        {"family_name": "\x00\u202e"},
        {"languages": ["tlh"]},
    ],
)
def test_unusable_registration_stays_at_the_form(client: FlaskClient, given: dict[str, object]) -> None:
    event = make_event()
    answer = client.post(f"/e/{event.slug}/register", data=filled_in(event, **given))
    assert answer.status_code == 422
    assert db.session.scalar(select(func.count()).select_from(Participant)) == 0


def test_type_of_another_event_and_closed_types_cannot_be_chosen(client: FlaskClient) -> None:
    event, elsewhere = make_event(), make_event()
    closed = make_type(event, "Press")
    closed.self_registration = False
    db.session.commit()
    for kind in (closed, make_type(elsewhere)):
        answer = client.post(f"/e/{event.slug}/register", data=filled_in(event, type_id=str(kind.id)))
        assert answer.status_code == 422


def test_more_than_the_form_asks_for_is_ignored(client: FlaskClient) -> None:
    event, elsewhere = make_event(), make_event()
    data = filled_in(event, status="approved", event_id=str(elsewhere.id), id="77", is_organizer="1", language="xx")
    client.post(f"/e/{event.slug}/register", data=data)
    made = db.session.scalars(select(Participant)).one()
    assert (made.status, made.event_id, made.language) == (ParticipantStatus.PENDING, event.id, "en")


def test_closed_registration_says_when_it_opens(client: FlaskClient) -> None:
    event = make_event(registration_opens_at=NOW + timedelta(days=1))
    for answer in (client.get(f"/e/{event.slug}/register"), client.post(f"/e/{event.slug}/register")):
        assert answer.status_code == 409


def test_hostile_text_is_shown_as_text_in_the_mail_and_on_the_form(app: Flask, client: FlaskClient) -> None:
    event = make_event()
    client.post(f"/e/{event.slug}/register", data=filled_in(event, given_name="{{ 7*7 }}<script>alert(1)</script>"))
    body = db.session.scalars(select(Mail.body)).one()
    assert "Hello {{ 7*7 }}<script>alert(1)</script>" in body
    page = client.post(f"/e/{event.slug}/register", data=filled_in(event, given_name="<script>", email="x"))
    assert "<script>alert" not in page.get_data(as_text=True)


def test_whoever_is_signed_in_is_led_to_their_profile(client: FlaskClient) -> None:
    event = make_event()
    sign_in(client, make_participant(event))
    assert client.get(f"/e/{event.slug}/register").location == f"/e/{event.slug}/me/profile"
    assert client.get(f"/e/{make_event().slug}/register").status_code == 200
