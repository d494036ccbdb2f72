"""The public pages of an event: its own words, its programme."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from flask import current_app
from icalendar import Calendar

from matchmaking.extensions import db
from matchmaking.models import EventText, SessionKind
from tests.factories import NOW, make_event, make_organizer, make_session, sign_in

if TYPE_CHECKING:
    from flask.testing import FlaskClient


@pytest.mark.parametrize("page", ["", "programme", "programme.ics", "register", "sign-in"])
def test_unlisted_event_is_seen_by_its_organizers_alone(client: FlaskClient, page: str) -> None:
    ann, other = make_organizer(), make_organizer("Other Organizer")
    event = make_event(ann, listed=False)
    make_session(event)
    assert client.get(f"/e/{event.slug}/{page}").status_code == 404
    sign_in(client, other)
    assert client.get(f"/e/{event.slug}/{page}").status_code == 404
    sign_in(client, ann)
    assert client.get(f"/e/{event.slug}/{page}").status_code == 200


@pytest.mark.parametrize(
    ("asked", "header", "shown"),
    [
        ("", "sr-RS,sr;q=0.9,en;q=0.8", "О догађају"),
        ("", "de", "About it"),
        ("sr", "en", "О догађају"),
        ("xx", "sr", "О догађају"),
    ],
)
def test_text_comes_in_the_readers_language_or_the_events_first(
    client: FlaskClient, asked: str, header: str, shown: str
) -> None:
    event = make_event()
    event.texts += [EventText(language="sr", about="О догађају"), EventText(language="en", about="About it")]
    db.session.commit()
    page = client.get(f"/e/{event.slug}/?language={asked}", headers={"Accept-Language": header})
    text = page.get_data(as_text=True)
    assert shown in text
    assert {"О догађају", "About it"} - {shown} == {words for words in ("О догађају", "About it") if words not in text}


def test_search_engines_find_the_page_in_each_language_of_its_texts(client: FlaskClient) -> None:
    event = make_event()
    event.texts.append(EventText(language="en", about="About it"))
    db.session.commit()
    address = f"/e/{event.slug}/"
    assert 'rel="alternate"' not in client.get(address).text
    event.texts.append(EventText(language="sr", about="О догађају"))
    db.session.commit()
    found = dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', client.get(address).text))
    base = current_app.config["BASE_URL"] + address
    assert found == {"en": f"{base}?language=en", "sr": f"{base}?language=sr", "x-default": base}
    assert "О догађају" in client.get(f"{address}?language=sr").text


def test_missing_part_falls_back_alone(client: FlaskClient) -> None:
    event = make_event()
    event.texts += [EventText(language="sr", about="О догађају"), EventText(language="en", practical="By tram 4")]
    db.session.commit()
    text = client.get(f"/e/{event.slug}/?language=sr").get_data(as_text=True)
    assert "О догађају" in text
    assert "By tram 4" in text


def test_page_says_what_can_be_done_now(client: FlaskClient) -> None:
    event = make_event(registration_opens_at=NOW + timedelta(days=1), booking_opens_at=None)
    page = client.get(f"/e/{event.slug}/").get_data(as_text=True)
    assert "The event is being prepared." in page
    assert "Registration opens on" in page
    assert f'href="/e/{event.slug}/register"' not in page
    event.registration_opens_at = NOW - timedelta(days=1)
    db.session.commit()
    assert f'href="/e/{event.slug}/register"' in client.get(f"/e/{event.slug}/").get_data(as_text=True)


def test_cancelled_event_says_so_everywhere(client: FlaskClient) -> None:
    event = make_event(cancelled_at=NOW, cancellation_note="<b>Flooded</b>")
    for page in ("", "programme"):
        text = client.get(f"/e/{event.slug}/{page}").get_data(as_text=True)
        assert "Days of Clusters was cancelled." in text
        assert "&lt;b&gt;Flooded&lt;/b&gt;" in text
    assert client.get(f"/e/{event.slug}/register").status_code == 409


def test_programme_stands_by_day_with_cancelled_sessions_marked(client: FlaskClient) -> None:
    event = make_event()
    make_session(event, "Опен <i>talk</i>", kind=SessionKind.PLENARY)
    make_session(event, "Second day", kind=SessionKind.VISIT, day=event.ends_on).cancelled_at = NOW
    db.session.commit()
    text = client.get(f"/e/{event.slug}/programme").get_data(as_text=True)
    assert "Опен &lt;i&gt;talk&lt;/i&gt;" in text
    assert text.count('<section class="agenda-day">') == 2
    assert text.count(">Cancelled<") == 1
    assert client.get(f"/e/{make_event().slug}/programme").status_code == 200


def test_programme_file_is_public_answers_304_and_keeps_its_uids(client: FlaskClient) -> None:
    event = make_event()
    session = make_session(event, "Plenary", kind=SessionKind.PLENARY)
    answer = client.get(f"/e/{event.slug}/programme.ics")
    calendar = Calendar.from_ical(answer.data)
    assert [str(e["UID"]) for e in calendar.walk("VEVENT")] == [session.uid]
    assert answer.content_type == "text/calendar; charset=utf-8"
    again = client.get(f"/e/{event.slug}/programme.ics", headers={"If-None-Match": answer.headers["ETag"]})
    since = {"If-Modified-Since": answer.headers["Last-Modified"]}
    assert again.status_code == 304
    assert client.get(f"/e/{event.slug}/programme.ics", headers=since).status_code == 304
