"""The pages of an event's look and series, and what everybody sees of them."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from matchmaking.extensions import db
from matchmaking.models import Event, Series
from matchmaking.services.setup import look
from tests.factories import make_event, make_organizer, make_participant, sign_in
from tests.matchmaking.services.setup.test_look import picture

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

HERE = "/organizer/events/days/settings"


@pytest.fixture
def event(client: FlaskClient) -> Event:
    ann = make_organizer(email="ann@network.example")
    sign_in(client, ann)
    return make_event(ann, slug="days")


def test_colours_are_set_and_served_to_everybody(app: Flask, client: FlaskClient, event: Event) -> None:
    answer = client.post(f"{HERE}/look", data={"accent": "#7a2e5d", "accent_dark": ""})
    assert (answer.status_code, answer.location) == (303, f"{HERE}/look")
    address = f"/e/days/look.css?v={look.version(event)}"
    page = app.test_client().get("/e/days/").get_data(as_text=True)
    assert f'<link rel="stylesheet" href="{address}">' in page
    sheet = app.test_client().get(address)
    assert sheet.content_type == "text/css; charset=utf-8"
    assert sheet.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert sheet.headers["X-Content-Type-Options"] == "nosniff"
    assert ":root{--accent:#7a2e5d" in sheet.get_data(as_text=True)
    assert client.get("/e/days/look.css?v=old").headers["Cache-Control"] == "private, no-cache"
    assert address not in client.get(f"{HERE}/look").get_data(as_text=True)


def test_refused_colour_stays_in_the_form(client: FlaskClient, event: Event) -> None:
    answer = client.post(f"{HERE}/look", data={"accent": "#ffcc00", "accent_dark": ""})
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "cannot be read on light pages: its contrast is 1." in page
    assert 'value="#ffcc00"' in page


def test_logo_is_taken_shown_and_removed(app: Flask, client: FlaskClient, event: Event) -> None:
    answer = client.post(f"{HERE}/look/logo", data={"file": (BytesIO(picture()), "logo.png")})
    assert answer.status_code == 303
    address = f"/e/days/logo.png?v={event.logo_hash[:16]}"
    bob = sign_in(app.test_client(), make_participant(event))
    assert f'src="{address}"' in bob.get("/e/days/me/agenda").get_data(as_text=True)
    served = bob.get(address)
    assert (served.content_type, served.data[:4]) == ("image/png", b"\x89PNG")
    assert client.post(f"{HERE}/look/logo/remove").status_code == 303
    assert client.get(address).status_code == 404


def test_drawing_that_can_hold_programs_is_refused_in_words(client: FlaskClient, event: Event) -> None:
    answer = client.post(f"{HERE}/look/logo", data={"file": (BytesIO(b"<svg/>"), "logo.svg")})
    assert answer.status_code == 422
    assert "Save the logo as PNG." in answer.get_data(as_text=True)
    assert client.post(f"{HERE}/look/logo", data={}).status_code == 422


def test_look_of_an_event_that_is_not_shown_is_not_found(app: Flask, client: FlaskClient, event: Event) -> None:
    event.listed, event.accent, event.accent_dark = False, "#7a2e5d", "#d0a0c0"
    db.session.commit()
    stranger = app.test_client()
    assert [stranger.get(f"/e/{slug}/look.css").status_code for slug in ("days", "absent")] == [404, 404]
    assert client.get("/e/days/look.css").status_code == 200


def test_series_is_begun_shown_and_left(app: Flask, client: FlaskClient, event: Event) -> None:
    assert "Begin a series" in client.get(f"{HERE}/series").get_data(as_text=True)
    client.post(f"{HERE}/series", data={"name": "Balkan meetings", "slug": "", "about": "Every spring."})
    page = app.test_client().get("/s/balkan-meetings").get_data(as_text=True)
    assert "Every spring." in page
    assert '<a href="/e/days/">Days of Clusters</a>' in page
    assert '<a href="/s/balkan-meetings">Balkan meetings</a>' in app.test_client().get("/e/days/").get_data(
        as_text=True
    )
    assert client.post(f"{HERE}/series", data={"name": "", "slug": "", "about": ""}).status_code == 422
    assert client.post(f"{HERE}/series/leave").status_code == 303
    assert app.test_client().get("/s/balkan-meetings").status_code == 404


def test_series_of_another_organizer_is_not_found(client: FlaskClient, event: Event) -> None:
    foreign = make_event(make_organizer("Dan Stranger"), series=Series(name="X", slug="x", created_at=event.created_at))
    assert client.post(f"{HERE}/series/{foreign.series_id}/join").status_code == 404
    assert client.post(f"{HERE}/series/987654/join").status_code == 404
