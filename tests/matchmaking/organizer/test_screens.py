"""The page of the hall's screen, and the screen itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaking.extensions import db
from matchmaking.logs import mask_secrets
from matchmaking.services.day import screens
from tests.factories import NOW, make_organizer, sign_in
from tests.matchmaking.day_scene import DayScene
from tests.matchmaking.organizer.test_drafts import text_of

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient


def page(here: DayScene, act: str = "") -> str:
    return f"/organizer/events/{here.event.slug}/screens{act}"


def test_the_page_is_for_the_events_own_organizers(app: Flask) -> None:
    here = DayScene()
    assert sign_in(app.test_client(), here.ann).get(page(here)).status_code == 200
    assert sign_in(app.test_client(), make_organizer("Zoe")).get(page(here)).status_code == 404
    for outsider in (sign_in(app.test_client(), here.bob), app.test_client()):
        assert "/organizer/sign-in" in outsider.get(page(here)).headers["Location"]


def test_an_address_is_made_shown_with_its_code_renewed_and_revoked(app: Flask, client: FlaskClient) -> None:
    here = DayScene()
    sign_in(client, here.ann)
    assert "No screen yet" in text_of(client.get(page(here)).text)
    client.post(page(here, "/open"))
    first = screens.token_of(here.event)
    shown = client.get(page(here)).text
    assert f"http://localhost/hall/{first}" in shown
    assert 'src="data:image/svg+xml' in shown
    client.post(page(here, "/open"))
    second = screens.token_of(here.event)
    assert first != second
    guest = app.test_client()
    assert (guest.get(f"/hall/{first}").status_code, guest.get(f"/hall/{second}").status_code) == (404, 200)
    client.post(page(here, "/close"))
    assert [guest.get(f"/hall/{second}{part}").status_code for part in ("", "/now")] == [404, 404]


def test_the_screen_needs_no_sign_in_is_not_indexed_and_sets_no_cookie(app: Flask, client: FlaskClient) -> None:
    here = DayScene()
    sign_in(app.test_client(), here.ann).post(page(here, "/open"))
    token = screens.token_of(here.event)
    for part in ("", "/now"):
        answer = client.get(f"/hall/{token}{part}")
        assert answer.status_code == 200
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "Set-Cookie" not in answer.headers
        assert "firm.example" not in answer.text


def test_secret_addresses_are_masked_in_logs() -> None:
    masked = mask_secrets(None, "info", {"path": "/hall/abcDEF_1/now", "other": "/desk/badge/ABC"})
    assert masked == {"path": "/hall/…/now", "other": "/desk/badge/…"}


def test_screen_calls_the_event_as_its_own_language_does(client: FlaskClient) -> None:
    here = DayScene()
    here.event.wordings = {"sr_Latn": {"name": "Susreti"}}
    token = screens.open_at_new_address(here.event, here.ann, NOW)
    db.session.commit()
    for language, name in (("sr-Latn", "Susreti"), ("en", here.event.name)):
        shown = client.get(f"/hall/{token}", headers={"Accept-Language": language}).text
        assert f"<title>{name}</title>" in shown
        assert f"<h1>{name}</h1>" in shown
