"""The availability page: ticks without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from matchmaking.extensions import db
from matchmaking.models import SessionKind
from matchmaking.services.people import availability, limits, seating
from tests.factories import NOW, make_event, make_participant, make_session, sign_in
from tests.matchmaking.draft_scene import DraftScene

if TYPE_CHECKING:
    from flask.testing import FlaskClient


def test_days_sessions_and_slots_are_ticked_and_cleared(client: FlaskClient) -> None:
    event = make_event()
    first, second = make_session(event, slots=3), make_session(event, start_hour=14, slots=3)
    bob = make_participant(event)
    sign_in(client, bob)
    path = f"/e/{event.slug}/me/availability"
    data = {"absent": [event.ends_on.isoformat()], "session": [first.id], "slot": [second.slots[1].id]}
    assert client.post(path, data=data).status_code == 303
    assert availability.absent_days(bob) == {event.ends_on}
    assert availability.kept_free(bob) == {*(slot.id for slot in first.slots), second.slots[1].id}
    page = client.get(path).get_data(as_text=True)
    assert f'name="session" value="{first.id}" checked' in page
    assert f'name="slot" value="{first.slots[0].id}" checked' not in page  # unticking the session frees them all
    assert f'name="slot" value="{second.slots[1].id}" checked' in page
    assert client.post(path, data={}).status_code == 303
    db.session.expire_all()
    assert (availability.absent_days(bob), availability.kept_free(bob)) == (set(), set())


def test_fewer_meetings_in_a_row_can_be_wished_for_and_never_more(client: FlaskClient) -> None:
    event = make_event(max_consecutive=4)
    bob = make_participant(event)
    sign_in(client, bob)
    path = f"/e/{event.slug}/me/availability"
    found = []
    for wanted in ("", "2", "6", ""):
        assert client.post(f"{path}/row", data={"wanted": wanted}).status_code == 303
        db.session.expire_all()
        found.append((bob.wanted_consecutive, limits.of(event, bob).max_consecutive))
    assert found == [(None, 4), (2, 2), (6, 4), (None, 4)]
    client.post(f"{path}/row", data={"wanted": "3"})
    assert '<option value="3" selected>' in client.get(path).get_data(as_text=True)


@pytest.mark.parametrize("wanted", ["0", "7", "-1", "x", "٣", "9" * 400])
def test_impossible_number_in_a_row_is_refused(client: FlaskClient, wanted: str) -> None:
    bob = make_participant(event := make_event())
    sign_in(client, bob)
    answer = client.post(f"/e/{event.slug}/me/availability/row", data={"wanted": wanted})
    assert (answer.status_code, bob.wanted_consecutive) == (422, None)


def test_half_day_is_kept_free_and_opened_with_one_press_each(client: FlaskClient) -> None:
    event = make_event()
    early, late = make_session(event, start_hour=11, slots=6, minutes=20), make_session(event, start_hour=15, slots=2)
    other_day = make_session(event, day=event.ends_on, slots=1)
    bob = make_participant(event)
    availability.set_unavailable_slots(bob, {other_day.slots[0].id})
    db.session.commit()
    sign_in(client, bob)
    path = f"/e/{event.slug}/me/availability"
    before_one = {slot.id for slot in early.slots[:3]}
    afternoon = {slot.id for slot in [*early.slots[3:], *late.slots]}
    key = f"{event.starts_on.isoformat()} afternoon"
    assert client.get(path).get_data(as_text=True).count("Keep the afternoon free") == 1
    assert client.post(f"{path}/half-day", data={"half_day": key}).status_code == 303
    assert availability.kept_free(bob) == afternoon | {other_day.slots[0].id}
    text = client.get(path).get_data(as_text=True)
    assert (text.count("Open the afternoon"), text.count("Open the morning")) == (1, 1)
    client.post(f"{path}/half-day", data={"half_day": f"{event.starts_on.isoformat()} morning"})
    client.post(f"{path}/half-day", data={"half_day": key})
    assert availability.kept_free(bob) == before_one | {other_day.slots[0].id}


@pytest.mark.parametrize("key", ["", "1999-01-01 morning", "x", "\x00"])
def test_half_day_that_is_not_on_the_page_is_refused(client: FlaskClient, key: str) -> None:
    event = make_event()
    make_session(event)
    bob = make_participant(event)
    sign_in(client, bob)
    answer = client.post(f"/e/{event.slug}/me/availability/half-day", data={"half_day": key})
    assert (answer.status_code, availability.kept_free(bob)) == (409, set())


@pytest.mark.parametrize(
    ("name", "value"),
    [("slot", "foreign"), ("slot", "-1"), ("slot", "9" * 500), ("session", "x"), ("absent", "1999-01-01")],
)
def test_ticks_that_are_not_on_the_page_are_refused(client: FlaskClient, name: str, value: str) -> None:
    event = make_event()
    foreign = make_session(make_event()).slots[0]
    make_session(event)
    bob = make_participant(event)
    sign_in(client, bob)
    value = str(foreign.id) if value == "foreign" else value
    assert client.post(f"/e/{event.slug}/me/availability", data={name: value}).status_code == 409
    assert availability.kept_free(bob) == set()


def test_attended_session_is_shown_at_the_slots_it_blocks(client: FlaskClient) -> None:
    event = make_event()
    make_session(event, slots=2)
    table = make_session(event, "Round <table>", kind=SessionKind.ROUND_TABLE, slots=1)
    sign_in(client, make_participant(event))
    path = f"/e/{event.slug}/me"
    assert client.post(f"{path}/sessions/{table.id}/sign-up").status_code == 303
    assert "(Round &lt;table&gt;)" in client.get(f"{path}/availability").get_data(as_text=True)
    assert "Round &lt;table&gt;" in client.get(f"{path}/agenda").get_data(as_text=True)
    assert client.post(f"{path}/sessions/{table.id}/leave").status_code == 303
    assert client.get(f"{path}/availability").status_code == 200  # says once that the session was left
    assert "Round &lt;table&gt;" not in client.get(f"{path}/agenda").get_data(as_text=True)


def test_nothing_is_saved_once_the_event_is_cancelled(client: FlaskClient) -> None:
    event = make_event(cancelled_at=NOW)
    visit = make_session(event, kind=SessionKind.VISIT)
    sign_in(client, make_participant(event))
    assert client.post(f"/e/{event.slug}/me/availability", data={}).status_code == 409
    assert client.post(f"/e/{event.slug}/me/sessions/{visit.id}/sign-up").status_code == 409


def test_full_session_is_waited_for_and_the_place_is_shown(client: FlaskClient) -> None:
    event = make_event()
    visit = make_session(event, "Visit", kind=SessionKind.VISIT, start_hour=14)
    visit.seats = 1
    bob, cat = make_participant(event, "Bob Kovač"), make_participant(event, "Cat Dimitrova")
    seating.sign_up(bob, visit, NOW)
    db.session.commit()
    sign_in(client, cat)
    here = f"/e/{event.slug}/me"
    assert "No seat is free; seats in all: 1." in client.get(f"{here}/availability").get_data(as_text=True)
    client.post(f"{here}/sessions/{visit.id}/sign-up")
    assert "you are number 1 of those who wait" in client.get(f"{here}/availability").get_data(as_text=True)
    client.post(f"{here}/sessions/{visit.id}/leave")
    assert seating.waiting(visit) == []


def test_attending_at_the_cost_of_published_meetings_names_them_first(client: FlaskClient) -> None:
    scene = DraftScene()
    scene.publish()
    visit = make_session(scene.event, "Visit", kind=SessionKind.VISIT, start_hour=10, slots=1)
    sign_in(client, scene.bob)
    here = f"/e/{scene.event.slug}/me/sessions/{visit.id}/sign-up"
    page = client.post(here).get_data(as_text=True)
    assert "You have 1 published meeting at that time:" in page
    assert "Cat Иванова" in page
    assert seating.attendees(visit) == []
    assert client.post(here, data={"confirmed": "1"}).status_code == 303
    assert seating.attendees(visit) == [scene.bob]
