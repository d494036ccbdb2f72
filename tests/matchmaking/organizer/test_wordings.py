"""Where a name is given, it can be given in the event's further languages as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import EventSession, ParticipationType, SessionKind, Zone
from tests.factories import make_event, make_organizer, make_session, make_tables, make_type, sign_in

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from matchmaking.models import Event

HERE = "/organizer/events/days"


@pytest.fixture
def event(client: FlaskClient) -> Event:
    ann = make_organizer()
    sign_in(client, ann)
    return make_event(ann, slug="days", languages=["en", "sr", "bg"])


def session_of(event: Event, **more: str) -> dict[str, str]:
    return {
        "kind": "plenary", "title": "Opening", "day": event.starts_on.isoformat(), "starts": "09:00", "ends": "10:00",
        "sign_up_mode": "open", **more,
    }  # fmt: skip


def test_type_is_worded_when_it_is_added_and_changed(client: FlaskClient, event: Event) -> None:
    make_type(event)
    client.post(f"{HERE}/types/new", data={"name": "Expert", "name_in_sr": "Стручњак", "name_in_bg": "Експерт"})
    kind = db.session.scalars(select(ParticipationType).filter_by(name="Expert")).one()
    assert kind.wordings == {"sr": {"name": "Стручњак"}, "bg": {"name": "Експерт"}}
    client.post(f"{HERE}/types/{kind.id}", data={"name": "Expert", "name_in_sr": "Експерт", "name_in_bg": ""})
    db.session.expire_all()
    assert kind.wordings == {"sr": {"name": "Експерт"}}


def test_form_shows_what_is_worded_in_a_closed_part(client: FlaskClient, event: Event) -> None:
    kind = make_type(event)
    kind.wordings = {"sr": {"name": "МСП"}}
    db.session.commit()
    page = client.get(f"{HERE}/types/{kind.id}").get_data(as_text=True)
    assert 'value="МСП"' in page
    assert "Name (Serbian)" in page
    assert "<details>" in page


def test_event_of_one_language_has_no_such_part(client: FlaskClient, event: Event) -> None:
    event.languages = ["en"]
    db.session.commit()
    assert "In other languages" not in client.get(f"{HERE}/types/new").get_data(as_text=True)


def test_too_long_a_word_is_refused_where_it_stands_and_nothing_is_lost(client: FlaskClient, event: Event) -> None:
    kind = make_type(event, "SME")
    answer = client.post(f"{HERE}/types/{kind.id}", data={"name": "Firm", "name_in_sr": "М" * 101})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert '<a href="#name_in_sr">Name (Serbian)</a>: This may have at most 100 characters.' in page
    assert "<details open>" in page
    assert "М" * 101 in page
    db.session.expire_all()
    assert (kind.name, kind.wordings) == ("SME", {})


def test_zone_is_worded(client: FlaskClient, event: Event) -> None:
    client.post(f"{HERE}/tables/zones/new", data={"name": "Hall A", "name_in_sr": "Сала А"})
    zone = db.session.scalars(select(Zone)).one()
    assert zone.wordings == {"sr": {"name": "Сала А"}}
    client.post(f"{HERE}/tables/zones/{zone.id}", data={"name": "Hall B", "name_in_sr": "Сала Б"})
    db.session.expire_all()
    assert (zone.name, zone.wordings) == ("Hall B", {"sr": {"name": "Сала Б"}})
    assert make_tables(event, 1, "Foyer")[0].zone.wordings == {}


def test_session_is_worded_in_title_room_and_description(client: FlaskClient, event: Event) -> None:
    words = {"title_in_sr": "Отварање", "room_in_sr": "Сала", "description_in_bg": "Кои сме\nние"}
    client.post(f"{HERE}/programme/new", data=session_of(event, **words))
    session = db.session.scalars(select(EventSession)).one()
    assert session.wordings == {"sr": {"title": "Отварање", "room": "Сала"}, "bg": {"description": "Кои сме\nние"}}
    client.post(f"{HERE}/programme/{session.id}", data=session_of(event, title_in_sr="Почетак"))
    db.session.expire_all()
    assert session.wordings["sr"] == {"title": "Почетак", "room": "Сала"}


def test_words_outlive_the_page_that_asks_whether_a_session_may_move(client: FlaskClient, event: Event) -> None:
    session = make_session(event, "Opening", kind=SessionKind.PLENARY, start_hour=9)
    session.wordings = {"sr": {"title": "Отварање"}}
    db.session.commit()
    address = f"{HERE}/programme/{session.id}/move?day={event.starts_on.isoformat()}&starts=11:00&ends=12:00"
    assert 'name="title_in_sr" value="Отварање"' in client.get(address).get_data(as_text=True)


def test_event_is_worded_in_name_and_venue(client: FlaskClient, event: Event) -> None:
    values = {
        "name": event.name, "slug": "days", "starts_on": event.starts_on.isoformat(),
        "ends_on": event.ends_on.isoformat(), "time_zone": event.time_zone, "venue": event.venue,
        "main_language": "en", "languages": ["sr", "bg"],
    }  # fmt: skip
    client.post(f"{HERE}/settings", data={**values, "name_in_sr": "Дани", "venue_in_bg": "Зала"})
    db.session.expire_all()
    assert event.wordings == {"sr": {"name": "Дани"}, "bg": {"venue": "Зала"}}
