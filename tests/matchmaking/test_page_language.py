"""In which language a page is shown, and the switch at its foot."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from matchmaking.extensions import db
from tests.factories import NOW, make_event, make_organizer, make_participant, sign_in

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

GREEK = {"Accept-Language": "el"}


@pytest.fixture(autouse=True)
def offered(app: Flask) -> None:
    app.config["LANGUAGES"] = ["en", "sr_Latn", "el", "tr"]


def language_of(client: FlaskClient, address: str) -> str:
    answer = client.get(address, headers=GREEK)
    assert answer.status_code == 200
    found = re.search(r'<html lang="([^"]*)"', answer.text)
    assert found
    return found[1]


def test_a_stranger_reads_in_the_language_of_the_browser(client: FlaskClient) -> None:
    assert language_of(client, "/") == "el"


def test_a_participant_reads_in_the_language_of_the_profile(client: FlaskClient) -> None:
    event = make_event(make_organizer())
    bob = make_participant(event)
    bob.language = "tr"
    db.session.commit()
    sign_in(client, bob)
    assert [language_of(client, f"/e/{event.slug}/{page}") for page in ("me/agenda", "me/profile")] == ["tr", "tr"]


def test_an_organizer_reads_in_the_language_of_the_account(client: FlaskClient) -> None:
    ann = make_organizer()
    ann.language = "tr"
    db.session.commit()
    sign_in(client, ann)
    assert language_of(client, "/organizer/") == "tr"


def test_the_switch_leads_back_to_the_page_with_its_query_and_is_remembered(client: FlaskClient) -> None:
    event = make_event(make_organizer())
    bob = make_participant(event)
    bob.language = "tr"
    db.session.commit()
    sign_in(client, bob)
    page = client.get(f"/e/{event.slug}/me/people?q=%C4%8Da%C4%8Dak&sort=name").text
    ways = re.findall(r'href="(/language/[^"]*)" rel="nofollow" lang="([^"]*)"', page)
    assert [lang for _way, lang in ways] == ["en", "sr-Latn", "el", "tr"]
    answer = client.get(ways[1][0].replace("&amp;", "&"))
    assert (answer.status_code, answer.location) == (303, f"/e/{event.slug}/me/people?q=%C4%8Da%C4%8Dak&sort=name")
    assert language_of(client, f"/e/{event.slug}/me/agenda") == "sr-Latn"
    db.session.refresh(bob)
    assert bob.language == "tr"


def test_the_events_own_languages_come_first_in_the_switch(client: FlaskClient) -> None:
    event = make_event(make_organizer(), languages=["tr", "de", "el"])
    for page in ("", "programme"):
        shown = client.get(f"/e/{event.slug}/{page}").text
        assert re.findall(r'rel="nofollow" lang="([^"]*)"', shown) == ["tr", "el", "en", "sr-Latn"]
    assert re.findall(r'rel="nofollow" lang="([^"]*)"', client.get("/").text) == ["en", "sr-Latn", "el", "tr"]


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\evil.example", "evil", ""])
def test_the_switch_leads_nowhere_else(client: FlaskClient, target: str) -> None:
    assert client.get("/language/el", query_string={"next": target}).location == "/"


def test_a_language_that_is_not_offered_is_not_there(client: FlaskClient) -> None:
    assert client.get("/language/hu").status_code == 404


def test_a_language_in_the_cookie_that_is_not_offered_is_passed_over(client: FlaskClient) -> None:
    client.set_cookie("language", "../hu")
    assert language_of(client, "/") == "el"


def test_saving_the_account_ends_what_this_browser_had_chosen(client: FlaskClient) -> None:
    sign_in(client, make_organizer())
    client.get("/language/tr")
    assert language_of(client, "/organizer/account") == "tr"
    client.post("/organizer/account", data={"name": "Ann Organizer", "language": "sr_Latn"})
    assert language_of(client, "/organizer/account") == "sr-Latn"


def test_there_is_no_switch_where_there_is_one_language(app: Flask, client: FlaskClient) -> None:
    app.config["LANGUAGES"] = ["en"]
    assert "/language/" not in client.get("/").text


def test_a_participant_chooses_the_language_of_pages_mails_and_calendar(client: FlaskClient) -> None:
    event = make_event(make_organizer())
    bob = make_participant(event)
    sign_in(client, bob)
    here = f"/e/{event.slug}/me/profile"
    client.get("/language/el")
    answer = client.post(f"{here}/language", data={"language": "tr"})
    assert (answer.status_code, answer.location) == (303, here)
    db.session.expire_all()
    assert (bob.language, bob.calendar_modified_at > NOW) == ("tr", True)
    assert language_of(client, here) == "tr"
    assert client.post(f"{here}/language", data={"language": "xx"}).status_code == 422
