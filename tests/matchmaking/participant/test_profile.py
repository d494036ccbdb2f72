"""One's own profile, and leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import AuditEntry, Participant, ParticipantStatus, ProfileTerm, TermKind
from tests.factories import make_event, make_meeting, make_participant, make_type, sign_in

if TYPE_CHECKING:
    from flask.testing import FlaskClient


def changed(who: Participant, **given: object) -> dict[str, object]:
    return {
        "given_name": "Новак",
        "family_name": "Петровић",
        "organization_name": who.organization.name,
        "country": "ME",
        "type_id": str(who.type_id),
        "offers": "One; two",
        "languages": ["sr"],
    } | given


def test_profile_is_edited_but_neither_address_nor_type_nor_status(client: FlaskClient) -> None:
    event = make_event()
    bob = make_participant(event, status=ParticipantStatus.PENDING)
    before = (bob.email, bob.type_id, bob.status)
    other = make_type(event, "Other")
    sign_in(client, bob)
    path = f"/e/{event.slug}/me/profile/edit"
    data = changed(bob, email="x@y.example", status="approved", event_id="9", feed_nonce="x")
    assert client.post(path, data=data).status_code == 303
    db.session.expire_all()
    assert (bob.name, bob.country, bob.terms_of(TermKind.OFFER)) == ("Новак Петровић", "ME", ["One", "two"])
    assert (bob.email, bob.type_id, bob.status) == before
    assert client.post(path, data=changed(bob, type_id=str(other.id))).status_code == 422
    assert client.post(path, data=changed(bob, given_name="")).status_code == 422


def test_language_from_an_import_can_be_kept(client: FlaskClient) -> None:
    event = make_event()
    bob = make_participant(event)
    bob.terms.append(ProfileTerm(kind=TermKind.LANGUAGE, position=0, text="ka", key="ka"))
    db.session.commit()
    sign_in(client, bob)
    path = f"/e/{event.slug}/me/profile/edit"
    assert "Georgian" in client.get(path).get_data(as_text=True)
    assert client.post(path, data=changed(bob, languages=["ka", "sr"])).status_code == 303


def test_withdrawing_asks_first_then_ends_everything(client: FlaskClient) -> None:
    event = make_event()
    bob, cat = make_participant(event, "Bob B"), make_participant(event, "Cat C")
    meeting = make_meeting(bob, cat)
    sign_in(client, bob)
    path = f"/e/{event.slug}/me/profile/withdraw"
    assert client.get(path).status_code == 200
    assert bob.status is ParticipantStatus.APPROVED
    assert client.post(path).status_code == 303
    db.session.expire_all()
    assert (bob.status, meeting.cancelled_at is None) == (ParticipantStatus.WITHDRAWN, False)
    assert client.get(f"/e/{event.slug}/me/agenda").status_code == 303
    assert db.session.scalars(select(AuditEntry.action)).all() == ["participant.withdrawn"]


def test_further_organizations_are_added_shown_and_taken_out(client: FlaskClient) -> None:
    event = make_event()
    bob, cat = make_participant(event, "Bob B"), make_participant(event, "Cat C")
    dan = make_participant(event, "Dan D")
    me = f"/e/{event.slug}/me"
    sign_in(client, bob)
    for name in (cat.organization.name, "Кластер", "Кластер"):
        answer = client.post(f"{me}/profile/organizations", data={"name": name}, follow_redirects=True)
    assert "Bob B represents Кластер already." in answer.get_data(as_text=True)
    page = client.get(f"{me}/profile").get_data(as_text=True)
    assert f"{cat.organization.name} (not confirmed yet)" in page
    sign_in(client, dan)
    for path in (f"{me}/people/{bob.id}", f"{me}/people?q=klaster"):
        assert "Кластер" in client.get(path).get_data(as_text=True).split("<main", 1)[1]
    sign_in(client, bob)
    taken_out = next(one for one in bob.further if one.organization.name == "Кластер").organization_id
    assert client.post(f"{me}/profile/organizations/{taken_out}/remove").status_code == 303
    assert "Кластер" not in client.get(f"{me}/profile").get_data(as_text=True)
    assert client.post(f"{me}/profile/organizations/{taken_out}/remove").status_code == 404
