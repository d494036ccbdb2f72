"""The list of participants and what organizers do about each of them."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event as sa_event
from sqlalchemy import func, select

from matchmaking.extensions import db
from matchmaking.models import (
    AbsentDay,
    AuditEntry,
    Event,
    Mail,
    Meeting,
    Organizer,
    Participant,
    ParticipantStatus,
    RequestStatus,
)
from matchmaking.services.files.tabular import read_table
from matchmaking.services.people import profiles
from tests.factories import (
    make_event,
    make_meeting,
    make_organization,
    make_organizer,
    make_participant,
    make_request,
    make_type,
    sign_in,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Flask
    from flask.testing import FlaskClient

PENDING, APPROVED = ParticipantStatus.PENDING, ParticipantStatus.APPROVED


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
    return f"/organizer/events/{event.slug}/participants{path}"


def names(page: FlaskClient, event: Event, query: str = "") -> list[str]:
    html = page.get(at(event, query)).get_data(as_text=True)
    return re.findall(r'<th scope="row"><a href="[^"]*">([^<]*)</a>', html)


def listed(event: Event, name: str, **given: Any) -> Participant:
    """A participant who stands in the list where the product would put them: by the family name."""
    person = make_participant(event, name, **given)
    profiles.rebuild_search(person)
    db.session.commit()
    return person


def mails() -> list[str]:
    return list(db.session.scalars(select(Mail.kind).order_by(Mail.id)))


def acts_on(person: Participant) -> list[str]:
    entries = select(AuditEntry.action).where(AuditEntry.participant_id == person.id).order_by(AuditEntry.id)
    return list(db.session.scalars(entries))


def test_list_is_searched_over_scripts_filtered_and_sorted(page: FlaskClient, event: Event) -> None:
    assert "Nobody yet" in page.get(at(event)).get_data(as_text=True)
    sme, expert = make_type(event, "SME"), make_type(event, "Expert")
    zora = make_organization(event, "Зора")
    bob = listed(event, "Bob Чачак", kind=sme, country="BG")
    listed(event, "Ann Đurić", kind=expert, organization=zora)
    listed(event, "Cat Abt", kind=sme, organization=zora, status=PENDING)
    make_participant(make_event(), "Dan Stranger")
    make_request(bob, listed(event, "Eve Žižić", kind=sme))
    assert names(page, event) == ["Cat Abt", "Bob Чачак", "Ann Đurić", "Eve Žižić"]
    assert names(page, event, "?descending=1") == ["Eve Žižić", "Ann Đurić", "Bob Чачак", "Cat Abt"]
    assert names(page, event, "?q=cacak") == ["Bob Чачак"]
    assert names(page, event, "?q=zora") == ["Cat Abt", "Ann Đurić"]
    assert names(page, event, f"?type={expert.id}") == ["Ann Đurić"]
    assert names(page, event, "?status=pending") == ["Cat Abt"]
    assert names(page, event, "?country=BG") == ["Bob Чачак"]
    assert names(page, event, f"?organization={zora.id}&sort=type") == ["Cat Abt", "Ann Đurić"]
    assert names(page, event, "?sort=requests&descending=1")[:2] == ["Bob Чачак", "Eve Žižić"]
    assert names(page, event, "?sort=country") == ["Bob Чачак", "Cat Abt", "Ann Đurić", "Eve Žižić"]
    assert names(page, event, "?sort=feed_nonce&type=999&status=x&page=-1") == names(page, event)
    assert "Nobody fits" in page.get(at(event, "?q=nobody")).get_data(as_text=True)


def test_list_takes_the_same_number_of_queries_however_long_it_is(page: FlaskClient, event: Event) -> None:
    kind = make_type(event)
    make_participant(event, "One First", kind=kind)
    few = _queries(page, at(event))
    for number in range(12):
        person = make_participant(event, f"Person {number}", kind=kind)
        make_request(person, make_participant(event, f"Other {number}", kind=kind))
    assert _queries(page, at(event)) == few


def _queries(page: FlaskClient, address: str) -> int:
    counted: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        counted.append(statement)

    sa_event.listen(db.engine, "before_cursor_execute", note)
    try:
        assert page.get(address).status_code == 200
    finally:
        sa_event.remove(db.engine, "before_cursor_execute", note)
    return len(counted)


def test_pages_hold_fifty_each(page: FlaskClient, event: Event) -> None:
    kind, organization = make_type(event), make_organization(event)
    for number in range(51):
        make_participant(event, f"P {number:02}", kind=kind, organization=organization)
    assert (len(names(page, event)), names(page, event, "?page=2")) == (50, ["P 50"])
    assert names(page, event, "?page=99999999") == ["P 50"]


def test_export_holds_the_filtered_list_as_text_and_can_be_brought_in_again_to_no_effect(
    page: FlaskClient, event: Event
) -> None:
    make_type(event, "SME")
    fields = {
        "given_name": "=1+1",
        "family_name": "Ђорђевић",
        "email": "a@x.example",
        "organization_name": "<b>Zora</b>",
        "country": "RS",
        "type_id": str(make_type(event, "Expert").id),
        "phone": "+381 1",
        "about": "Two\nlines",
        "fields": "",
        "offers": "Steel\nWood",
        "needs": "Money",
        "languages": ["sr", "en"],
        "state": "approved",
    }
    person = _added(page, event, fields)
    page.post(at(event, f"/{person.id}/days"), data={"days": event.starts_on.isoformat()})
    make_participant(event, "Bob B", email="bob@x.example")
    for kind in ("xlsx", "csv"):
        answer = page.get(at(event, f".{kind}?q=djordjevic"))
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{event.slug}-participants.{kind}"'
        table = read_table(answer.data, f"list.{kind}")
        assert [row.cells[:9] for row in table.rows] == [
            ("=1+1", "Ђорђевић", "a@x.example", "<b>Zora</b>", "", "Serbia", "Expert", "", "Steel; Wood")
        ]
        whole = page.get(at(event, f".{kind}")).data
        upload = page.post(
            f"/organizer/events/{event.slug}/imports",
            data={"kind": "participants", "file": (BytesIO(whole), f"list.{kind}")},
        )
        applied = page.post(f"{upload.location}/apply", follow_redirects=True).get_data(as_text=True)
        assert "This list told nothing new" in applied


def _added(page: FlaskClient, event: Event, fields: Mapping[str, object]) -> Participant:
    answer = page.post(at(event, "/add"), data=fields)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return db.session.get_one(Participant, int(answer.location.rpartition("/")[2]))


def test_somebody_is_added_by_hand_without_being_told(page: FlaskClient, event: Event) -> None:
    kind = make_type(event)
    fields = {
        "given_name": "Eve",
        "email": "Eve@X.example",
        "organization_name": "Zora",
        "country": "",
        "type_id": str(kind.id),
    }
    assert page.get(at(event, "/add")).status_code == 200
    person = _added(page, event, {**fields, "state": "pending"})
    assert (person.name, person.email_key, person.status, mails()) == ("Eve", "eve@x.example", PENDING, [])
    assert acts_on(person) == ["participant.added"]
    again = page.post(at(event, "/add"), data={**fields, "state": "approved"})
    assert (again.status_code, "takes part already" in again.get_data(as_text=True)) == (422, True)
    foreign = make_type(make_event())
    for wrong in ({"type_id": str(foreign.id)}, {"state": "withdrawn"}, {"email": "none"}, {"given_name": ""}):
        sent = {**fields, "email": "new@x.example", "state": "approved", **wrong}
        assert page.post(at(event, "/add"), data=sent).status_code == 422


def test_profile_is_edited(page: FlaskClient, event: Event) -> None:
    person = make_participant(event, "Bob Kovač", email="bob@x.example")
    shown = page.get(at(event, f"/{person.id}/edit")).get_data(as_text=True)
    assert 'value="Kovač"' in shown
    fields = {
        "given_name": "Bob",
        "family_name": "Ковач",
        "email": "bob@x.example",
        "organization_name": "New firm",
        "country": "",
        "type_id": str(person.type_id),
        "status": "withdrawn",
        "event_id": "99",
    }
    assert page.post(at(event, f"/{person.id}/edit"), data=fields).status_code == 303
    assert (person.family_name, person.organization.name, person.status) == ("Ковач", "New firm", APPROVED)
    assert acts_on(person) == ["participant.changed"]


def test_participants_page_shows_everything_and_days_can_be_noted(page: FlaskClient, event: Event) -> None:
    bob, cat = make_participant(event, "Bob B"), make_participant(event, "Cat C")
    make_request(bob, cat, message="About steel")
    for person in (bob, cat):
        shown = page.get(at(event, f"/{person.id}")).get_data(as_text=True)
        assert "About steel" in shown
        assert person.email in shown
    page.post(at(event, f"/{bob.id}/days"), data={"days": [event.ends_on.isoformat()]})
    assert [(row.participant_id, row.day) for row in db.session.scalars(select(AbsentDay))] == [
        (bob.id, event.starts_on)
    ]
    page.post(at(event, f"/{bob.id}/days"), data={"days": ["1999-01-01"]})
    assert db.session.scalar(select(func.count()).select_from(AbsentDay)) == 1
    assert acts_on(bob) == ["participant.days_changed"]


def test_approving_declining_and_withdrawing_are_told_and_written_down(page: FlaskClient, event: Event) -> None:
    bob, cat = (make_participant(event, name, status=PENDING) for name in ("Bob B", "Cat C"))
    answer = page.post(at(event, f"/{bob.id}/approve"), data={"list": "?status=pending"})
    assert answer.location == at(event, "?status=pending")
    assert page.post(at(event, f"/{cat.id}/decline")).location == at(event, f"/{cat.id}")
    assert (bob.status, cat.status) == (APPROVED, ParticipantStatus.DECLINED)
    assert page.post(at(event, f"/{bob.id}/decline")).status_code == 409
    page.post(at(event, f"/{bob.id}/withdraw"))
    assert (bob.status, mails()) == (ParticipantStatus.WITHDRAWN, ["approved", "declined", "withdrawn"])
    assert acts_on(bob) == ["participant.approved", "participant.withdrawn"]


def test_withdrawing_somebody_ends_their_requests_and_meetings(page: FlaskClient, event: Event) -> None:
    bob, cat, eve = (make_participant(event, name) for name in ("Bob B", "Cat C", "Eve E"))
    meeting, request = make_meeting(bob, cat), make_request(eve, bob)
    page.post(at(event, f"/{bob.id}/withdraw"))
    assert db.session.get_one(Meeting, meeting.id).cancelled_at is not None
    assert request.status is RequestStatus.DECLINED


def test_all_who_wait_in_the_filtered_list_are_approved_at_once(page: FlaskClient, event: Event) -> None:
    here, there = make_organization(event, "Here"), make_organization(event, "There")
    bob = make_participant(event, "Bob B", organization=here, status=PENDING)
    cat = make_participant(event, "Cat C", organization=there, status=PENDING)
    stranger = make_participant(make_event(), "Dan D", status=PENDING)
    assert "Approve all 2" in page.get(at(event)).get_data(as_text=True)
    page.post(at(event, f"/approve?organization={here.id}"))
    assert (bob.status, cat.status, stranger.status, mails()) == (APPROVED, PENDING, PENDING, ["approved"])


def test_link_to_sign_in_is_mailed_to_those_who_take_part(page: FlaskClient, event: Event) -> None:
    bob, cat = make_participant(event, "Bob B"), make_participant(event, "Cat C", status=PENDING)
    assert page.post(at(event, f"/{bob.id}/sign-in-link")).status_code == 303
    assert page.post(at(event, f"/{cat.id}/sign-in-link")).status_code == 409
    assert [(mail.kind, mail.to_address) for mail in db.session.scalars(select(Mail))] == [("sign_in", bob.email)]


def test_participants_are_seen_by_the_events_organizers_alone(
    page: FlaskClient, event: Event, ann: Organizer, app: Flask
) -> None:
    bob = make_participant(event, "Bob B", status=PENDING)
    other = make_organizer("Olga Other")
    elsewhere = make_event(other)
    olga = sign_in(app.test_client(), other)
    acts = ("/edit", "/days", "/approve", "/decline", "/withdraw", "/sign-in-link")
    for where in (event, elsewhere):
        assert olga.get(at(where, f"/{bob.id}")).status_code == 404
        for act in acts:
            assert olga.post(at(where, f"/{bob.id}{act}")).status_code == 404
    assert olga.get(at(event)).status_code == 404
    assert olga.get(at(event, ".csv")).status_code == 404
    for client in (sign_in(app.test_client(), make_participant(event)), app.test_client()):
        for path in ("", ".csv", "/add", f"/{bob.id}"):
            assert client.get(at(event, path)).status_code == 303
    assert bob.status is PENDING


def test_list_is_searched_by_address_and_by_phone_however_it_is_written(page: FlaskClient, event: Event) -> None:
    bob = listed(event, "Bob Kovač", email="b.kovac@zora.example")
    listed(event, "Cat Abt", email="cat@other.example")
    bob.phone = "+381 (64) 123-456"
    db.session.commit()
    for query in (
        "b.kovac@zora",
        "B.KOVAC@Zora.example",
        "%2B38164123456",
        "064/123-456",
        "0038164 123 456",
        "kovac zora",
    ):
        assert (query, names(page, event, f"?q={query}")) == (query, ["Bob Kovač"])
    assert [names(page, event, f"?q={query}") for query in ("999", "99999", "zora@", "64123x")] == [[], [], [], []]
