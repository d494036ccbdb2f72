from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from matchmaking.extensions import db
from matchmaking.models import SessionKind, SignUpMode
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
    assert "1 of 1 seats are taken." in page
    assert page.index("Bob Kovač") < page.index(">Waiting list<") < page.index("Cat Иванова")
    rows = client.get(f"{HERE}/{visit.id}/people.csv").get_data(as_text=True).splitlines()
    assert [row.split(";")[0] for row in rows[1:]] == ["Bob Kovač", "Cat Иванова"]
    assert "waits, number 1" in rows[2]
    assert client.get(f"{HERE}/{visit.id}/people.xlsx").status_code == 200


def test_organizer_adds_and_removes_by_hand(client: FlaskClient, event: Event, visit: EventSession) -> None:
    bob = make_participant(event, "Bob Kovač")
    assert "Bob Kovač" in client.get(f"{HERE}/{visit.id}/people?q=kovac").get_data(as_text=True)
    assert client.post(f"{HERE}/{visit.id}/people/{bob.id}/add").status_code == 303
    assert seating.attendees(visit) == [bob]
    assert client.post(f"{HERE}/{visit.id}/people/{bob.id}/remove").status_code == 303
    assert seating.attendees(visit) == []


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
