"""What an event says of people's data and of its accessibility: own words or plain ones, and which were agreed to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Consent, EventText, Participant
from matchmaking.services.retention import notices
from matchmaking.services.setup.event_texts import Text
from tests.factories import make_event, make_organizer, make_participant, make_type, sign_in

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from matchmaking.models import Event, Organizer

PAGES = ("privacy", "accessibility")


@pytest.fixture
def ann(client: FlaskClient) -> Organizer:
    return make_organizer("Ann Organizer")


@pytest.fixture
def event(ann: Organizer) -> Event:
    return make_event(ann, name="Fair", languages=["en", "sr"])


def read(client: FlaskClient, event: Event, page: str, language: str = "en") -> str:
    answer = client.get(f"/e/{event.slug}/{page}", headers={"Accept-Language": language})
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("page", PAGES)
def test_plain_text_names_the_organizers_until_they_write_their_own(
    client: FlaskClient, event: Event, page: str
) -> None:
    assert "Ann Organizer" in read(client, event, page)
    event.texts.append(EventText(language="en", **{page: "In our own words."}))
    db.session.commit()
    shown = read(client, event, page)
    assert ("In our own words." in shown, "Ann Organizer" in shown) == (True, False)


def test_how_long_data_are_kept_is_said_once_whoever_words_the_notice(client: FlaskClient, event: Event) -> None:
    assert read(client, event, "privacy").count("Personal data are kept until") == 1
    event.texts.append(EventText(language="en", privacy="In our own words."))
    db.session.commit()
    assert read(client, event, "privacy").count("Personal data are kept until") == 1


@pytest.mark.parametrize("page", PAGES)
def test_reader_gets_their_language_else_the_first_that_is_written(
    client: FlaskClient, event: Event, page: str
) -> None:
    event.texts += [EventText(language="sr", **{page: "Нашим речима."}), EventText(language="en", about="The fair")]
    db.session.commit()
    assert "Нашим речима." in read(client, event, page, "sr")
    assert "Нашим речима." in read(client, event, page, "de")
    next(text for text in event.texts if text.language == "en").privacy = "In our own words."
    next(text for text in event.texts if text.language == "en").accessibility = "In our own words."
    db.session.commit()
    assert "Нашим речима." in read(client, event, page, "sr")
    assert "In our own words." in read(client, event, page, "de")


@pytest.mark.parametrize("path", ["", "/programme", "/register", "/me/profile", "/privacy"])
def test_every_page_of_the_event_links_both(client: FlaskClient, event: Event, path: str) -> None:
    make_type(event)
    sign_in(client, make_participant(event))
    html = client.get(f"/e/{event.slug}{path}", follow_redirects=True).get_data(as_text=True)
    assert [f'href="/e/{event.slug}/{page}"' in html for page in PAGES] == [True, True]


def test_registration_links_the_notice_and_keeps_its_version_with_the_consent(
    client: FlaskClient, event: Event, ann: Organizer
) -> None:
    kind = make_type(event)
    event.texts.append(EventText(language="en", privacy="First words."))
    db.session.commit()
    version = notices.version_of(Text("First words.", "en"))
    path = f"/e/{event.slug}/register"
    assert f'<a href="/e/{event.slug}/privacy?language=en">Privacy notice, version {version}</a>' in client.get(
        path
    ).get_data(as_text=True)
    data = {
        "given_name": "Bob", "family_name": "B", "email": "bob@firm.example", "organization_name": "Firm",
        "country": "RS", "type_id": str(kind.id), "languages": ["en"], "consent": "y",
    }  # fmt: skip
    assert client.post(path, data=data).status_code == 303
    consent = db.session.scalars(select(Consent)).one()
    assert consent.privacy_version == version
    assert (consent.privacy_notice, consent.privacy_language) == ("First words.", "en")
    event.texts[0].privacy = "Other words."
    sign_in(client, db.session.get_one(Participant, consent.participant_id))
    page = client.get(f"/e/{event.slug}/me/profile").get_data(as_text=True)
    assert ("First words." in page, "Other words." in page, version in page) == (True, False, True)
    sign_in(client, ann)
    page = client.get(f"/organizer/events/{event.slug}/participants/{consent.participant_id}").get_data(as_text=True)
    assert f"Privacy notice, version {version}" in page


def test_changed_words_have_another_version_and_the_same_words_the_same() -> None:
    one, same, other = (notices.version_of(Text(words, "en")) for words in ("a", "a", "b"))
    assert (one == same, one == other, len(one)) == (True, False, notices.VERSION_LENGTH)


def test_organizers_write_both_in_each_language(client: FlaskClient, event: Event, ann: Organizer) -> None:
    sign_in(client, ann)
    path = f"/organizer/events/{event.slug}/settings/texts/sr"
    data = {"about": "О сајму", "privacy": "Чувамо податке.", "accessibility": "Без степеница."}
    assert client.post(path, data=data).status_code == 303
    text = db.session.scalars(select(EventText)).one()
    assert (text.language, text.privacy, text.accessibility) == ("sr", "Чувамо податке.", "Без степеница.")
    assert "Без степеница." in client.get(path).get_data(as_text=True)
