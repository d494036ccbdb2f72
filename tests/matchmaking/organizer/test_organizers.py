from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import EventOrganizer, Mail, MailedLink, Organizer
from tests.factories import NOW, make_event, make_organizer, sign_in

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from matchmaking.models import Event

HERE = "/organizer/events/days/organizers"
TOKEN = re.compile(r'"[\w.-]{32,}"')
"""Tokens of forms hold the second in which they were made."""


@pytest.fixture
def event(client: FlaskClient) -> Event:
    ann = make_organizer(email="ann@network.example")
    sign_in(client, ann)
    return make_event(ann, slug="days")


def join(event: Event, organizer: Organizer) -> Organizer:
    db.session.add(EventOrganizer(event_id=event.id, organizer_id=organizer.id, joined_at=NOW))
    db.session.commit()
    return organizer


def organizers_of(event: Event) -> set[str]:
    db.session.expire_all()
    query = select(Organizer.email_key).join(EventOrganizer).where(EventOrganizer.event_id == event.id)
    return set(db.session.scalars(query))


def test_invitation_is_mailed_listed_and_withdrawn(client: FlaskClient, event: Event) -> None:
    assert client.post(HERE, data={"email": "eve@network.example"}).location == HERE
    assert db.session.scalars(select(Mail.to_address)).all() == ["eve@network.example"]
    assert "eve@network.example" in client.get(HERE).get_data(as_text=True)
    link_id = db.session.scalars(select(MailedLink.id)).one()
    client.post(f"{HERE}/invitations/{link_id}/withdraw")
    assert db.session.scalars(select(MailedLink)).all() == []
    assert "The invitation is withdrawn" in client.get(HERE).get_data(as_text=True)


def test_answer_does_not_tell_who_has_an_account(client: FlaskClient, event: Event) -> None:
    make_organizer("Eve", "eve@network.example")
    pages = []
    for email in ("eve@network.example", "new@network.example"):
        client.post(HERE, data={"email": email})
        page = client.get(HERE).get_data(as_text=True).partition("<table")[0]
        pages.append(TOKEN.sub('"…"', page.replace(email, "…")))
    assert pages[0] == pages[1]


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("", "Give an e-mail address."),
        ("nobody", "“nobody” is not an e-mail address."),
        ("ann@network.example", "ann@network.example organizes this event already."),
        ("x" * 321, "This may have at most 320 characters."),
    ],
)
def test_impossible_invitations_are_refused_on_the_form(
    client: FlaskClient, event: Event, email: str, sentence: str
) -> None:
    answer = client.post(HERE, data={"email": email})
    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)
    assert db.session.scalars(select(Mail)).all() == []


def test_invitation_to_another_event_cannot_be_withdrawn_here(client: FlaskClient, event: Event) -> None:
    other = make_event(make_organizer("Eve", "eve@network.example"), slug="others")
    link = MailedLink(
        token_hash="x", purpose="join_event", event_id=other.id, email="x@y.example", created_at=NOW, expires_at=NOW
    )
    db.session.add(link)
    db.session.commit()
    assert client.post(f"{HERE}/invitations/{link.id}/withdraw").status_code == 404


def test_organizer_is_removed_and_sees_the_event_no_more(client: FlaskClient, event: Event) -> None:
    eve = join(event, make_organizer("Eve", "eve@network.example"))
    assert client.post(f"{HERE}/{eve.id}/remove").location == HERE
    assert organizers_of(event) == {"ann@network.example"}
    sign_in(client, eve)
    assert client.get(HERE).status_code == 404


def test_organizer_leaves_but_never_the_last(client: FlaskClient, event: Event) -> None:
    ann_id = db.session.scalars(select(Organizer.id)).one()
    client.post(f"{HERE}/{ann_id}/remove")
    assert "An event keeps at least one organizer." in client.get("/organizer/").get_data(as_text=True)
    join(event, make_organizer("Eve", "eve@network.example"))
    assert client.post(f"{HERE}/{ann_id}/remove").location == "/organizer/"
    assert "You do not organize Days of Clusters any more." in client.get("/organizer/").get_data(as_text=True)
    assert organizers_of(event) == {"eve@network.example"}
    assert client.get(HERE).status_code == 404
