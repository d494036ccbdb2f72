"""Those who were declined or have withdrawn: what is held about them is theirs still, and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from flask import current_app
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Audience, Consent, Mail, Participant, ParticipantStatus
from matchmaking.participant.leaving import OPEN
from matchmaking.services.people import participants
from tests.factories import NOW, make_event, make_participant, sign_in

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from matchmaking.models import Event

LEFT = [ParticipantStatus.DECLINED, ParticipantStatus.WITHDRAWN]
UNDERSTOOD = {"understood": "y"}


@pytest.fixture
def event(client: FlaskClient) -> Event:
    del client
    return make_event(slug="days")


def make_left(event: Event, status: ParticipantStatus) -> Participant:
    bob = make_participant(event, "Bob Kovač", email="bob@firm.example", status=status)
    bob.phone, bob.phone_to, bob.about = "+381 11 1", Audience.NOBODY, "We build cranes."
    bob.consents = [Consent(wording="Bob agrees", language="en", given_at=NOW)]
    db.session.commit()
    return bob


def link_in(mail: Mail) -> str:
    path = re.search(r"http://localhost(/link/\S+)", mail.body)
    assert path is not None
    return path[1]


@pytest.mark.parametrize("status", LEFT)
@pytest.mark.parametrize("way", ["sign-in", "register"])
def test_they_get_a_link_that_leads_to_their_data(
    client: FlaskClient, event: Event, status: ParticipantStatus, way: str
) -> None:
    bob = make_left(event, status)
    data = {
        "given_name": "Bob", "family_name": "K", "email": "bob@firm.example", "organization_name": "Firm",
        "country": "RS", "type_id": str(bob.type_id), "languages": ["en"], "consent": "y",
    }  # fmt: skip
    client.post(f"/e/days/{way}", data=data)
    mail = db.session.scalars(select(Mail)).one()
    assert ("read or erase what is held about you" in mail.body) is (way == "register")
    page = client.post(link_in(mail), follow_redirects=True)
    assert page.request.path == "/e/days/me/profile"
    assert db.session.get_one(Participant, bob.id).status is status


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (ParticipantStatus.DECLINED, "The organizers could not accept your registration; nobody else sees it."),
        (ParticipantStatus.WITHDRAWN, "You no longer take part."),
    ],
)
def test_page_says_how_they_left_and_shows_what_is_held(
    client: FlaskClient, event: Event, status: ParticipantStatus, said: str
) -> None:
    sign_in(client, make_left(event, status))
    page = client.get("/e/days/me/profile").get_data(as_text=True)
    for words in (said, "Bob Kovač", "bob@firm.example", "+381 11 1", "We build cranes.", "Bob agrees", "Erase"):
        assert words in page
    assert "Withdraw from" not in page
    file = client.get("/e/days/me/profile/data.json").get_json()
    assert (file["profile"]["email"], file["profile"]["status"]) == ("bob@firm.example", status.value)


@pytest.mark.parametrize("status", LEFT)
def test_every_other_page_leads_there_and_does_nothing(
    client: FlaskClient, event: Event, status: ParticipantStatus
) -> None:
    bob, cat = make_left(event, status), make_participant(event, "Cat Stranger")
    sign_in(client, bob)
    reached = set()
    for rule in current_app.url_map.iter_rules():
        if rule.endpoint.startswith("participant.") and rule.endpoint not in OPEN:
            path = re.sub(r"<[^>]+>", str(cat.id), rule.rule.replace("<slug>", "days"))
            answer = client.open(path, method="GET" if "GET" in (rule.methods or ()) else "POST")
            assert (answer.status_code, answer.location) == (303, "/e/days/me/profile"), path
            reached.add(rule.endpoint)
    assert {"participant.agenda", "participant.directory", "participant.profile_withdraw"} <= reached
    assert client.post("/e/days/me/profile/withdraw").status_code == 303
    assert db.session.get_one(Participant, bob.id).status is status


@pytest.mark.parametrize("status", LEFT)
def test_they_erase_it_themselves(client: FlaskClient, event: Event, status: ParticipantStatus) -> None:
    bob = make_left(event, status)
    sign_in(client, bob)
    assert "your meetings cancelled" not in client.get("/e/days/me/profile/erase").get_data(as_text=True)
    assert client.post("/e/days/me/profile/erase", data=UNDERSTOOD).status_code == 303
    db.session.expire_all()
    assert ("bob" in bob.email, bob.about) == (False, "")
    assert client.get("/e/days/me/profile").location.startswith("/e/days/sign-in")


def test_public_pages_offer_them_their_data_instead_of_an_agenda(client: FlaskClient, event: Event) -> None:
    bob = make_left(event, ParticipantStatus.WITHDRAWN)
    sign_in(client, bob)
    page = client.get("/e/days/").get_data(as_text=True)
    assert ("Your data" in page, "My agenda" in page) == (True, False)
    bob.status = ParticipantStatus.APPROVED
    db.session.commit()
    page = client.get("/e/days/").get_data(as_text=True)
    assert ("Your data" in page, "My agenda" in page) == (False, True)


def test_mails_that_end_a_part_say_where_the_data_are(event: Event) -> None:
    bob = make_participant(event)
    cat = make_participant(event, "Cat C", status=ParticipantStatus.PENDING)
    participants.withdraw(bob, NOW)
    participants.decline(cat, NOW)
    mails = db.session.scalars(select(Mail)).all()
    assert [mail.kind for mail in mails] == ["withdrawn", "declined"]
    for mail in mails:
        assert "To read or erase what is held about you, sign in:\nhttp://localhost/e/days/sign-in" in mail.body
