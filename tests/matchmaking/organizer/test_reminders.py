"""Reminders to those who have no wishes yet, have not answered, or never came."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Event, Mail, Organizer, Participant, ParticipantStatus, Priority, RequestStatus
from matchmaking.services.requests import organization_requests
from tests.factories import NOW, make_event, make_organizer, make_participant, make_request, sign_in

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient


@pytest.fixture
def event(app: Flask) -> Event:
    return make_event(make_organizer("Ann Organizer", "ann@remind.example"))


@pytest.fixture
def page(client: FlaskClient, event: Event) -> FlaskClient:
    return sign_in(client, db.session.scalars(select(Organizer)).one())


def at(event: Event, lack: str = "") -> str:
    return f"/organizer/events/{event.slug}/participants/reminders" + (f"?lack={lack}" if lack else "")


def shown(page: FlaskClient, event: Event, lack: str) -> list[str]:
    return re.findall(r"<span>([^<]+)</span></label>", page.get(at(event, lack)).get_data(as_text=True))


def reminded() -> list[str]:
    return [
        mail.to_name for mail in db.session.scalars(select(Mail).where(Mail.kind == "reminder").order_by(Mail.to_name))
    ]


@pytest.fixture
def people(event: Event) -> list[Participant]:
    """Bob has asked Cat, who has not answered; Eve has taken back what she asked; Fay waits for approval."""
    bob, cat, eve = (make_participant(event, name) for name in ("Bob B", "Cat C", "Eve E"))
    make_participant(event, "Fay F", status=ParticipantStatus.PENDING)
    make_request(bob, cat)
    make_request(eve, bob, status=RequestStatus.WITHDRAWN)
    eve.confirmed_at = NOW
    db.session.commit()
    return [bob, cat, eve]


def test_each_list_holds_who_has_not_done_it_yet(page: FlaskClient, event: Event, people: list[Participant]) -> None:
    assert shown(page, event, "") == ["Cat C", "Eve E"]
    assert shown(page, event, "no_requests") == ["Cat C", "Eve E"]
    assert shown(page, event, "unanswered") == ["Cat C"]
    assert shown(page, event, "never_signed_in") == ["Bob B", "Cat C"]
    html = page.get(f"/organizer/events/{event.slug}/participants?lack=unanswered").get_data(as_text=True)
    assert ("Cat C</a>" in html, "Bob B</a>" in html) == (True, False)


def test_only_those_ticked_are_reminded_and_nobody_twice_in_three_days(
    page: FlaskClient, event: Event, people: list[Participant]
) -> None:
    _bob, cat, _eve = people
    assert "1 reminder is on its way" in page.post(
        at(event, "no_requests"), data={"person": [str(cat.id), "x", "999999"]}, follow_redirects=True
    ).get_data(as_text=True)
    assert reminded() == ["Cat C"]
    page.post(at(event, "unanswered"), data={"all": "1"})
    assert reminded() == ["Cat C"]
    page.post(at(event, "no_requests"), data={"all": "1"})
    assert reminded() == ["Cat C", "Eve E"]
    for mail in db.session.scalars(select(Mail)):
        mail.created_at -= timedelta(days=3, minutes=1)
        mail.dedupe_key += ":earlier"
    db.session.commit()
    page.post(at(event, "unanswered"), data={"all": "1"})
    assert reminded() == ["Cat C", "Cat C", "Eve E"]


def test_nothing_ticked_reminds_nobody(page: FlaskClient, event: Event, people: list[Participant]) -> None:
    answer = page.post(at(event, "no_requests"), follow_redirects=True).get_data(as_text=True)
    assert ("Nobody was reminded" in answer, reminded()) == (True, [])


def test_the_preview_is_the_mail(page: FlaskClient, event: Event, people: list[Participant]) -> None:
    html = page.get(at(event, "unanswered")).get_data(as_text=True)
    assert "1 meeting request waits for your answer" in html
    page.post(at(event, "unanswered"), data={"all": "1"})
    mail = db.session.scalars(select(Mail)).one()
    assert mail.subject == "1 meeting request waits for your answer"
    assert f"/e/{event.slug}/sign-in" in mail.body


def test_whoever_has_not_answered_for_their_organization_is_listed_and_reminded(
    page: FlaskClient, event: Event, people: list[Participant]
) -> None:
    bob, cat, eve = people
    fin = make_participant(event, "Fin F", organization=eve.organization)
    organization_requests.ask(bob, eve.organization, Priority.MUST, "", NOW)
    organization_requests.ask(cat, eve.organization, Priority.MUST, "", NOW)
    db.session.commit()
    assert shown(page, event, "unanswered") == ["Cat C", "Eve E", "Fin F"]
    html = page.get(f"/organizer/events/{event.slug}/participants?lack=unanswered").get_data(as_text=True)
    assert ("Eve E</a>" in html, "Bob B</a>" in html) == (True, False)
    page.post(at(event, "unanswered"), data={"person": [str(fin.id)]})
    mail = db.session.scalars(select(Mail).where(Mail.kind == "reminder")).one()
    assert (mail.to_name, mail.subject) == ("Fin F", "2 meeting requests wait for your answer")


def test_an_empty_event_has_nobody_to_remind(page: FlaskClient, event: Event) -> None:
    assert "Nobody to remind" in page.get(at(event, "unanswered")).get_data(as_text=True)
    assert page.get(at(make_event())).status_code == 404
