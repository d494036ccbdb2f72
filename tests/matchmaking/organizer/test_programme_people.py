from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select
from sqlalchemy.event import listen, remove

from matchmaking.extensions import db
from matchmaking.models import AuditEntry, SessionKind, SignUpMode
from matchmaking.services.people import inviting, seating
from tests.factories import NOW, make_event, make_organizer, make_participant, make_session, sign_in

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from matchmaking.models import Event, EventSession, Organizer

HERE = "/organizer/events/days/programme"


@pytest.fixture
def ann(client: FlaskClient) -> Organizer:
    organizer = make_organizer(email="ann@network.example")
    sign_in(client, organizer)
    return organizer


@pytest.fixture
def event(ann: Organizer) -> Event:
    return make_event(ann, slug="days")


@pytest.fixture
def visit(event: Event) -> EventSession:
    session = make_session(event, "Посещение на пристанището", kind=SessionKind.VISIT, start_hour=14)
    session.seats = 1
    db.session.commit()
    return session


def test_list_shows_who_attends_who_waits_and_goes_into_a_file(
    client: FlaskClient, event: Event, visit: EventSession
) -> None:
    for name in ("Bob Kovač", "Cat Иванова"):
        seating.sign_up(make_participant(event, name), visit, NOW)
    db.session.commit()
    page = client.get(f"{HERE}/{visit.id}/people").get_data(as_text=True)
    assert "Seats taken: 1 of 1." in page
    assert "1 participant waits" in page
    assert ("Bob Kovač" in page, "Cat Иванова" in page) == (True, False)
    page = client.get(f"{HERE}/{visit.id}/people?seat=waiting").get_data(as_text=True)
    assert ("Bob Kovač" in page, "Cat Иванова" in page) == (False, True)
    rows = client.get(f"{HERE}/{visit.id}/people.csv").get_data(as_text=True).splitlines()
    assert [row.split(";")[0] for row in rows[1:]] == ["Bob Kovač", "Cat Иванова"]
    assert "waits, number 1" in rows[2]
    assert client.get(f"{HERE}/{visit.id}/people.xlsx").status_code == 200


def test_organizer_adds_and_removes_by_hand(client: FlaskClient, event: Event, visit: EventSession) -> None:
    bob = make_participant(event, "Bob Kovač")
    assert "Bob Kovač" in client.get(f"{HERE}/{visit.id}/people?find=kovac").get_data(as_text=True)
    assert said(client, f"{HERE}/{visit.id}/people/{bob.id}/add") == "Bob Kovač has a seat."
    assert seating.attendees(visit) == [bob]
    cat = make_participant(event, "Cat Иванова")
    assert said(client, f"{HERE}/{visit.id}/people/{cat.id}/add") == (
        "No seat is free: Cat Иванова waits for one now, as number 1 of those who wait."
    )
    assert said(client, f"{HERE}/{visit.id}/people/{bob.id}/remove") == "Bob Kovač no longer attends."
    assert seating.attendees(visit) == [cat]


def test_what_is_done_by_hand_is_written_down_once(client: FlaskClient, event: Event, visit: EventSession) -> None:
    bob, cat = make_participant(event, "Bob Kovač"), make_participant(event, "Cat Иванова")
    acts = [(bob, "add"), (bob, "add"), (cat, "add"), (cat, "add"), (cat, "remove"), (bob, "remove"), (bob, "remove")]
    for person, act in acts:
        client.post(f"{HERE}/{visit.id}/people/{person.id}/{act}")
    entries = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [(entry.action, entry.subject, entry.detail) for entry in entries] == [
        (action, person.name, {"session": visit.title})
        for action, person in (
            ("session.seated", bob),
            ("session.queued", cat),
            ("session.unseated", cat),
            ("session.unseated", bob),
        )
    ]


def test_session_of_the_longest_title_is_written_down(client: FlaskClient, event: Event) -> None:
    title = "Кръгла маса " * 16
    data = {"kind": "round_table", "title": title, "starts": "09:00", "ends": "10:00", "sign_up_mode": "open"}
    data["day"] = event.starts_on.isoformat()
    assert client.post(f"{HERE}/new", data=data).status_code == 303
    assert db.session.scalars(select(AuditEntry.subject)).all() == [title[:100]]


def test_people_are_paged_with_a_constant_number_of_queries(
    client: FlaskClient, event: Event, visit: EventSession
) -> None:
    visit.seats = None
    for number in range(60):
        seating.sign_up(make_participant(event, f"Person {number:02}"), visit, NOW)
        if number == 9:
            db.session.commit()
            client.get(f"{HERE}/{visit.id}/people")  # what only the first page of a sign-in needs
            few = queries_of(client, f"{HERE}/{visit.id}/people")
    db.session.commit()
    page = client.get(f"{HERE}/{visit.id}/people").get_data(as_text=True)
    assert ("Person 49" in page, "Person 50" in page, "1–50 of 60" in page) == (True, False, True)
    assert "Person 50" in client.get(f"{HERE}/{visit.id}/people?page=2").get_data(as_text=True)
    assert "Person 51" in client.get(f"{HERE}/{visit.id}/people?q=person+51").get_data(as_text=True)
    assert queries_of(client, f"{HERE}/{visit.id}/people") == few


def said(client: FlaskClient, url: str) -> str:
    """What the page says after a button was pressed."""
    page = client.post(url, follow_redirects=True).get_data(as_text=True)
    found = re.search(r'<div class="notice success"[^>]*>\s*<p><strong>[^<]*</strong> ([^<]*)</p>', page)
    assert found is not None
    return found[1]


def queries_of(client: FlaskClient, url: str) -> int:
    """How many statements a page needs."""
    statements: list[str] = []

    def note(*args: object) -> None:
        statements.append(str(args[2]))

    listen(db.engine, "before_cursor_execute", note)
    client.get(url)
    remove(db.engine, "before_cursor_execute", note)
    return len(statements)


def test_organizer_invites_and_takes_an_invitation_back(client: FlaskClient, event: Event, visit: EventSession) -> None:
    visit.sign_up_mode = SignUpMode.INVITED
    bob = make_participant(event, "Bob Kovač")
    client.post(f"{HERE}/{visit.id}/people/invite", data={"whom": f"organization:{bob.organization_id}"})
    page = client.get(f"{HERE}/{visit.id}/people").get_data(as_text=True)
    assert bob.organization.name in page
    (one,) = inviting.invitations(visit)
    assert client.post(f"{HERE}/{visit.id}/people/invitations/{one.id}/remove").status_code == 303
    assert inviting.invitations(visit) == []
    assert client.post(f"{HERE}/{visit.id}/people/invitations/{one.id}/remove").status_code == 404


def test_somebody_of_another_event_is_not_found(client: FlaskClient, visit: EventSession) -> None:
    stranger = make_participant(make_event(name="Other"))
    assert client.post(f"{HERE}/{visit.id}/people/{stranger.id}/add").status_code == 404


def test_session_for_invited_people_is_not_in_the_public_programme(
    client: FlaskClient, event: Event, visit: EventSession
) -> None:
    event.listed = True
    visit.sign_up_mode = SignUpMode.INVITED
    db.session.commit()
    for page in ("/e/days/programme", "/e/days/programme.ics"):
        assert visit.title not in client.get(page).get_data(as_text=True)


def test_seats_are_not_fewer_than_those_who_attend(client: FlaskClient, event: Event, visit: EventSession) -> None:
    visit.seats = 2
    for name in ("Bob Kovač", "Cat Иванова"):
        seating.sign_up(make_participant(event, name), visit, NOW)
    db.session.commit()
    data = {
        "kind": "visit",
        "title": visit.title,
        "day": event.starts_on.isoformat(),
        "starts": "14:00",
        "ends": "16:00",
        "sign_up_mode": "open",
        "seats": "1",
    }
    answer = client.post(f"{HERE}/{visit.id}", data=data)
    assert answer.status_code == 422
    assert "More people than that attend" in answer.get_data(as_text=True)
