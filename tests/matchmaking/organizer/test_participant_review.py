"""The review of pending registrations, one person at a time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import AuditEntry, Event, Mail, MailStatus, Organizer, Participant, ParticipantStatus
from tests.factories import (
    NOW,
    make_event,
    make_organization,
    make_organizer,
    make_participant,
    make_request,
    make_type,
    sign_in,
)

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

PENDING, APPROVED, DECLINED = ParticipantStatus.PENDING, ParticipantStatus.APPROVED, ParticipantStatus.DECLINED


@pytest.fixture
def ann(app: Flask) -> Organizer:
    return make_organizer()


@pytest.fixture
def event(ann: Organizer) -> Event:
    return make_event(ann)


@pytest.fixture
def page(client: FlaskClient, ann: Organizer, event: Event) -> FlaskClient:
    return sign_in(client, ann)


def at(event: Event, path: str = "") -> str:
    return f"/organizer/events/{event.slug}/participants/review{path}"


def waiting(event: Event, name: str, minutes: int = 0, **given: object) -> Participant:
    """Somebody who registered so many minutes later than the first."""
    person = make_participant(event, name, status=PENDING, **given)  # type: ignore[arg-type]
    person.created_at = NOW + timedelta(minutes=minutes)
    db.session.commit()
    return person


def mails() -> list[tuple[str, str]]:
    return [(mail.kind, mail.to_address) for mail in db.session.scalars(select(Mail).order_by(Mail.id))]


def test_whoever_waited_longest_comes_first_and_the_order_leads_on_and_back(page: FlaskClient, event: Event) -> None:
    firm = make_organization(event, "Зора")
    make_participant(event, "Eve Colleague", organization=firm)
    last = waiting(event, "Cat Last", 2)
    first = waiting(event, "Bob First", 0, organization=firm)
    middle = waiting(event, "Ivo Middle", 1)
    html = page.get(at(event)).get_data(as_text=True)
    assert ("Bob First" in html, "1 of 3 who wait" in html, "Eve Colleague" in html) == (True, True, True)
    assert (f"at={middle.id}" in html, f"at={last.id}" in html) == (True, False)
    html = page.get(at(event, f"?at={middle.id}")).get_data(as_text=True)
    assert [f"at={who.id}" in html for who in (first, last)] == [True, True]
    assert "Bob First" in page.get(at(event, "?at=999999")).get_data(as_text=True)


def test_nobody_waiting_is_said(page: FlaskClient, event: Event) -> None:
    make_participant(event)
    assert "Nobody waits for approval" in page.get(at(event)).get_data(as_text=True)


def test_approving_takes_the_chosen_type_and_leads_to_the_next(page: FlaskClient, event: Event) -> None:
    sme, expert = make_type(event, "SME"), make_type(event, "Expert")
    bob, cat = waiting(event, "Bob B", kind=sme, email="bob@x.example"), waiting(event, "Cat C", 1, kind=sme)
    answer = page.post(at(event, f"/{bob.id}/approve"), data={"type_id": expert.id})
    assert (answer.status_code, answer.location) == (303, at(event, f"?at={cat.id}&undo={bob.id}"))
    assert (bob.status, bob.type.name, mails()) == (APPROVED, "Expert", [("approved", "bob@x.example")])
    again = page.post(at(event, f"/{bob.id}/approve"), data={"type_id": expert.id})
    assert (again.status_code, len(mails())) == (422, 1)


def test_a_type_of_another_event_is_refused(page: FlaskClient, event: Event) -> None:
    bob = waiting(event, "Bob B", kind=make_type(event))
    answer = page.post(at(event, f"/{bob.id}/approve"), data={"type_id": make_type(make_event()).id})
    assert (answer.status_code, bob.status) == (422, PENDING)


def test_declining_tells_the_reason_only_if_there_is_one(page: FlaskClient, event: Event) -> None:
    bob, cat = waiting(event, "Bob B"), waiting(event, "Cat C", 1)
    page.post(at(event, f"/{bob.id}/decline"), data={"reason": "The event is for <clusters> only."})
    page.post(at(event, f"/{cat.id}/decline"), data={"reason": ""})
    told = db.session.scalars(select(Mail.body).order_by(Mail.id)).all()
    assert ["They write: The event is for <clusters> only." in body for body in told] == [True, False]
    assert "They write" not in told[1]
    assert (bob.status, cat.status) == (DECLINED, DECLINED)
    long = waiting(event, "Dan D", 2)
    assert page.post(at(event, f"/{long.id}/decline"), data={"reason": "x" * 1001}).status_code == 422
    assert long.status is PENDING


@pytest.mark.parametrize("decision", ["approve", "decline"])
def test_the_last_decision_is_taken_back_untold(page: FlaskClient, event: Event, decision: str) -> None:
    sme, expert = make_type(event, "SME"), make_type(event, "Expert")
    bob = waiting(event, "Bob B", kind=sme)
    answer = page.post(at(event, f"/{bob.id}/{decision}"), data={"type_id": expert.id})
    assert f"/{bob.id}/undo" in page.get(answer.location).get_data(as_text=True)
    mail = db.session.scalars(select(Mail)).one()
    assert mail.next_attempt_at > mail.created_at
    back = page.post(at(event, f"/{bob.id}/undo"), follow_redirects=True).get_data(as_text=True)
    assert "is not told of the decision" in back
    assert (bob.status, bob.type.name, mails()) == (PENDING, "SME", [])
    assert page.post(at(event, f"/{bob.id}/undo")).status_code == 409
    actions = db.session.scalars(select(AuditEntry.action).where(AuditEntry.participant_id == bob.id)).all()
    assert actions[-1] == "participant.review_undone"


def test_undo_says_when_the_mail_has_gone(page: FlaskClient, event: Event) -> None:
    bob = waiting(event, "Bob B")
    page.post(at(event, f"/{bob.id}/approve"), data={"type_id": bob.type_id})
    mail = db.session.scalars(select(Mail)).one()
    mail.status, mail.attempts = MailStatus.SENT, 1
    db.session.commit()
    assert "has been sent already" in page.post(at(event, f"/{bob.id}/undo"), follow_redirects=True).get_data(
        as_text=True
    )
    assert bob.status is PENDING


def test_nothing_is_taken_back_from_whoever_has_begun_or_was_decided_elsewhere(page: FlaskClient, event: Event) -> None:
    bob, cat = waiting(event, "Bob B"), make_participant(event, "Cat C")
    page.post(at(event, f"/{bob.id}/approve"), data={"type_id": bob.type_id})
    make_request(cat, bob)
    assert [page.post(at(event, f"/{who.id}/undo")).status_code for who in (bob, cat)] == [409, 409]
    eve = waiting(event, "Eve E")
    page.post(at(event, f"/{eve.id}/approve"), data={"type_id": eve.type_id})
    decided = db.session.scalars(select(AuditEntry).where(AuditEntry.participant_id == eve.id)).one()
    decided.at -= timedelta(hours=2)
    db.session.commit()
    assert (page.post(at(event, f"/{eve.id}/undo")).status_code, eve.status) == (409, APPROVED)


def test_strangers_and_other_events_people_find_nothing(page: FlaskClient, event: Event) -> None:
    dan = waiting(make_event(), "Dan D")
    for act in ("approve", "decline", "undo"):
        assert page.post(at(event, f"/{dan.id}/{act}"), data={"type_id": dan.type_id}).status_code == 404
    assert page.get(at(make_event())).status_code == 404
