"""Series are tended by whoever organizes one of their events, and end with the last of them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Series
from matchmaking.services.refusals import Conflict, Invalid, NotFound
from matchmaking.services.setup import series
from matchmaking.services.setup.series import SeriesValues
from tests.factories import FIRST_DAY, NOW, make_event, make_organizer

if TYPE_CHECKING:
    from flask import Flask

BALKAN = SeriesValues("Balkan meetings", "balkan-meetings", "Every spring.")


def test_series_begins_with_an_event_and_ends_with_the_last(app: Flask) -> None:
    ann = make_organizer()
    one, other = make_event(ann), make_event(ann)
    begun = series.begin(one, BALKAN, ann, NOW)
    series.join(other, begun.id, ann, NOW)
    assert series.of_organizer(ann) == [begun]
    series.leave(one, ann, NOW)
    assert other.series is begun
    series.leave(other, ann, NOW)
    db.session.commit()
    assert db.session.scalars(select(Series)).all() == []


def test_nobody_joins_the_series_of_others(app: Flask) -> None:
    ann, dan = make_organizer(), make_organizer("Dan Stranger")
    begun = series.begin(make_event(ann), BALKAN, ann, NOW)
    for absent in (begun.id, 987654):
        with pytest.raises(NotFound):
            series.join(make_event(dan), absent, dan, NOW)
    assert series.of_organizer(dan) == []


def test_address_of_a_series_is_its_own(app: Flask) -> None:
    ann = make_organizer()
    series.begin(make_event(ann), BALKAN, ann, NOW)
    with pytest.raises(Conflict, match="is taken"):
        series.begin(make_event(ann), BALKAN, ann, NOW)
    with pytest.raises(Invalid):
        series.begin(make_event(ann), SeriesValues("X", "Not good", ""), ann, NOW)
    with pytest.raises(NotFound):
        series.change(make_event(ann), BALKAN, ann, NOW)


def test_series_changes_for_all_its_events(app: Flask) -> None:
    ann = make_organizer()
    event = make_event(ann)
    begun = series.begin(event, BALKAN, ann, NOW)
    series.change(event, SeriesValues("Балкан", "balkan-meetings", ""), ann, NOW)
    assert (begun.name, begun.about) == ("Балкан", "")


def test_public_page_shows_listed_events_only_the_next_first(app: Flask) -> None:
    ann = make_organizer()
    days = [FIRST_DAY + timedelta(days=add) for add in (100, 0, -400, -100)]
    events = [make_event(ann, starts_on=day, ends_on=day) for day in days]
    hidden = make_event(ann, listed=False)
    begun = series.begin(hidden, BALKAN, ann, NOW)
    with pytest.raises(NotFound):
        series.visible("balkan-meetings")
    for event in events:
        series.join(event, begun.id, ann, NOW)
    assert series.visible("balkan-meetings") is begun
    assert series.listed_events(begun, NOW.date()) == ([events[1], events[0]], [events[3], events[2]])
