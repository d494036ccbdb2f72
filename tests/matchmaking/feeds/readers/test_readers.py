"""A feed says the same to everybody who reads it: moved, called off, in any script, with every sign in a name."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from matchmaking.extensions import db
from matchmaking.models import MeetingRequest, SessionKind
from matchmaking.services.people import availability, participants
from matchmaking.services.requests import meeting_requests
from tests.factories import (
    NOW,
    make_event,
    make_meeting,
    make_organization,
    make_organizer,
    make_participant,
    make_session,
    make_tables,
    make_version,
)
from tests.matchmaking.feeds.readers import Read
from tests.matchmaking.feeds.readers.by_javascript import by_ical_js, by_node_ical
from tests.matchmaking.feeds.readers.by_libical import by_libical
from tests.matchmaking.feeds.readers.by_python import by_ics, by_khal, by_radicale, by_vobject

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient

    from matchmaking.models import Participant

READERS = (by_vobject, by_ics, by_khal, by_radicale, by_libical, by_ical_js, by_node_ical)


FIRM = "Firm, “Ltd”; Παπαδοπούλου: " + "Ж" * 60
VENUE = "Сава Центар; Милентија Поповића 9, Београд"


@pytest.fixture
def published(app: Flask) -> tuple[Participant, dict[str, Read]]:
    """Катя is met at ten, Ελένη's meeting was moved, Çağlar's called off; a plant is visited in the afternoon."""
    event = make_event(make_organizer(), venue=VENUE)
    bob, firm = make_participant(event), make_organization(event, FIRM)
    names = ("Катя Иванова", "Ελένη Παπαδημητρίου", "Çağlar Yıldız")
    partners = [make_participant(event, name, organization=firm) for name in names]
    meetings = [make_meeting(bob, one) for one in partners]
    slots, (table,) = make_session(event).slots, make_tables(event, 1)
    make_version(event, *zip(meetings, slots, [table] * 3, strict=False))
    places = (slots[0], slots[4], slots[2])
    make_version(event, *zip(meetings, places, [table] * 3, strict=True))
    request = db.session.query(MeetingRequest).filter_by(recipient_id=partners[2].id).one()
    meeting_requests.decline(request, NOW + timedelta(hours=1))
    visit = make_session(event, "Посета фабрици", kind=SessionKind.VISIT, start_hour=15)
    availability.sign_up(bob, visit, NOW)
    db.session.commit()
    where = f"Table 1, Hall A, {VENUE}"
    states = (("CONFIRMED", 0), ("CONFIRMED", 1), ("CANCELLED", 1))
    told = [
        Read(meeting.uid, slot.starts_at, slot.ends_at, f"{name} ({FIRM})", where, *state)
        for meeting, slot, name, state in zip(meetings, places, names, states, strict=True)
    ]
    told.append(Read("", visit.starts_at, visit.ends_at, visit.title, VENUE, "CONFIRMED", 0))
    return bob, {one.summary: one for one in told}


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__)
def test_every_reader_reads_the_same(
    published: tuple[Participant, dict[str, Read]],
    client: FlaskClient,
    tmp_path: Path,
    reader: Callable[[bytes, Path], list[Read]],
) -> None:
    bob, expected = published
    feed = client.get(f"/feed/{participants.token_of_feed(bob)}.ics").data
    found = reader(feed, tmp_path)
    assert sorted(one.summary for one in found) == sorted(expected)
    for one in found:
        told = expected[one.summary]
        status, sequence = one.status and told.status, told.sequence if one.sequence is not None else None
        assert one == replace(told, uid=told.uid or one.uid, status=status, sequence=sequence)
