"""The manifest, the icons and the worker of an installable agenda."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from matchmaking.extensions import db
from matchmaking.models import LinkPurpose
from matchmaking.services.identity import sign_ins
from tests.factories import NOW, make_event, make_participant, sign_in

if TYPE_CHECKING:
    from flask.testing import FlaskClient


def test_manifest_opens_the_agenda_within_the_events_own_pages(client: FlaskClient) -> None:
    event = make_event(name="Ημέρες Συνεργατικών", accent="#7a1f5f", accent_dark="#e0a0cc")
    answer = client.get(f"/e/{event.slug}/manifest.webmanifest")
    assert answer.mimetype == "application/manifest+json"
    told = answer.get_json()
    assert told["name"] == "Ημέρες Συνεργατικών"
    assert (told["scope"], told["start_url"]) == (f"/e/{event.slug}/me/", f"/e/{event.slug}/me/agenda")
    assert told["theme_color"] == "#7a1f5f"
    for icon in told["icons"]:
        with Image.open(BytesIO(client.get(icon["src"]).data)) as drawn:
            assert "x".join(map(str, drawn.size)) == icon["sizes"]
            assert drawn.convert("RGB").getpixel((0, 0)) == (0x7A, 0x1F, 0x5F)


def test_event_that_is_not_listed_has_a_manifest_for_its_participants_alone(client: FlaskClient) -> None:
    event = make_event(listed=False)
    path = f"/e/{event.slug}/manifest.webmanifest"
    assert client.get(path).status_code == 404
    sign_in(client, make_participant(event))
    assert client.get(path).status_code == 200


def test_worker_is_asked_for_again_each_time_and_holds_nothing_of_anybody(client: FlaskClient) -> None:
    answer = client.get("/worker.js")
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("text/javascript", "no-cache")
    assert "Set-Cookie" not in answer.headers
    assert "worker-src 'self'" in answer.headers["Content-Security-Policy"]


def test_agenda_names_its_reader_by_a_sign_that_differs_for_everybody(client: FlaskClient) -> None:
    event = make_event()
    bob, cat = make_participant(event, "Bob B"), make_participant(event, "Cat C")
    agenda = f"/e/{event.slug}/me/agenda"
    signs = []
    for who in (bob, cat, bob):
        sign_in(client, who)
        answer = client.get(agenda)
        signs.append(answer.headers["X-Agenda-Of"])
        assert f'data-of="{signs[-1]}"' in answer.get_data(as_text=True)
        assert "data-saved-copy hidden" in answer.get_data(as_text=True)  # what the worker takes the last word from
    assert signs[0] == signs[2] != signs[1]


def test_page_for_want_of_network_names_nobody(client: FlaskClient) -> None:
    event = make_event()
    sign_in(client, make_participant(event, "Bob Canary"))
    text = client.get(f"/e/{event.slug}/me/offline").get_data(as_text=True)
    assert "You are offline" in text
    assert "Canary" not in text


@pytest.mark.parametrize("before", ["sign-out", "link"])
def test_signing_out_and_in_empties_what_the_browser_keeps(client: FlaskClient, before: str) -> None:
    event = make_event()
    bob = make_participant(event)
    if before == "sign-out":
        sign_in(client, bob)
        answer = client.post("/sign-out")
    else:
        token = sign_ins.new_link(LinkPurpose.SIGN_IN, NOW, participant=bob)
        db.session.commit()
        answer = client.post(f"/link/{token}")
    assert answer.status_code == 303
    assert answer.headers["Clear-Site-Data"] == '"storage"'
