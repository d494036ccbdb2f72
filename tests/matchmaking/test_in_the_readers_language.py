"""What the organizers have worded in further languages is read by each in their own, everywhere."""

from __future__ import annotations

import json
from collections import Counter
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar
from sqlalchemy import select, update

from matchmaking.extensions import db
from matchmaking.models import Event, EventSession, Mail, ParticipationType, SessionKind, Zone
from matchmaking.services.agenda import calendars
from matchmaking.services.mail import mailing
from matchmaking.services.paper.packs import Pack
from matchmaking.services.people import availability
from matchmaking.services.schedule.boards import Board
from tests.factories import NOW, make_session, sign_in
from tests.matchmaking.draft_scene import DraftScene
from tests.project.test_constant_queries import statements

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from matchmaking.models import Participant

SERBIAN_OF = {
    "Days of Clusters": "Сусрети кластера",
    "Congress Centre": "Конгресни центар",
    "Hall A": "Сала А",
    "SME": "МСП",
    "Opening": "Отварање",
    "Room 1": "Просторија 1",
    "Who we are": "Ко смо",
}


@pytest.fixture
def here(client: FlaskClient) -> DraftScene:
    """Bob reads Serbian, Cat English; both attend the opening, and have a meeting at a table of Hall A."""
    scene = DraftScene()
    scene.event.wordings = {"sr": {"name": "Сусрети кластера", "venue": "Конгресни центар"}}
    scene.bob.type.wordings = {"sr": {"name": "МСП"}}
    db.session.scalars(select(Zone)).one().wordings = {"sr": {"name": "Сала А"}}
    opening = make_session(scene.event, "Opening", kind=SessionKind.PLENARY, start_hour=9, slots=1)
    opening.room, opening.description = "Room 1", "Who we are"
    opening.wordings = {"sr": {"title": "Отварање", "room": "Просторија 1", "description": "Ко смо"}}
    scene.bob.language = "sr"
    for person in (scene.bob, scene.cat):
        availability.sign_up(person, opening, NOW)
    db.session.commit()
    return scene


def said(client: FlaskClient, address: str) -> set[str]:
    page = client.get(address).get_data(as_text=True)
    return {words for words in (*SERBIAN_OF, *SERBIAN_OF.values()) if words in page}


PAGES = {
    "me/agenda": {"Days of Clusters", "Hall A", "Opening", "Room 1"},
    "me/agenda/print": {"Days of Clusters", "Congress Centre", "Hall A", "Opening", "Room 1"},
    "me/availability": {"Days of Clusters", "Opening", "Room 1"},
    "me/people": {"Days of Clusters", "SME"},
    "me/profile": {"Days of Clusters", "SME"},
    "programme": {"Days of Clusters", "Opening", "Room 1", "Who we are"},
    "": {"Days of Clusters", "Congress Centre"},
    "privacy": {"Days of Clusters"},
}


@pytest.mark.parametrize("page", PAGES)
def test_page_is_read_in_the_readers_own_words(client: FlaskClient, here: DraftScene, page: str) -> None:
    here.publish()
    address = f"/e/{here.event.slug}/{page}"
    sign_in(client, here.bob)
    assert said(client, address) == {SERBIAN_OF[words] for words in PAGES[page]}
    sign_in(client, here.cat)
    assert said(client, address) == PAGES[page]


@pytest.mark.parametrize("page", ["me/agenda", "me/people", "me/availability", "me/requests", "programme"])
def test_words_of_other_languages_cost_no_query(client: FlaskClient, here: DraftScene, page: str) -> None:
    here.publish()
    sign_in(client, here.bob)
    address = f"/e/{here.event.slug}/{page}"

    def asked() -> Counter[str]:
        db.session.expunge_all()  # as in a request of its own
        with statements() as seen:
            assert client.get(address).status_code == HTTPStatus.OK
        return Counter(statement for statement in seen if statement.startswith("SELECT"))

    asked()  # what is kept in memory is in it now
    with_words = asked()
    for model in (Event, EventSession, ParticipationType, Zone):
        db.session.execute(update(model).values(wordings={}))
    db.session.commit()
    assert with_words == asked()


def test_suggestions_say_what_people_are_in_the_readers_words(client: FlaskClient, here: DraftScene) -> None:
    address = f"/e/{here.event.slug}/me/suggestions"
    sign_in(client, here.dan)
    assert said(client, address) == {"Days of Clusters", "SME"}
    here.dan.language = "sr"
    db.session.commit()
    assert said(client, address) == {"Сусрети кластера", "МСП"}


def test_what_a_phone_installs_has_the_name_in_the_readers_words(client: FlaskClient, here: DraftScene) -> None:
    sign_in(client, here.bob)
    answer = client.get(f"/e/{here.event.slug}/manifest.webmanifest")
    assert json.loads(answer.data)["name"] == "Сусрети кластера"


def test_registration_offers_types_in_the_readers_words(client: FlaskClient, here: DraftScene) -> None:
    address = f"/e/{here.event.slug}/register"
    client.set_cookie("language", "sr")
    assert said(client, address) == {"Сусрети кластера", "Конгресни центар", "МСП"}
    client.set_cookie("language", "en")
    assert said(client, address) == {"Days of Clusters", "Congress Centre", "SME"}


def test_start_page_names_events_in_the_readers_words(client: FlaskClient, here: DraftScene) -> None:
    client.set_cookie("language", "sr")
    assert said(client, "/") == {"Сусрети кластера", "Конгресни центар"}
    assert here.event.name == "Days of Clusters"


def test_event_page_names_the_event_in_the_language_chosen_for_its_texts(client: FlaskClient, here: DraftScene) -> None:
    here.event.languages = ["en", "sr", "de"]
    here.event.wordings = {"de": {"name": "Tage der Cluster", "venue": "Kongresshaus"}}
    db.session.commit()
    address = f"/e/{here.event.slug}/"
    page = client.get(f"{address}?language=de").get_data(as_text=True)
    assert ("Tage der Cluster" in page, "Kongresshaus" in page, "Days of Clusters" in page) == (True, True, False)
    assert said(client, f"{address}?language=nonsense") == {"Days of Clusters", "Congress Centre"}


def test_meeting_says_its_place_in_the_readers_words(client: FlaskClient, here: DraftScene) -> None:
    here.publish()
    address = f"/e/{here.event.slug}/me/meetings/{here.with_cat.id}"
    sign_in(client, here.bob)
    assert said(client, address) == {"Сусрети кластера", "Конгресни центар", "Сала А", "МСП"}
    sign_in(client, here.cat)
    assert said(client, address) == {"Days of Clusters", "Congress Centre", "Hall A", "SME"}


def test_organizers_read_the_words_as_they_are_stored(client: FlaskClient, here: DraftScene) -> None:
    sign_in(client, here.ann)
    client.set_cookie("language", "sr")
    base = f"/organizer/events/{here.event.slug}"
    assert said(client, f"{base}/types") == {"Days of Clusters", "SME"}
    assert said(client, f"{base}/tables") == {"Days of Clusters", "Hall A"}


def feed(event: Event, person: Participant) -> dict[str, tuple[str, str]]:
    file = calendars.of_participant(event, person)
    return {entry.summary: (entry.location, entry.description.partition("\n")[2]) for entry in file.entries}


def test_feed_is_in_its_owners_words(here: DraftScene) -> None:
    here.publish()
    bobs, cats = feed(here.event, here.bob), feed(here.event, here.cat)
    assert bobs["Отварање"] == ("Просторија 1, Конгресни центар", "Ко смо")
    assert cats["Opening"] == ("Room 1, Congress Centre", "Who we are")
    assert bobs[f"Cat Иванова ({here.cat.organization.name})"][0] == "Сто 1, Сала А, Конгресни центар"
    assert cats["Bob Kovač (Kovač d.o.o.)"][0] == "Table 1, Hall A, Congress Centre"
    assert calendars.of_participant(here.event, here.bob).name == "Сусрети кластера"


def test_programme_is_a_calendar_in_the_language_it_is_asked_for(client: FlaskClient, here: DraftScene) -> None:
    def titles(query: str) -> set[str]:
        answer = client.get(f"/e/{here.event.slug}/programme.ics{query}")
        return {str(entry["SUMMARY"]) for entry in Calendar.from_ical(answer.data).walk("VEVENT")}

    assert titles("") == {"Meetings", "Opening"}
    assert titles("?language=sr") == {"Meetings", "Отварање"}
    assert titles("?language=el") == titles("?language=nonsense") == {"Meetings", "Opening"}
    client.set_cookie("language", "sr")
    assert "programme.ics?language=sr" in client.get(f"/e/{here.event.slug}/programme").get_data(as_text=True)


def test_mails_are_in_the_readers_words_and_come_from_the_event_of_that_name(here: DraftScene) -> None:
    here.publish()
    mails = {mail.participant_id: mail for mail in db.session.scalars(select(Mail))}
    bobs, cats = mails[here.bob.id], mails[here.cat.id]
    assert (bobs.subject.partition(":")[0], "Сала А" in bobs.body) == ("Сусрети кластера", True)
    assert (cats.subject.partition(":")[0], "Hall A" in cats.body) == ("Days of Clusters", True)
    senders = {}
    while (letter := mailing.claim_next()) is not None:
        senders[letter.to_address] = letter.look.sender_name
        db.session.commit()
    assert (senders[here.bob.email], senders[here.cat.email]) == ("Сусрети кластера", "Days of Clusters")


def test_sheet_on_paper_is_in_the_words_of_whose_it_is(here: DraftScene) -> None:
    pack = Pack(here.event, Board(here.event, here.publish()), NOW)
    sheets = {sheet.title: sheet for sheet in pack.participants()}
    opening, meeting, _second = sheets["Bob Kovač"].parts[0].rows
    assert (opening.names, opening.place, meeting.place) == ("Отварање", "Просторија 1", "Сто 1, Сала А")
    assert sheets["Bob Kovač"].foot.startswith("Сусрети кластера")
    opening, meeting = sheets["Cat Иванова"].parts[0].rows
    assert (opening.names, opening.place, meeting.place) == ("Opening", "Room 1", "Table 1, Hall A")


def test_pages_say_in_which_language_a_name_is_that_nobody_has_given_in_theirs(client: FlaskClient) -> None:
    here = DraftScene()
    here.event.languages = ["en", "sr"]
    opening: EventSession = make_session(here.event, "Opening", kind=SessionKind.PLENARY, start_hour=9)
    opening.room, opening.wordings = "Room 1", {"sr": {"title": "Отварање"}}
    db.session.commit()
    address = f"/e/{here.event.slug}/programme"
    shown = client.get(address, headers={"Accept-Language": "sr"}).text
    assert '<p class="agenda-title">Отварање</p>' in shown
    assert '<span lang="en">Room 1</span>' in shown
    assert f'<span lang="en">{here.event.name}</span>' in shown
    shown = client.get(address, headers={"Accept-Language": "en"}).text
    assert '<p class="agenda-title">Opening</p>' in shown
    assert "<span lang=" not in shown
