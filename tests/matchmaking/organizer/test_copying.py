"""An organizer sees what a copy would hold, then makes it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Event
from tests.factories import FIRST_DAY, make_event, make_organizer, make_session, make_tables, sign_in

if TYPE_CHECKING:
    from flask.testing import FlaskClient

HERE = "/organizer/events/days/copy"
FILLED: dict[str, Any] = {
    "name": "Дани кластера",
    "slug": "",
    "starts_on": (FIRST_DAY + timedelta(days=300)).isoformat(),
    "ends_on": "",
    "parts": ["programme", "places", "types", "texts", "limits", "hours", "organizers"],
}


@pytest.fixture
def event(client: FlaskClient) -> Event:
    ann = make_organizer(email="ann@network.example")
    sign_in(client, ann)
    event = make_event(ann, slug="days")
    make_session(event, "Late", day=event.ends_on)
    make_tables(event, 7)
    return event


def seen(page: str) -> str:
    found = re.search(r'name="seen" type="hidden" value="(\w+)"', page)
    assert found is not None
    return found[1]


def slugs() -> list[str]:
    return list(db.session.scalars(select(Event.slug).order_by(Event.id)))


def test_copy_is_shown_before_it_is_made(client: FlaskClient, event: Event) -> None:
    assert 'value="Days of Clusters"' in client.get(HERE).get_data(as_text=True)
    answer = client.post(HERE, data=FILLED)
    page = answer.get_data(as_text=True)
    assert (answer.status_code, slugs()) == (200, ["days"])
    assert "/e/dani-klastera/" in page
    assert re.search(r"<dt>Tables</dt>\s*<dd>7</dd>", page)
    made = client.post(HERE, data=FILLED | {"seen": seen(page)})
    assert (made.status_code, made.location) == (303, "/organizer/events/dani-klastera/")
    assert slugs() == ["days", "dani-klastera"]
    assert client.get(made.location).status_code == 200


def test_what_changed_since_it_was_shown_is_shown_again(client: FlaskClient, event: Event) -> None:
    token = seen(client.post(HERE, data=FILLED).get_data(as_text=True))
    shorter = FILLED | {"ends_on": FILLED["starts_on"], "seen": token}
    page = client.post(HERE, data=shorter).get_data(as_text=True)
    assert slugs() == ["days"]
    assert "Late: It would lie after the last day." in page
    client.post(HERE, data=shorter | {"seen": seen(page)})
    assert slugs() == ["days", "dani-klastera"]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"starts_on": ""}, "Choose a day."),
        ({"name": ""}, "Fill this in."),
        ({"slug": "days"}, "The short name “days” is taken."),
        ({"parts": ["schedules"]}, "Choose among those offered."),
        ({"ends_on": "2001-01-01"}, "The last day lies before the first."),
    ],
)
def test_form_says_what_is_wrong(client: FlaskClient, event: Event, given: dict[str, Any], sentence: str) -> None:
    answer = client.post(HERE, data=FILLED | given)
    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)
    assert slugs() == ["days"]


def test_event_of_another_organizer_cannot_be_copied(client: FlaskClient, event: Event) -> None:
    make_event(make_organizer("Dan Stranger"), slug="foreign")
    assert client.post("/organizer/events/foreign/copy", data=FILLED).status_code == 404
