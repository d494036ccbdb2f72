from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Event, Zone
from matchmaking.services.demonstration import demonstration
from matchmaking.services.demonstration.setting_up import set_up
from matchmaking.services.demonstration.wordings import NAMES
from tests.factories import FIRST_DAY, NOW, make_organizer

if TYPE_CHECKING:
    from flask import Flask


def test_everything_that_has_a_name_is_named_in_every_language_and_nothing_else_is() -> None:
    event = demonstration(date(2026, 5, 12))
    named = {event.name, event.venue, *event.types, *(zone.name for zone in event.zones)}
    named |= {words for session in event.sessions for words in (session.title, session.description, session.room)}
    assert named - {""} == set(NAMES)
    assert all(all(names) for names in NAMES.values())


def test_demonstration_is_set_up_with_its_names(app: Flask) -> None:
    del app
    steps = set_up(make_organizer(), FIRST_DAY, NOW)
    for _step in range(2):  # up to the files
        next(steps)
    assert db.session.scalars(select(Event)).one().wordings["bg"]["name"] == "Дни на клъстерите"
    zones = db.session.scalars(select(Zone).order_by(Zone.position))
    assert [zone.wordings["sr"]["name"] for zone in zones] == ["Дунавска сала", "Савска сала", "Галерија"]
