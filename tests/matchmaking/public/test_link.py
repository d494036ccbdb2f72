from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from matchmaking.access import participant_cookie
from matchmaking.extensions import db
from matchmaking.models import EventOrganizer, LinkPurpose, MailedLink, Organizer, ParticipantStatus, SignIn
from matchmaking.services.identity import sign_ins
from tests.factories import NOW, PASSWORD, make_event, make_organizer, make_participant, sign_in

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from matchmaking.models import Event, Participant


def sign_in_link(participant: Participant) -> str:
    token = sign_ins.new_link(LinkPurpose.SIGN_IN, NOW, participant=participant)
    db.session.commit()
    return f"/link/{token}"


def invitation(event: Event, email: str) -> str:
    token = sign_ins.new_link(LinkPurpose.JOIN_EVENT, NOW, event=event, email=email)
    db.session.commit()
    return f"/link/{token}"


def organizers_of(event: Event) -> set[str]:
    db.session.expire_all()
    return set(
        db.session.scalars(select(Organizer.email_key).join(EventOrganizer).where(EventOrganizer.event_id == event.id))
    )


def test_reading_a_sign_in_link_uses_nothing_and_its_button_leads_to_the_new_profile_then_to_the_agenda(
    client: FlaskClient,
) -> None:
    bob = make_participant(make_event(slug="days"), "Bob Kovač")
    path = sign_in_link(bob)
    for _ in range(2):
        page = client.get(path)
        assert "You sign in as Bob Kovač." in page.get_data(as_text=True)
    assert db.session.scalars(select(SignIn)).all() == []
    answer = client.post(path)
    assert (answer.status_code, answer.location) == (303, "/e/days/me/profile/steps/1")
    assert client.post(sign_in_link(bob)).location == "/e/days/me/agenda"
    with client.session_transaction() as cookie:
        assert participant_cookie(bob.event_id) in cookie
    db.session.expire_all()
    assert bob.confirmed_at is not None


def test_used_link_is_gone(client: FlaskClient) -> None:
    path = sign_in_link(make_participant(make_event()))
    client.post(path)
    for answer in (client.get(path), client.post(path)):
        assert answer.status_code == 404
        assert "This link was used before, or is too old." in answer.get_data(as_text=True)
    assert len(db.session.scalars(select(SignIn)).all()) == 1


def test_old_link_is_gone(client: FlaskClient) -> None:
    path = sign_in_link(make_participant(make_event()))
    link = db.session.scalars(select(MailedLink)).one()
    link.expires_at = NOW - timedelta(seconds=1)
    db.session.commit()
    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 404


def test_link_that_never_was_answers_like_a_used_one(client: FlaskClient) -> None:
    assert client.get("/link/no-such-token").status_code == 404


def test_link_of_a_record_that_became_part_of_another_is_gone(client: FlaskClient) -> None:
    event = make_event()
    gone, kept = make_participant(event, status=ParticipantStatus.WITHDRAWN), make_participant(event)
    path = sign_in_link(gone)
    gone.merged_into = kept
    db.session.commit()
    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 404


def test_invited_organizer_joins_with_one_button(client: FlaskClient) -> None:
    event = make_event(make_organizer(email="ann@network.example"), slug="days")
    sign_in(client, make_organizer("Eve Organizer", "eve@network.example"))
    path = invitation(event, "Eve@Network.example")
    assert client.get(path).status_code == 200
    assert organizers_of(event) == {"ann@network.example"}
    answer = client.post(path)
    assert answer.location == "/organizer/events/days/"
    assert organizers_of(event) == {"ann@network.example", "eve@network.example"}


def test_invited_stranger_makes_an_account_and_joins(client: FlaskClient) -> None:
    event = make_event(make_organizer(email="ann@network.example"), slug="days")
    path = invitation(event, "new@network.example")
    data = {"name": "Nina New", "password": PASSWORD, "again": PASSWORD}
    assert client.post(path, data=data | {"name": ""}).status_code == 422
    assert client.post(path, data=data | {"password": "short", "again": "short"}).status_code == 422
    assert organizers_of(event) == {"ann@network.example"}
    answer = client.post(path, data=data | {"email": "ann@network.example"})
    assert answer.location == "/organizer/events/days/"
    assert organizers_of(event) == {"ann@network.example", "new@network.example"}
    assert client.get("/organizer/account").status_code == 200


def test_invitation_opens_nothing_for_another_account(client: FlaskClient) -> None:
    ann = make_organizer(email="ann@network.example")
    event = make_event(ann)
    make_organizer("Eve Organizer", "eve@network.example")
    path = invitation(event, "eve@network.example")
    signed_out = client.post(path, data={"name": "X", "password": PASSWORD, "again": PASSWORD})
    assert "Sign in with that account to accept it." in signed_out.get_data(as_text=True)
    sign_in(client, make_organizer("Dan Stranger", "dan@network.example"))
    assert "you are signed in as dan@network.example" in client.post(path).get_data(as_text=True)
    assert organizers_of(event) == {"ann@network.example"}
    assert db.session.scalars(select(MailedLink.used_at)).all() == [None]


def test_link_does_only_what_it_is_for(client: FlaskClient) -> None:
    make_organizer(email="ann@network.example")
    path = sign_in_link(make_participant(make_event()))
    client.post(path, data={"password": PASSWORD, "again": PASSWORD, "name": "X"})
    with client.session_transaction() as cookie:
        assert "organizer" not in cookie
