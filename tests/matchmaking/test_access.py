"""Which events a browser may know of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.factories import make_event, make_organizer, make_participant, sign_in

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient


@pytest.mark.parametrize("path", ["", "programme", "me/agenda"])
def test_unlisted_event_is_seen_by_its_own_people_only(app: Flask, client: FlaskClient, path: str) -> None:
    ann, olga = make_organizer("Ann"), make_organizer("Olga")
    event = make_event(ann, listed=False)
    bob = make_participant(event)
    address = f"/e/{event.slug}/{path}"
    strangers = [client, sign_in(app.test_client(), olga)]
    assert [stranger.get(address).status_code for stranger in strangers] == [404, 404]
    assert sign_in(app.test_client(), bob).get(address).status_code == 200
    assert sign_in(app.test_client(), ann).get(address).status_code == (303 if path.startswith("me") else 200)
