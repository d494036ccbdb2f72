from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import EventOrganizer, Mail
from matchmaking.services.identity import invitations
from matchmaking.services.refusals import Conflict, Invalid, NotAllowed, NotFound, PhaseClosed
from tests.factories import NOW, PASSWORD, make_event, make_organizer

if TYPE_CHECKING:
    from flask import Flask

    from matchmaking.models import Event, Organizer


@pytest.fixture
def ann(app: Flask) -> Organizer:
    return make_organizer(email="ann@network.example")


@pytest.fixture
def event(ann: Organizer) -> Event:
    return make_event(ann)


def names_of(event: Event) -> list[str]:
    return [place.organizer.name for place in invitations.organizers_of(event)]


def token_in_last_mail() -> str:
    body = db.session.scalars(select(Mail.body).order_by(Mail.id.desc())).first()
    found = re.search(r"/link/(\S+)", body or "")
    assert found is not None
    return found[1]


def test_invited_organizer_joins_once(event: Event, ann: Organizer) -> None:
    eve = make_organizer("Eve", "eve@network.example")
    invitations.invite(event, "Eve@Network.example", ann, NOW)
    mail = db.session.scalars(select(Mail)).one()
    assert (mail.kind, mail.to_address, mail.holds_secret) == ("join_event", "Eve@Network.example", True)
    assert mail.subject == "Organize Days of Clusters"
    token = token_in_last_mail()
    assert invitations.accept(token, eve, NOW) is event
    assert names_of(event) == ["Ann Organizer", "Eve"]
    with pytest.raises(NotFound):
        invitations.accept(token, eve, NOW)
    assert invitations.pending(event, NOW) == []


def test_newcomer_gets_an_account_of_the_invited_address(event: Event, ann: Organizer) -> None:
    invitations.invite(event, "new@network.example", ann, NOW)
    _event, newcomer = invitations.accept_with_new_account(token_in_last_mail(), "Nina", PASSWORD, NOW)
    assert (newcomer.name, newcomer.email_key) == ("Nina", "new@network.example")
    assert names_of(event) == ["Ann Organizer", "Nina"]


def test_invitation_is_for_its_address_only(event: Event, ann: Organizer) -> None:
    dan = make_organizer("Dan", "dan@network.example")
    invitations.invite(event, "eve@network.example", ann, NOW)
    with pytest.raises(NotAllowed, match=r"This invitation is for eve@network\.example"):
        invitations.accept(token_in_last_mail(), dan, NOW)


def test_nobody_is_invited_twice(event: Event, ann: Organizer) -> None:
    with pytest.raises(Conflict, match=r"ANN@network\.example organizes this event already"):
        invitations.invite(event, "ANN@network.example", ann, NOW)
    invitations.invite(event, "eve@network.example", ann, NOW)
    with pytest.raises(Conflict, match=r"EVE@network\.example is invited already"):
        invitations.invite(event, "EVE@network.example", ann, NOW)
    later = NOW + timedelta(days=8)
    invitations.invite(event, "eve@network.example", ann, later)
    assert len(invitations.pending(event, later)) == 1


@pytest.mark.parametrize("email", ["", "nobody", "a@b.example, c@d.example", "x@y.example\nBcc: z@y.example"])
def test_what_is_no_address_is_refused(event: Event, ann: Organizer, email: str) -> None:
    with pytest.raises(Invalid):
        invitations.invite(event, email, ann, NOW)
    assert db.session.scalars(select(Mail)).all() == []


def test_withdrawn_invitation_opens_nothing(event: Event, ann: Organizer) -> None:
    eve = make_organizer("Eve", "eve@network.example")
    invitations.invite(event, "eve@network.example", ann, NOW)
    (link,) = invitations.pending(event, NOW)
    with pytest.raises(NotFound, match="There is no such invitation"):
        invitations.withdraw(make_event(ann), link.id, ann, NOW)
    invitations.withdraw(event, link.id, ann, NOW)
    with pytest.raises(NotFound):
        invitations.accept(token_in_last_mail(), eve, NOW)


def test_so_many_invitations_wait_and_no_more(event: Event, ann: Organizer) -> None:
    for number in range(20):
        invitations.invite(event, f"eve{number}@network.example", ann, NOW)
    with pytest.raises(Conflict, match="20 invitations wait for an answer"):
        invitations.invite(event, "one.more@network.example", ann, NOW)


def test_event_keeps_at_least_one_organizer(event: Event, ann: Organizer) -> None:
    eve = make_organizer("Eve")
    db.session.add(EventOrganizer(event_id=event.id, organizer_id=eve.id, joined_at=NOW))
    db.session.commit()
    assert invitations.remove(event, ann.id, eve, NOW) is ann
    assert names_of(event) == ["Eve"]
    with pytest.raises(Conflict, match="An event keeps at least one organizer"):
        invitations.remove(event, eve.id, eve, NOW)


def test_stranger_has_no_place_to_lose(event: Event, ann: Organizer) -> None:
    with pytest.raises(NotFound, match="There is no such organizer"):
        invitations.remove(event, make_organizer("Dan").id, ann, NOW)


def test_cancelled_event_invites_nobody(event: Event, ann: Organizer) -> None:
    event.cancelled_at = NOW
    with pytest.raises(PhaseClosed, match="was cancelled"):
        invitations.invite(event, "eve@network.example", ann, NOW)
