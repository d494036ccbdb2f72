"""The agenda page and the box from which it is taken home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaking.extensions import db
from matchmaking.services.people import participants
from tests.factories import (
    make_draft,
    make_event,
    make_meeting,
    make_participant,
    make_session,
    make_tables,
    make_version,
    sign_in,
)

if TYPE_CHECKING:
    from flask.testing import FlaskClient


def test_drafts_never_show_and_a_published_change_does(client: FlaskClient) -> None:
    event = make_event()
    bob, cat = make_participant(event, "Bob B"), make_participant(event, "Катя Ц")
    meeting = make_meeting(bob, cat)
    slots, tables = make_session(event).slots, make_tables(event)
    sign_in(client, bob)
    agenda = f"/e/{event.slug}/me/agenda"
    make_draft(event, (meeting, slots[0], tables[0]))
    assert "Катя Ц" not in client.get(agenda).get_data(as_text=True)
    make_version(event, (meeting, slots[1], tables[1]))
    text = client.get(agenda).get_data(as_text=True)
    assert "Version 1, published on" in text
    assert [words in text for words in ("Катя Ц", "10:20", "Table 2, Hall A")] == [True] * 3
    make_version(event)
    assert ">Cancelled<" in client.get(agenda).get_data(as_text=True)
    assert "Катя Ц" not in client.get(f"{agenda}/print").get_data(as_text=True)


def test_meeting_page_says_when_and_where(client: FlaskClient) -> None:
    event = make_event()
    bob, cat = make_participant(event, "Bob B"), make_participant(event, "Cat C")
    meeting = make_meeting(bob, cat)
    sign_in(client, bob)
    path = f"/e/{event.slug}/me/meetings/{meeting.id}"
    assert "Not scheduled yet." in client.get(path).get_data(as_text=True)
    make_version(event, (meeting, make_session(event).slots[0], make_tables(event)[2]))
    text = client.get(path).get_data(as_text=True)
    assert [words in text for words in ("10:00–10:20 (Europe/Sofia)", "Table 3, Hall A", "Congress Centre")] == [
        True
    ] * 3
    assert cat.email not in text


def test_feed_address_is_shown_again_and_replaced_on_demand(client: FlaskClient) -> None:
    event = make_event()
    bob = make_participant(event)
    sign_in(client, bob)
    agenda = f"/e/{event.slug}/me/agenda"
    token = participants.token_of_feed(bob)
    for _again in range(2):
        text = client.get(agenda).get_data(as_text=True)
        assert f"http://localhost/feed/{token}.ics" in text
        assert f"webcal://localhost/feed/{token}.ics" in text
        assert [words in text for words in ("Subscribe (stays up to date)", "Download once (will not change)")] == [
            True
        ] * 2
    assert client.get(f"/feed/{token}.ics").status_code == 200
    assert client.post(f"{agenda}/address").status_code == 303
    assert client.get(f"/feed/{token}.ics").status_code == 404
    assert token not in client.get(agenda).get_data(as_text=True)


def test_reminders_are_switched_off_and_on(client: FlaskClient) -> None:
    event = make_event()
    bob = make_participant(event)
    sign_in(client, bob)
    for wanted in ("0", "1"):
        client.post(f"/e/{event.slug}/me/agenda/alarm", data={"wanted": wanted})
        db.session.expire_all()
        assert bob.alarm is (wanted == "1")


def test_pages_begin_at_the_agenda(client: FlaskClient) -> None:
    event = make_event()
    bob = make_participant(event)
    sign_in(client, bob)
    assert client.get(f"/e/{event.slug}/me/").location == f"/e/{event.slug}/me/agenda"
