"""The pages of interpreters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from matchmaking.extensions import db
from matchmaking.models import Schedule
from matchmaking.services.people import interpreters
from matchmaking.services.schedule import publishing
from tests.factories import (
    NOW,
    make_draft,
    make_event,
    make_interpreter,
    make_meeting,
    make_organizer,
    make_participant,
    make_session,
    make_tables,
    make_type,
    sign_in,
    speak,
)

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from matchmaking.models import Event

HERE = "/organizer/events/days/interpreters"
IDA = {
    "given_name": "Ida",
    "family_name": "I",
    "email": "ida@agency.example",
    "organization_name": "",
    "phone": "",
    "languages": ["sr", "el"],
}


@pytest.fixture
def event(client: FlaskClient) -> Event:
    ann = make_organizer(email="ann@network.example")
    sign_in(client, ann)
    event = make_event(ann, slug="days", common_language_required=True)
    make_type(event)
    return event


def test_an_interpreter_is_added_with_hours_changed_and_removed(client: FlaskClient, event: Event) -> None:
    slots = make_session(event, slots=2).slots
    assert "Nobody interprets yet" in client.get(HERE).get_data(as_text=True)
    assert client.get(f"{HERE}/new").get_data(as_text=True).count(" checked") == 2
    assert client.post(f"{HERE}/new", data={**IDA, "slots": [slots[1].id]}).location == HERE
    (ida,) = interpreters.of_event(event)
    page = client.get(HERE).get_data(as_text=True)
    assert ("Serbian, Greek" in page, "1 of 2" in page) == (True, True)
    here = f"{HERE}/{ida.person.id}"
    client.post(here, data={**IDA, "languages": ["sr", "el", "en"], "slots": [slot.id for slot in slots]})
    db.session.expire_all()
    assert interpreters.of_event(event)[0].slots == 2
    client.post(f"{here}/remove")
    assert interpreters.of_event(event) == []


@pytest.mark.parametrize("wrong", [{"languages": ["sr"]}, {"email": ""}, {"slots": ["999999"]}])
def test_what_cannot_be_is_refused_on_the_form(client: FlaskClient, event: Event, wrong: dict[str, object]) -> None:
    assert client.post(f"{HERE}/new", data={**IDA, **wrong}).status_code == 422
    assert interpreters.of_event(event) == []


def test_others_are_not_found(client: FlaskClient, event: Event) -> None:
    strangers = (make_participant(event), make_interpreter(make_event(), "Ida I", "sr", "el"))
    answers = [client.post(f"{HERE}/{person.id}{act}").status_code for person in strangers for act in ("", "/remove")]
    assert answers == [404] * 4


def test_interpreters_stand_in_no_list_of_participants_and_in_no_directory(client: FlaskClient, event: Event) -> None:
    bob = make_participant(event, "Bob B")
    ida = make_interpreter(event, "Ida Interpreter", "sr", "el")
    assert "Ida Interpreter" not in client.get("/organizer/events/days/participants").get_data(as_text=True)
    sign_in(client, bob)
    assert "Ida Interpreter" not in client.get("/e/days/me/people").get_data(as_text=True)
    assert client.get(f"/e/days/me/people/{ida.id}").status_code == 404


def test_a_meeting_is_moved_with_its_interpreter(client: FlaskClient, event: Event) -> None:
    slots, table = make_session(event, slots=2).slots, make_tables(event, 1)[0]
    ida = make_interpreter(event, "Ida I", "sr", "el")
    bob, cat = speak(make_participant(event, "Bob B"), "sr"), speak(make_participant(event, "Cat C"), "el")
    meeting, draft = make_meeting(bob, cat), make_draft(event)
    page = f"/organizer/events/days/schedule/drafts/{draft.id}/meetings/{meeting.id}"
    assert f'name="interpreter" value="{ida.id}"' in client.get(page).get_data(as_text=True)
    chosen = {"one": bob.id, "other": cat.id, "interpreter": ida.id}
    client.post(f"{page}/place", data={"slot": slots[0].id, "table": table.id, **chosen})
    assert "Bob B, Cat C, Ida I" in client.get(page).get_data(as_text=True)
    assert [one.participant_id for one in db.session.get_one(Schedule, draft.id).assignments[0].attendances] == [
        bob.id,
        cat.id,
        ida.id,
    ]


def test_the_interpreter_and_the_two_see_each_other_in_their_agendas(client: FlaskClient, event: Event) -> None:
    slots = make_session(event, slots=2).slots
    ida = make_interpreter(event, "Ida I", "sr", "el")
    bob, cat = speak(make_participant(event, "Bob B"), "sr"), speak(make_participant(event, "Cat C"), "el")
    meeting, draft = make_meeting(bob, cat), make_draft(event)
    page = f"/organizer/events/days/schedule/drafts/{draft.id}/meetings/{meeting.id}"
    chosen = {"one": bob.id, "other": cat.id, "interpreter": ida.id}
    client.post(f"{page}/place", data={"slot": slots[0].id, "table": 0, **chosen})
    publishing.publish(event, draft, publishing.Actor(), NOW, seen_version=0)
    db.session.commit()
    sign_in(client, cat)
    for address in ("agenda", "agenda/print", f"meetings/{meeting.id}"):
        assert "Interpreter: Ida I" in client.get(f"/e/days/me/{address}").get_data(as_text=True)
    sign_in(client, ida)
    shown = client.get("/e/days/me/agenda").get_data(as_text=True)
    assert ("Bob B" in shown, "Also there: Cat C" in shown) == (True, True)
