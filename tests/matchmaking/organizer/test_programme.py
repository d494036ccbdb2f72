from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import EventSession, SessionKind, Slot, UnavailableSlot
from matchmaking.services.people import availability
from tests.factories import NOW, make_event, make_organizer, make_participant, make_session, sign_in

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from matchmaking.models import Event

HERE = "/organizer/events/days/programme"


@pytest.fixture
def event(client: FlaskClient) -> Event:
    ann = make_organizer(email="ann@network.example")
    sign_in(client, ann)
    return make_event(ann, slug="days")


def filled(event: Event, **given: Any) -> dict[str, Any]:
    return {
        "kind": "meetings",
        "title": "Morning meetings",
        "room": "",
        "day": event.starts_on.isoformat(),
        "starts": "10:00",
        "ends": "12:00",
        "slot_minutes": "20",
        "transfer_minutes": "5",
        "description": "",
        "sign_up_mode": "open",
        "seats": "",
    } | given


def test_session_is_added_and_shown_with_its_slots(client: FlaskClient, event: Event) -> None:
    assert client.post(f"{HERE}/new", data=filled(event)).location == f"{HERE}?day={event.starts_on}"
    page = client.get(HERE).get_data(as_text=True)
    assert "Morning meetings" in page
    assert "5 slots of 20 minutes, 5 to change tables" in page
    assert len(db.session.scalars(select(Slot)).all()) == 5


def test_parallel_sessions_stand_beside_each_other(client: FlaskClient, event: Event) -> None:
    client.post(f"{HERE}/new", data=filled(event))
    client.post(f"{HERE}/new", data=filled(event, kind="round_table", title="Round table", starts="11:00"))
    client.post(f"{HERE}/new", data=filled(event, kind="pause", title="Lunch", starts="12:00", ends="13:00"))
    page = client.get(HERE).get_data(as_text=True)
    assert (page.count('class="room"'), page.count('class="lane"')) == (1, 2)


def test_each_day_shows_its_own_sessions_and_each_room_stands_by_itself(client: FlaskClient, event: Event) -> None:
    tomorrow = event.starts_on + timedelta(days=1)
    client.post(f"{HERE}/new", data=filled(event, room="Hall A"))
    client.post(f"{HERE}/new", data=filled(event, kind="visit", title="Harbour visit", day=tomorrow.isoformat()))
    client.post(f"{HERE}/new", data=filled(event, kind="visit", title="Museum", room="Зала Б"))
    client.get(HERE)  # says what was added
    today = client.get(HERE).get_data(as_text=True)
    assert (today.count('class="room"'), "Harbour visit" in today) == (2, False)
    other = client.get(f"{HERE}?day={tomorrow}").get_data(as_text=True)
    assert (other.count('class="room"'), "Harbour visit" in other, "No room given" in other) == (1, True, True)


def token_in(page: str) -> str:
    found = re.search('name="seen" value="([0-9a-f]{64})"', page)
    assert found is not None
    return found[1]


def test_move_is_shown_by_a_get_and_done_by_its_form(client: FlaskClient, event: Event) -> None:
    session = make_session(event)
    before = session.starts_at
    asked = f"{HERE}/{session.id}/move?day={event.starts_on}&starts=10:05&ends=12:05"
    page = client.get(asked).get_data(as_text=True)
    assert "6 slots get other times." in page
    db.session.expire_all()
    assert session.starts_at == before
    data = dict(re.findall('type="hidden" name="([^"]+)" value="([^"]*)"', page))
    assert client.post(f"{HERE}/{session.id}", data=data).location == f"{HERE}?day={event.starts_on}"
    db.session.expire_all()
    assert session.starts_at - before == timedelta(minutes=5)
    assert session.slots[0].starts_at == session.starts_at


@pytest.mark.parametrize("asked", ["", "?day=x&starts=10:00&ends=11:00", "?day=2027-01-02&starts=99:00&ends=11:00"])
def test_move_to_no_time_at_all_is_not_found(client: FlaskClient, event: Event, asked: str) -> None:
    assert client.get(f"{HERE}/{make_session(event).id}/move{asked}").status_code == 404


def test_impossible_move_says_why_and_offers_no_button(client: FlaskClient, event: Event) -> None:
    session = make_session(event)
    make_session(event, "Afternoon", start_hour=14)
    page = client.get(f"{HERE}/{session.id}/move?day={event.starts_on}&starts=13:00&ends=15:00").get_data(as_text=True)
    assert "Its slots would overlap those of “Afternoon”" in page
    assert 'name="seen"' not in page


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"title": ""}, "Fill this in."),
        ({"kind": "party"}, "Choose one of those offered."),
        ({"day": "2020-01-01"}, "Choose one of those offered."),
        ({"day": "soon"}, "Choose one of those offered."),
        ({"starts": "25:00"}, "Give an hour, such as 09:30."),
        ({"ends": "24:00"}, "Give an hour, such as 09:30."),
        ({"ends": "09:00"}, "The session ends before it starts."),
        ({"slot_minutes": "1000000000000000000000"}, "Give a whole number from 5 to 240."),
        ({"transfer_minutes": "-5"}, "Give a whole number from 0 to 120."),
        ({"slot_minutes": ""}, "Say how long a slot lasts."),
    ],
)
def test_impossible_session_is_refused_on_the_form(
    client: FlaskClient, event: Event, given: dict[str, str], sentence: str
) -> None:
    answer = client.post(f"{HERE}/new", data=filled(event, **given))
    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)
    assert db.session.scalars(select(EventSession)).all() == []


def test_overlap_is_refused_with_the_other_sessions_name(client: FlaskClient, event: Event) -> None:
    client.post(f"{HERE}/new", data=filled(event))
    answer = client.post(f"{HERE}/new", data=filled(event, title="Second", starts="11:00", ends="13:00"))
    assert answer.status_code == 422
    assert "Its slots would overlap those of “Morning meetings”" in answer.get_data(as_text=True)
    assert len(db.session.scalars(select(EventSession)).all()) == 1


def test_session_is_changed_and_lost_marks_are_said(client: FlaskClient, event: Event) -> None:
    session = make_session(event)
    db.session.add(UnavailableSlot(participant_id=make_participant(event).id, slot_id=session.slots[5].id))
    db.session.commit()
    page = client.get(f"{HERE}/{session.id}").get_data(as_text=True)
    assert 'value="10:00"' in page
    assert 'value="12:00"' in page
    data = filled(event, ends="11:40", transfer_minutes="0", sequence="99", event_id="99")
    asked = client.post(f"{HERE}/{session.id}", data=data).get_data(as_text=True)
    assert "1 participant had marked a slot as not free that vanishes." in asked
    stale = client.post(f"{HERE}/{session.id}", data=data | {"seen": "0" * 64}).get_data(as_text=True)
    assert "What this does has changed since you looked." in stale
    assert client.post(f"{HERE}/{session.id}", data=data | {"seen": token_in(asked)}).status_code == 303
    assert "1 participant had marked a slot as not free that is gone now." in client.get(HERE).get_data(as_text=True)
    db.session.expire_all()
    assert (session.title, session.sequence, session.event_id) == ("Morning meetings", 1, event.id)


def test_session_is_removed_or_the_reason_is_shown(client: FlaskClient, event: Event) -> None:
    visit = make_session(event, "Visit", kind=SessionKind.VISIT)
    lunch = make_session(event, "Lunch", kind=SessionKind.PAUSE)
    availability.sign_up(make_participant(event), visit, NOW)
    db.session.commit()
    for session in (visit, lunch):
        assert client.post(f"{HERE}/{session.id}/remove").location == HERE
    page = client.get(HERE).get_data(as_text=True)
    assert "“Visit” cannot be removed; it can be cancelled. 1 participant has it in the calendar." in page
    assert "“Lunch” is removed." in page
    assert db.session.scalars(select(EventSession.title)).all() == ["Visit"]
    asked = client.post(f"{HERE}/{visit.id}/cancel").get_data(as_text=True)
    assert "1 participant attends it and is told by mail." in asked
    assert client.post(f"{HERE}/{visit.id}/cancel", data={"seen": token_in(asked)}).location == HERE
    page = client.get(HERE).get_data(as_text=True)
    assert "“Visit” is cancelled; programme and calendars say so." in page
    assert "stays in the programme and in calendars as cancelled" in client.get(f"{HERE}/{visit.id}").get_data(
        as_text=True
    )


def test_empty_programme_says_how_to_begin(client: FlaskClient, event: Event) -> None:
    assert "No sessions yet" in client.get(HERE).get_data(as_text=True)


def test_move_to_another_room_and_day_is_shown_and_confirmed(client: FlaskClient, event: Event) -> None:
    session = make_session(event, "Round table", kind=SessionKind.ROUND_TABLE)
    session.room = "Зала Дунав"
    make_session(event, "Plenary", kind=SessionKind.PLENARY, start_hour=14).room = "Αίθουσα Σάβα"
    db.session.commit()
    day = event.ends_on.isoformat()
    asked = client.get(
        f"{HERE}/{session.id}/move",
        query_string={"day": day, "starts": "09:00", "ends": "11:00", "room": "Αίθουσα Σάβα"},
    ).get_data(as_text=True)
    assert "<strong>Зала Дунав</strong> → <strong>Αίθουσα Σάβα</strong>" in asked
    assert "Look at another day, hour or room" in asked
    assert '<option value="Зала Дунав">' in asked
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', asked))
    answer = client.post(f"{HERE}/{session.id}", data=hidden)
    assert (answer.status_code, answer.location) == (303, f"{HERE}?day={day}")
    db.session.expire_all()
    assert (session.room, session.starts_at.date()) == ("Αίθουσα Σάβα", event.ends_on)


def test_move_that_names_no_room_leaves_the_session_where_it_is(client: FlaskClient, event: Event) -> None:
    session = make_session(event)
    session.room = "Hall"
    db.session.commit()
    address = f"{HERE}/{session.id}/move?day={event.starts_on}&starts=11:00&ends=13:00"
    assert "→ <strong>No room given" not in client.get(address).get_data(as_text=True)
    assert "<strong>Hall</strong> → <strong>No room given</strong>" in client.get(f"{address}&room=").get_data(
        as_text=True
    )
