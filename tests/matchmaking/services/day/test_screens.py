"""The hall's screen: a secret address, and nothing on it but names, tables and hours."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from matchmaking.extensions import db
from matchmaking.models import HallScreen
from matchmaking.services.day import no_shows, screens
from matchmaking.services.identity.tokens import token_hash
from matchmaking.services.refusals import NotFound
from tests.factories import make_event
from tests.matchmaking.day_scene import DayScene

if TYPE_CHECKING:
    from flask import Flask


def test_an_address_leads_to_its_event_until_it_is_revoked(app: Flask) -> None:
    here = DayScene()
    now = here.at("9:00")
    assert screens.token_of(here.event) is None
    token = screens.open_at_new_address(here.event, here.ann, now)
    assert len(token) == 43
    assert (screens.event_of(token), screens.token_of(here.event)) == (here.event, token)
    assert screens.close(here.event, here.ann, now) is True
    assert screens.close(here.event, here.ann, now) is False
    with pytest.raises(NotFound):
        screens.event_of(token)
    assert here.acts() == ["screen.opened", "screen.closed"]


def test_a_new_address_revokes_the_old_one(app: Flask) -> None:
    here = DayScene()
    old, new = (screens.open_at_new_address(here.event, here.ann, here.at("9:00")) for _ in range(2))
    assert screens.event_of(new) is here.event
    with pytest.raises(NotFound):
        screens.event_of(old)


def test_a_hash_planted_into_the_database_opens_nothing(app: Flask) -> None:
    here = DayScene()
    planted = HallScreen(event_id=here.event.id, nonce="n", token_hash=token_hash("mine"), created_at=here.at("9:00"))
    db.session.add(planted)
    db.session.flush()
    with pytest.raises(NotFound):
        screens.event_of("mine")


def test_it_shows_who_goes_to_which_table_by_family_name_in_any_script(app: Flask) -> None:
    here = DayScene()
    day = screens.shown(here.event, here.at("9:50"))
    assert day["now"] == here.at("9:50").timestamp() * 1000
    first, second = day["slots"][:2]
    assert first["starts"] == here.at("10:00").timestamp() * 1000
    assert first["people"] == [
        ("Çela", "Eva", "2"),
        ("Иванова", "Цвета", "1"),
        ("Kovač", "Bob", "1"),
        ("Popa", "Fay", "2"),
    ]
    assert second["people"] == [("Çela", "Eva", "1"), ("Kovač", "Bob", "1")]
    assert set(day) == {"now", "version", "day", "slots"}
    assert set(first) == {"starts", "ends", "people"}


def test_what_is_over_or_cannot_be_held_is_not_shown(app: Flask) -> None:
    here = DayScene()
    no_shows.mark(here.event, here.with_cat.id, here.cat.id, here.ann, here.at("10:06"))
    assert screens.shown(here.event, here.at("10:06"))["slots"][0]["people"] == [
        ("Çela", "Eva", "2"),
        ("Popa", "Fay", "2"),
    ]
    assert len(screens.shown(here.event, here.at("10:20"))["slots"]) == 5
    assert screens.shown(here.event, here.at("10:20") + timedelta(days=1))["slots"] == []


def test_before_anything_is_published_it_shows_the_clock_alone(app: Flask) -> None:
    here = DayScene()
    assert screens.shown(make_event(), here.at("9:00"))["slots"] == []
