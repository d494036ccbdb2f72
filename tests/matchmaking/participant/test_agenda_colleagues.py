"""The agendas of colleagues, as far as they show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from matchmaking.extensions import db
from matchmaking.models import Event, Participant, ParticipantStatus
from tests.factories import (
    make_event,
    make_meeting,
    make_organization,
    make_participant,
    make_session,
    make_tables,
    make_version,
    sign_in,
)

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient


@dataclass(frozen=True)
class Firm:
    """Bob and Катя of Steelworks; Катя meets Dan of another firm in the first slot, at table 1."""

    event: Event
    bob: Participant
    katja: Participant
    dan: Participant

    @property
    def agenda(self) -> str:
        return f"/e/{self.event.slug}/me/agenda"


@pytest.fixture
def firm(app: Flask) -> Firm:
    del app
    event = make_event()
    steelworks = make_organization(event, "Steelworks")
    bob = make_participant(event, "Bob B", organization=steelworks)
    katja = make_participant(event, "Катя Ц", organization=steelworks)
    dan = make_participant(event, "Dan D")
    make_version(event, (make_meeting(katja, dan), make_session(event).slots[0], make_tables(event)[0]))
    return Firm(event, bob, katja, dan)


def seen(client: FlaskClient, firm: Firm) -> list[bool]:
    """Whether name, partner and place of the one meeting stand on the page."""
    text = client.get(f"{firm.agenda}/colleagues").get_data(as_text=True)
    return [words in text for words in ("Катя Ц", "Dan D", "Table 1, Hall A")]


def test_agenda_is_seen_by_colleagues_once_it_is_shown_and_no_longer_afterwards(
    client: FlaskClient, firm: Firm
) -> None:
    sign_in(client, firm.bob)
    assert f'href="{firm.agenda}/colleagues"' in client.get(firm.agenda).get_data(as_text=True)
    assert seen(client, firm) == [False] * 3
    for wanted in (True, False):
        sign_in(client, firm.katja)
        answer = client.post(f"{firm.agenda}/show", data={"wanted": int(wanted)})
        assert (answer.status_code, answer.location) == (303, f"{firm.agenda}/colleagues")
        sign_in(client, firm.bob)
        assert seen(client, firm) == [wanted] * 3


@pytest.mark.parametrize("reader", ["of another organization", "waiting for approval"])
def test_nobody_else_sees_it(client: FlaskClient, firm: Firm, reader: str) -> None:
    firm.katja.shows_agenda = True
    if reader == "waiting for approval":
        firm.bob.status = ParticipantStatus.PENDING
    db.session.commit()
    stranger = make_participant(firm.event, "Eve E") if reader == "of another organization" else firm.bob
    sign_in(client, stranger)
    assert seen(client, firm) == [False] * 3


def test_whoever_has_left_is_not_shown(client: FlaskClient, firm: Firm) -> None:
    firm.katja.shows_agenda = True
    firm.katja.status = ParticipantStatus.WITHDRAWN
    db.session.commit()
    sign_in(client, firm.bob)
    assert seen(client, firm) == [False] * 3


def test_cancelled_meeting_is_not_shown(client: FlaskClient, firm: Firm) -> None:
    firm.katja.shows_agenda = True
    make_version(firm.event)
    sign_in(client, firm.bob)
    assert seen(client, firm) == [True, False, False]
    assert "No meetings." in client.get(f"{firm.agenda}/colleagues").get_data(as_text=True)


def test_whoever_has_no_colleagues_finds_no_way_there(client: FlaskClient, firm: Firm) -> None:
    sign_in(client, firm.dan)
    assert f"{firm.agenda}/colleagues" not in client.get(firm.agenda).get_data(as_text=True)
