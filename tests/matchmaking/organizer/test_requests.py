"""The list of meeting requests, and what organizers do for their two sides."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event as sa_event
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import (
    AuditEntry,
    Event,
    Mail,
    Meeting,
    MeetingRequest,
    Organizer,
    Priority,
    RequestStatus,
)
from matchmaking.services.files.tabular import read_table
from tests.factories import NOW, make_event, make_organizer, make_participant, make_request, make_type, sign_in

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from matchmaking.models import Participant

ACCEPTED, PENDING, DECLINED = RequestStatus.ACCEPTED, RequestStatus.PENDING, RequestStatus.DECLINED


@pytest.fixture
def ann(app: Flask) -> Organizer:
    return make_organizer()


@pytest.fixture
def event(ann: Organizer) -> Event:
    """Booking is over: organizers act all the same."""
    return make_event(ann, booking_closes_at=NOW)


@pytest.fixture
def page(client: FlaskClient, ann: Organizer) -> FlaskClient:
    return sign_in(client, ann)


@pytest.fixture
def people(event: Event) -> tuple[Participant, Participant, Participant]:
    kind = make_type(event)
    return tuple(  # type: ignore[return-value]
        make_participant(event, name, kind=kind, email=f"{name[:3].lower()}@x.example")
        for name in ("Bob Ђурић", "Cat Čolić", "Eve Žižić")
    )


def at(event: Event, path: str = "") -> str:
    return f"/organizer/events/{event.slug}/requests{path}"


def listed(page: FlaskClient, event: Event, query: str = "") -> list[str]:
    """Requesters and recipients."""
    html = page.get(at(event, query)).get_data(as_text=True)
    rows = re.findall(r'<th scope="row">(.*?)</th>.*?<td data-label="Recipient"><span>([^<]*)<br>', html, re.DOTALL)
    return [f"{re.sub('<[^>]*>', '|', cell).split('|')[1].split()[0]}-{other.split()[0]}" for cell, other in rows]


def acts() -> list[str]:
    return list(db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def mails() -> list[tuple[str, str]]:
    return [(kind, to) for kind, to in db.session.execute(select(Mail.kind, Mail.to_address).order_by(Mail.id))]


def meeting_stands() -> bool:
    return db.session.scalars(select(Meeting)).one().cancelled_at is None


def test_requests_are_found_in_every_spelling_of_a_name(page: FlaskClient, event: Event) -> None:
    bob = make_participant(event, "Bob B")
    make_request(bob, make_participant(event, "Cat Михајлова"))
    make_request(bob, make_participant(event, "Eve E"))
    assert listed(page, event, "?q=mikhaylova") == ["Bob-Cat"]


def test_requests_are_searched_filtered_and_sorted(
    page: FlaskClient, event: Event, people: tuple[Participant, ...]
) -> None:
    bob, cat, eve = people
    assert "No requests yet" in page.get(at(event)).get_data(as_text=True)
    make_request(bob, cat, priority=Priority.MUST, message="About steel")
    make_request(cat, bob, priority=Priority.OPEN_TO, status=ACCEPTED)
    make_request(eve, bob, status=DECLINED)
    make_request(make_participant(make_event(), "Dan Stranger"), make_participant(make_event(), "Joe Stranger"))
    assert listed(page, event) == ["Bob-Cat", "Cat-Bob", "Eve-Bob"]
    assert listed(page, event, "?sort=priority&descending=1") == ["Bob-Cat", "Eve-Bob", "Cat-Bob"]
    assert listed(page, event, "?sort=recipient&descending=1") == ["Bob-Cat", "Cat-Bob", "Eve-Bob"]
    assert listed(page, event, "?q=zizic+djuric") == ["Eve-Bob"]
    assert listed(page, event, "?status=accepted") == ["Cat-Bob"]
    assert listed(page, event, "?priority=3") == ["Bob-Cat"]
    assert listed(page, event, "?mutual=yes") == ["Bob-Cat", "Cat-Bob"]
    assert listed(page, event, "?mutual=no") == ["Eve-Bob"]
    assert listed(page, event, "?priority=9&status=x&mutual=maybe&sort=id") == ["Bob-Cat", "Cat-Bob", "Eve-Bob"]
    assert "Nothing fits" in page.get(at(event, "?q=stranger")).get_data(as_text=True)


def test_list_takes_the_same_number_of_queries_however_long_it_is(
    page: FlaskClient, event: Event, people: tuple[Participant, ...]
) -> None:
    def queries() -> int:
        counted: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            counted.append(statement)

        sa_event.listen(db.engine, "before_cursor_execute", note)
        try:
            assert page.get(at(event)).status_code == 200
        finally:
            sa_event.remove(db.engine, "before_cursor_execute", note)
        return len(counted)

    bob, cat, eve = people
    make_request(bob, cat)
    few = queries()
    for one, other in ((bob, eve), (cat, bob), (cat, eve), (eve, bob), (eve, cat)):
        make_request(one, other)
    assert queries() == few


def test_export_can_be_brought_in_again_to_no_effect(
    page: FlaskClient, event: Event, people: tuple[Participant, ...]
) -> None:
    bob, cat, eve = people
    make_request(bob, cat, priority=Priority.MUST, message="=1+1")
    make_request(cat, eve, status=RequestStatus.WITHDRAWN)
    for kind in ("xlsx", "csv"):
        content = page.get(at(event, f".{kind}")).data
        table = read_table(content, f"list.{kind}")
        assert [row.cells[:6] for row in table.rows] == [
            ("bob@x.example", "cat@x.example", "must", "=1+1", "pending", "no"),
            ("cat@x.example", "eve@x.example", "would like", "", "withdrawn", "no"),
        ]
        upload = page.post(
            f"/organizer/events/{event.slug}/imports",
            data={"kind": "requests", "file": (BytesIO(content), f"list.{kind}")},
        )
        applied = page.post(f"{upload.location}/apply", follow_redirects=True).get_data(as_text=True)
        assert "This list told nothing new" in applied


def test_request_is_added_between_two_addresses(
    page: FlaskClient, event: Event, people: tuple[Participant, ...]
) -> None:
    bob, cat, _eve = people
    assert 'value="bob@x.example"' in page.get(at(event, "/add?requester=bob@x.example")).get_data(as_text=True)
    fields = {
        "requester": " BOB@x.example",
        "recipient": "cat@x.example",
        "priority": "3",
        "message": "At the desk",
        "state": "accepted",
    }
    assert page.post(at(event, "/add"), data=fields).status_code == 303
    made = db.session.scalars(select(MeetingRequest)).one()
    assert (made.requester_id, made.recipient_id, made.priority, made.status) == (
        bob.id,
        cat.id,
        Priority.MUST,
        ACCEPTED,
    )
    assert (meeting_stands(), acts(), mails()) == (True, ["request.added"], [])
    for wrong in (
        {},
        {"recipient": "nobody@x.example"},
        {"recipient": "bob@x.example"},
        {"recipient": "eve@x.example", "priority": "4"},
        {"recipient": "eve@x.example", "state": "declined"},
        {"recipient": "eve@x.example", "message": "x" * 301},
    ):
        assert page.post(at(event, "/add"), data={**fields, **wrong}).status_code == 422
    fields |= {"recipient": "eve@x.example", "state": "pending"}
    assert page.post(at(event, "/add"), data=fields).status_code == 303
    assert mails() == [("request_received", "eve@x.example")]


def test_organizers_accept_decline_and_withdraw_for_the_two_sides(
    page: FlaskClient, event: Event, people: tuple[Participant, ...]
) -> None:
    bob, cat, _eve = people
    request = make_request(bob, cat)
    assert page.post(at(event, f"/{request.id}/accept")).status_code == 303
    assert (request.status, meeting_stands()) == (ACCEPTED, True)
    assert page.post(at(event, f"/{request.id}/accept")).status_code == 303
    assert mails() == [("request_accepted", "bob@x.example")]
    assert page.post(at(event, f"/{request.id}/decline")).status_code == 303
    assert (request.status, meeting_stands()) == (DECLINED, False)
    assert [page.post(at(event, f"/{request.id}/{act}")).status_code for act in ("decline", "withdraw")] == [303, 409]
    page.post(at(event, f"/{request.id}/accept"))
    page.post(at(event, f"/{request.id}/withdraw"))
    assert (request.status, meeting_stands()) == (RequestStatus.WITHDRAWN, False)
    assert acts() == ["request.accepted", "request.declined", "request.accepted", "request.withdrawn"]


def test_priority_and_message_are_edited(page: FlaskClient, event: Event, people: tuple[Participant, ...]) -> None:
    bob, cat, _eve = people
    request, other = make_request(bob, cat, message="Old"), make_request(cat, bob, status=DECLINED)
    shown = page.get(at(event, f"/{request.id}")).get_data(as_text=True)
    assert 'value="Old"' in shown
    assert at(event, f"/{other.id}") in shown
    sent = {"priority": "1", "message": "New", "status": "accepted", "requester_id": str(cat.id)}
    assert page.post(at(event, f"/{request.id}"), data=sent).status_code == 303
    assert (request.priority, request.message, request.status) == (Priority.OPEN_TO, "New", PENDING)
    assert request.requester_id == bob.id
    assert page.post(at(event, f"/{request.id}"), data={"priority": "0"}).status_code == 422
    assert acts() == ["request.changed"]


def test_requests_are_seen_by_the_events_organizers_alone(
    page: FlaskClient, event: Event, people: tuple[Participant, ...], app: Flask
) -> None:
    bob, cat, _eve = people
    request = make_request(bob, cat)
    other = make_organizer("Olga Other")
    elsewhere = make_event(other)
    olga = sign_in(app.test_client(), other)
    for where in (event, elsewhere):
        assert olga.get(at(where, f"/{request.id}")).status_code == 404
        for act in ("", "/accept", "/decline", "/withdraw"):
            assert olga.post(at(where, f"/{request.id}{act}"), data={"priority": "1"}).status_code == 404
    foreign = {"requester": "bob@x.example", "recipient": "cat@x.example", "priority": "1", "state": "pending"}
    assert olga.post(at(elsewhere, "/add"), data=foreign).status_code == 422
    assert [olga.get(at(event, path)).status_code for path in ("", ".csv", "/add")] == [404] * 3
    for client in (sign_in(app.test_client(), bob), app.test_client()):
        assert [client.get(at(event, path)).status_code for path in ("", ".csv", f"/{request.id}")] == [303] * 3
        assert client.post(at(event, f"/{request.id}/accept")).status_code == 303
    assert request.status is PENDING
