from __future__ import annotations

import re
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Event, Series
from tests.factories import NOW, make_event, make_organizer, sign_in

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


def test_list_shows_what_comes_first_and_then_what_is_past(client: FlaskClient) -> None:
    ann = make_organizer()
    sign_in(client, ann)
    days = {"Past": date(2020, 5, 1), "Later": date(2090, 5, 1), "Next": date(2080, 5, 1)}
    for name, day in days.items():
        make_event(ann, name=name, starts_on=day, ends_on=day)
    page = client.get("/organizer/").get_data(as_text=True)
    assert re.findall(r'<th scope="row"><a [^>]*>(\w+)</a>', page) == ["Next", "Later", "Past"]
    assert 'role="search"' not in page
    assert page.count(">Copy<") == 3


def test_many_events_are_searched_in_any_script_and_by_series(client: FlaskClient) -> None:
    ann = make_organizer()
    sign_in(client, ann)
    series = Series(name="Bridges", slug="bridges", created_at=NOW)
    make_event(ann, name="Дани кластера", series=series)
    for number in range(60):
        make_event(ann, name=f"Event {number}")
    names = partial(re.findall, r'<th scope="row"><a [^>]*>([^<]+)</a>')
    assert len(names(client.get("/organizer/").get_data(as_text=True))) == 50
    assert len(names(client.get("/organizer/?page=2").get_data(as_text=True))) == 11
    for query in ("q=klastera", "q=bridges", f"series={series.id}"):
        assert names(client.get(f"/organizer/?{query}").get_data(as_text=True)) == ["Дани кластера"]
    assert "Nothing found" in client.get("/organizer/?when=past").get_data(as_text=True)
