"""Answering a request to one's organization by the link in its mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Mail, MeetingRequest, OrganizationRequest, ParticipantStatus, Priority, RequestStatus
from matchmaking.services.requests import answer_links, organization_requests
from tests.factories import NOW, make_event, make_organization, make_participant

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from matchmaking.models import Participant


class Scene:
    """Bob has asked the organization of Cat and Dan, of an event that is not listed."""

    def __init__(self) -> None:
        event = make_event(listed=False)
        bob, firm = make_participant(event, "Bob B"), make_organization(event, "Δούναβης")
        self.cat, self.dan = (make_participant(event, name, organization=firm) for name in ("Cat C", "Dan D"))
        self.request = organization_requests.ask(bob, firm, Priority.MUST, "<b>Калъпи</b>", NOW)
        db.session.commit()

    def path(self, reader: Participant) -> str:
        return answer_links.url_for_organization(self.request, reader).removeprefix("http://localhost")

    def status(self) -> RequestStatus:
        db.session.expire_all()
        return db.session.query(OrganizationRequest).one().status


@pytest.fixture
def here(app: Flask) -> Scene:
    return Scene()


def test_each_mail_leads_to_its_readers_own_page(here: Scene, client: FlaskClient) -> None:
    for reader in (here.cat, here.dan):
        body = db.session.scalars(select(Mail.body).where(Mail.participant_id == reader.id)).one()
        assert f"http://localhost{here.path(reader)}\n" in body
        page = client.get(here.path(reader)).get_data(as_text=True)
        assert f"{reader.name}, your organization is asked" in page
        assert "&lt;b&gt;Калъпи&lt;/b&gt;" in page
    assert here.status() is RequestStatus.PENDING


def test_first_who_accepts_meets_and_the_other_reads_that_it_waits_no_more(here: Scene, client: FlaskClient) -> None:
    assert client.post(f"{here.path(here.dan)}/accept").status_code == 303
    assert here.status() is RequestStatus.ACCEPTED
    assert db.session.query(MeetingRequest).one().recipient_id == here.dan.id
    assert "You meet Bob B." in client.get(here.path(here.dan)).get_data(as_text=True)
    assert "does not wait for an answer of yours" in client.get(here.path(here.cat)).get_data(as_text=True)
    assert client.post(f"{here.path(here.cat)}/accept").status_code == 422


def test_no_stands_for_its_reader_alone(here: Scene, client: FlaskClient) -> None:
    assert client.post(f"{here.path(here.dan)}/decline").status_code == 303
    assert here.status() is RequestStatus.PENDING
    assert "does not wait for an answer of yours" in client.get(here.path(here.dan)).get_data(as_text=True)
    assert client.post(f"{here.path(here.cat)}/decline").status_code == 303
    assert here.status() is RequestStatus.PENDING  # the requester is not to see that nobody is left
    assert "does not wait for an answer of yours" in client.get(here.path(here.cat)).get_data(as_text=True)


def test_link_ends_with_its_nonce_the_part_and_the_organization(here: Scene, client: FlaskClient) -> None:
    path = here.path(here.cat)
    assert client.get(path[:-1] + ("A" if path[-1] != "A" else "B")).status_code == 404
    here.cat.status = ParticipantStatus.WITHDRAWN
    db.session.commit()
    assert client.get(path).status_code == 404
    here.cat.status, here.cat.feedback_nonce = ParticipantStatus.APPROVED, "another"
    db.session.commit()
    assert client.get(path).status_code == 404
    here.dan.organization = here.request.requester.organization
    db.session.commit()
    assert client.get(here.path(here.dan)).status_code == 404
