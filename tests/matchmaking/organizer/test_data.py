"""The page that says what is kept of people and until when, and forgets it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event as sql_event

from matchmaking.extensions import db
from matchmaking.models import Event, EventOrganizer
from tests.factories import NOW, make_event, make_organizer, make_participant, make_request, sign_in

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from matchmaking.models import Organizer

YESTERDAY = (NOW - timedelta(days=2)).date()


@pytest.fixture
def ann(client: FlaskClient) -> Organizer:
    ann = make_organizer()
    sign_in(client, ann)
    return ann


@pytest.fixture
def event(ann: Organizer) -> Event:
    return make_event(ann, name="Fair", starts_on=YESTERDAY, ends_on=YESTERDAY)


def url(event: Event, page: str = "data") -> str:
    return f"/organizer/events/{event.slug}/{page}"


def test_page_says_what_is_kept_and_when_it_is_anonymised(client: FlaskClient, event: Event) -> None:
    make_request(make_participant(event), make_participant(event, "Cat Marić"), message="Hello")
    page = client.get(url(event)).text
    day = (YESTERDAY + timedelta(days=181)).strftime("%B %Y")
    assert day in page
    assert "Names become “Participant 17”" in page
    rows = [row.split("</td>")[0].rpartition(">")[2] for row in page.split('data-label="Now"')[1:]]
    assert rows[:3] == ["2", "2", "1"]


def test_days_are_set(client: FlaskClient, event: Event) -> None:
    answer = client.post(url(event), data={"kept_days": "30"})
    assert (answer.status_code, answer.location) == (303, url(event))
    assert db.session.get_one(Event, event.id).kept_days == 30


@pytest.mark.parametrize("days", ["", "-1", "4000", "many"])
def test_days_that_are_none_are_refused_at_the_form(client: FlaskClient, event: Event, days: str) -> None:
    answer = client.post(url(event), data={"kept_days": days})
    assert answer.status_code == 422
    assert "Give a whole number from 0 to 3650." in answer.text


def test_data_are_anonymised_once_the_name_is_typed(client: FlaskClient, event: Event) -> None:
    bob = make_participant(event)
    assert client.get(url(event, "data/anonymise")).status_code == 200
    refused = client.post(url(event, "data/anonymise"), data={"typed_name": "Another"})
    assert (refused.status_code, bob.name) == (422, "Bob Kovač")
    answer = client.post(url(event, "data/anonymise"), data={"typed_name": "fair"})
    assert (answer.status_code, answer.location, bob.name) == (303, url(event), "Participant 1")
    assert "Anonymised on" in client.get(url(event)).text


def test_event_that_is_still_to_come_cannot_be_anonymised(client: FlaskClient, ann: Organizer) -> None:
    event = make_event(ann, name="Fair")
    assert "Anonymise now …" not in client.get(url(event)).text
    assert client.get(url(event, "data/anonymise")).status_code == 409
    answer = client.post(url(event, "data/anonymise"), data={"typed_name": "Fair"})
    assert (answer.status_code, event.anonymised_at) == (409, None)


def test_an_anonymised_event_can_be_read_but_not_changed(client: FlaskClient, event: Event) -> None:
    event.anonymised_at = NOW
    db.session.commit()
    person = {"given_name": "Eve", "family_name": "New", "email": "eve@firm.example"}
    answer = client.post(url(event, "participants/add"), data=person)
    assert answer.status_code == 409
    assert "The data of Fair were anonymised; nothing of it can be changed any more." in answer.text
    for page in ("", "participants", "requests", "schedule", "settings", "data"):
        assert client.get(url(event, page)).status_code == 200


def test_an_organizer_can_still_be_removed_from_an_anonymised_event(client: FlaskClient, event: Event) -> None:
    other = make_organizer("Olga Other")
    db.session.add(EventOrganizer(event_id=event.id, organizer_id=other.id, joined_at=NOW))
    event.anonymised_at = NOW
    db.session.commit()
    assert client.post(url(event, f"organizers/{other.id}/remove")).status_code == 303
    assert db.session.query(EventOrganizer).filter_by(organizer_id=other.id).count() == 0


@pytest.mark.parametrize("people", [1, 20])
def test_page_asks_the_same_number_of_questions_for_any_number_of_people(
    client: FlaskClient, event: Event, people: int
) -> None:
    for number in range(people):
        make_participant(event, f"Bob {number}")
    asked = []

    def count(*args: object) -> None:
        asked.append(args[2])

    sql_event.listen(db.engine, "before_cursor_execute", count)
    client.get(url(event))
    sql_event.remove(db.engine, "before_cursor_execute", count)
    assert len([statement for statement in asked if str(statement).startswith("SELECT")]) == 17
