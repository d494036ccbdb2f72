from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Event
from tests.factories import make_event, make_organizer, sign_in

if TYPE_CHECKING:
    from flask.testing import FlaskClient

FILLED: dict[str, Any] = {
    "name": "Дани кластера 2027",
    "slug": "",
    "starts_on": "2027-05-12",
    "ends_on": "2027-05-13",
    "time_zone": "Europe/Belgrade",
    "venue": "Sava Centre",
    "main_language": "sr",
    "languages": ["en", "sr"],
}


@pytest.fixture
def ann(client: FlaskClient) -> FlaskClient:
    return sign_in(client, make_organizer(email="ann@network.example"))


def test_new_event_is_set_up_with_an_address_made_of_its_name(ann: FlaskClient) -> None:
    answer = ann.post("/organizer/events/new", data=FILLED)
    assert (answer.status_code, answer.location) == (303, "/organizer/events/dani-klastera-2027/")
    event = db.session.scalars(select(Event)).one()
    assert (event.name, event.time_zone, event.languages) == ("Дани кластера 2027", "Europe/Belgrade", ["sr", "en"])
    assert event.listed is False
    assert ann.get(answer.location).status_code == 200


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"name": ""}, "Fill this in."),
        ({"name": "x" * 201}, "This may have at most 200 characters."),
        ({"starts_on": "12.5.2027"}, "Choose a day."),
        ({"ends_on": "2027-02-30"}, "Choose a day."),
        ({"ends_on": "2027-05-11"}, "The last day lies before the first."),
        ({"starts_on": "0001-01-01"}, "Choose a day between the years 2000 and 2100."),
        ({"time_zone": "Mars/Olympus"}, "Choose one of those offered."),
        ({"main_language": "xx"}, "Choose one of those offered."),
        ({"languages": ["xx"]}, "Choose among those offered."),
        ({"slug": "Not good"}, "The short name may only hold small letters"),
        ({"slug": "new"}, "The short name “new” is reserved."),
        ({"name": "日本"}, "The short name may only hold small letters"),
    ],
)
def test_form_says_what_is_wrong_and_keeps_what_was_typed(
    ann: FlaskClient, given: dict[str, Any], sentence: str
) -> None:
    answer = ann.post("/organizer/events/new", data=FILLED | given)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in page
    assert 'value="Sava Centre"' in page
    assert db.session.scalars(select(Event)).all() == []


def test_taken_address_is_refused_even_when_it_is_a_strangers(ann: FlaskClient) -> None:
    make_event(make_organizer("Eve"), slug="dani-klastera-2027", listed=False)
    page = ann.post("/organizer/events/new", data=FILLED).get_data(as_text=True)
    assert "The short name “dani-klastera-2027” is taken." in page


def test_list_shows_ones_own_events_and_no_others(ann: FlaskClient) -> None:
    ann.post("/organizer/events/new", data=FILLED)
    ann.post("/organizer/events/new", data=FILLED | {"name": "Second", "slug": "second"})
    make_event(make_organizer("Eve"), name="Eve's event")
    page = ann.get("/organizer/").get_data(as_text=True)
    assert "Дани кластера 2027" in page
    assert "Second" in page
    assert "Eve's" not in page


def test_list_without_events_leads_to_a_new_one(ann: FlaskClient) -> None:
    page = ann.get("/organizer/").get_data(as_text=True)
    assert "No events yet" in page
    assert 'href="/organizer/events/new"' in page


def test_zone_and_languages_are_proposed_as_of_the_latest_event(ann: FlaskClient) -> None:
    ann.post("/organizer/events/new", data=FILLED)
    page = ann.get("/organizer/events/new").get_data(as_text=True)
    assert '<option selected value="Europe/Belgrade">' in page
    assert '<option selected value="sr">' in page


def test_what_people_type_is_shown_as_text(ann: FlaskClient) -> None:
    nasty = '<script>alert(1)</script> {{ 7 * 7 }} "\u202e\u0000'
    answer = ann.post("/organizer/events/new", data=FILLED | {"name": nasty, "slug": "nasty"})
    page = ann.get(answer.location).get_data(as_text=True)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7 * 7 }}" in page
    assert "\u202e" not in page
    assert "\x00" not in page
