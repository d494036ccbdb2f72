"""One participant's limits and times, on the organizers' page and on their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from matchmaking.extensions import db
from matchmaking.services.people import protecting
from matchmaking.services.words import times
from tests.factories import make_event, make_organizer, make_participant, make_session, make_type, sign_in

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from matchmaking.models import Event, Participant


@pytest.fixture
def event(client: FlaskClient) -> Event:
    ann = make_organizer(email="ann@network.example")
    sign_in(client, ann)
    return make_event(ann, slug="days")


@pytest.fixture
def bob(event: Event) -> Participant:
    return make_participant(event, "Bob Kovač")


def page_of(bob: Participant) -> str:
    return f"/organizer/events/days/participants/{bob.id}/limits"


def test_own_limits_are_saved_and_what_holds_otherwise_is_said(
    client: FlaskClient, event: Event, bob: Participant
) -> None:
    event.max_meetings = 8
    db.session.commit()
    page = client.get(page_of(bob)).get_data(as_text=True)
    assert ("Otherwise: 8" in page, "Otherwise: not limited" in page) == (True, True)
    client.post(page_of(bob), data={"max_meetings": "12"})
    db.session.expire_all()
    assert (bob.max_meetings, bob.max_consecutive) == (12, None)
    assert client.post(page_of(bob), data={"max_meetings": "0"}).status_code == 422


def test_hours_are_saved_day_by_day(client: FlaskClient, event: Event, bob: Participant) -> None:
    first = f"day-{event.starts_on.isoformat()}-"
    client.post(f"{page_of(bob)}/hours", data={f"{first}arrives": "10:30"})
    db.session.expire_all()
    stay = protecting.stays_of(bob)[event.starts_on]
    assert stay.arrives_at is not None
    assert (times.hour(stay.arrives_at, event), stay.leaves_at) == ("10:30", None)
    assert 'value="10:30"' in client.get(page_of(bob)).get_data(as_text=True)
    assert client.post(f"{page_of(bob)}/hours", data={f"{first}arrives": "noon"}).status_code == 422


def test_a_vip_is_marked_protected_and_let_go(client: FlaskClient, event: Event, bob: Participant) -> None:
    day = event.starts_on.isoformat()
    period = {"starts_at": f"{day}T10:00", "ends_at": f"{day}T11:00"}
    assert client.post(f"{page_of(bob)}/protect", data=period).status_code == 422
    client.post(f"{page_of(bob)}/vip")
    client.post(f"{page_of(bob)}/protect", data=period)
    assert client.post(f"{page_of(bob)}/protect", data={"starts_at": "x"}).status_code == 422
    db.session.expire_all()
    (row,) = protecting.times_of(bob)
    assert "10:00" in client.get(page_of(bob)).get_data(as_text=True)
    assert client.post(f"{page_of(bob)}/protected/999999/remove").status_code == 404
    client.post(f"{page_of(bob)}/protected/{row.id}/remove")
    assert protecting.times_of(bob) == []


def test_participants_of_another_event_answer_like_none(client: FlaskClient, event: Event) -> None:
    stranger = make_participant(make_event())
    acts = ("", "/hours", "/vip", "/protect", "/protected/1/remove")
    assert [client.post(f"{page_of(stranger)}{act}").status_code for act in acts] == [404] * 5


def test_the_participant_sees_what_is_protected_and_cannot_untick_it(
    client: FlaskClient, event: Event, bob: Participant
) -> None:
    ann, slot = make_organizer(), make_session(event).slots[0]
    now = event.created_at
    protecting.set_vip(bob, ann, now, vip=True)
    protecting.protect(bob, slot.starts_at, slot.ends_at, ann, now)
    sign_in(client, bob)
    page = client.get("/e/days/me/availability").get_data(as_text=True)
    assert f'value="{slot.id}" checked disabled' in page
    assert "(protected)" in page


def test_a_types_limits_are_set_and_shown(client: FlaskClient, event: Event) -> None:
    kind = make_type(event, "Expert")
    here = f"/organizer/events/days/types/{kind.id}"
    client.post(here, data={"name": "Expert", "max_meetings": "12", "must_limit": "2"})
    db.session.expire_all()
    assert (kind.max_meetings, kind.must_limit, kind.request_limit) == (12, 2, None)
    assert "2 musts, 12 meetings" in client.get("/organizer/events/days/types").get_data(as_text=True)


def test_lunch_is_set_with_the_limits(client: FlaskClient, event: Event) -> None:
    here = "/organizer/events/days/settings/limits"
    client.post(here, data={"lunch_from": "12:00", "lunch_until": "14:00"})
    db.session.expire_all()
    assert [hour and hour.isoformat() for hour in (event.lunch_from, event.lunch_until)] == ["12:00:00", "14:00:00"]
    assert client.post(here, data={"lunch_from": "12:00", "lunch_until": ""}).status_code == 422
