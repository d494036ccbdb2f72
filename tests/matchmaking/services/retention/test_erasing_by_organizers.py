"""Organizers erase somebody as thoroughly as they could themselves, whatever became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import AuditEntry, CalendarEntry, EventOrganizer, Mail, ParticipantStatus
from matchmaking.services.people import merging, participants
from tests.factories import NOW, make_organizer, make_participant, sign_in
from tests.matchmaking import canaries

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from matchmaking.models import Event, Organizer, Participant

AGREED = {"understood": "y"}


@pytest.fixture
def zoe(client: FlaskClient, event: Event) -> Organizer:
    zoe = make_organizer("Zoe Organizer")
    db.session.add(EventOrganizer(event_id=event.id, organizer_id=zoe.id, joined_at=NOW))
    db.session.commit()
    sign_in(client, zoe)
    return zoe


def page_of(person: Participant, event: Event) -> str:
    return f"/organizer/events/{event.slug}/participants/{person.id}"


@pytest.mark.usefixtures("told")
def test_no_canary_is_left_the_other_side_is_told_and_the_log_says_who_did_it(
    client: FlaskClient, event: Event, zoe: Organizer, bob: Participant, cat: Participant
) -> None:
    path = f"{page_of(bob, event)}/erase"
    assert path in client.get(page_of(bob, event)).text
    assert "This cannot be undone" not in client.get(path).text  # said beside the tick
    assert "I understand that this cannot be undone." in client.get(path).text
    assert client.post(path).status_code == 422
    assert canaries.found() != set()
    assert client.post(path, data=AGREED).location == f"/organizer/events/{event.slug}/participants"
    db.session.expire_all()
    assert canaries.found() == set()
    entries = db.session.scalars(select(AuditEntry).where(AuditEntry.participant_id == bob.id)).all()
    erased = [(entry.action, entry.organizer_id) for entry in entries if entry.action.startswith("participant.erased")]
    assert erased == [("participant.erased_by_organizer", zoe.id)]
    log = client.get(f"/organizer/events/{event.slug}/log").text
    assert ("Data of a participant erased" in log, "Zoe Organizer" in log) == (True, True)
    assert db.session.scalars(select(Mail).where(Mail.participant_id == bob.id)).all() == []
    assert "schedule_changed" in db.session.scalars(select(Mail.kind).where(Mail.participant_id == cat.id)).all()
    agenda = db.session.scalars(select(CalendarEntry).where(CalendarEntry.participant_id == cat.id))
    assert [(entry.cancelled, entry.partner.name) for entry in agenda] == [(True, f"Withdrawn participant {bob.id}")]


@pytest.mark.parametrize("status", [ParticipantStatus.PENDING, ParticipantStatus.DECLINED, ParticipantStatus.WITHDRAWN])
def test_whoever_waits_was_declined_or_has_withdrawn_is_erased_as_well(
    client: FlaskClient, event: Event, zoe: Organizer, bob: Participant, status: ParticipantStatus
) -> None:
    bob.status = status
    db.session.commit()
    assert client.post(f"{page_of(bob, event)}/erase", data=AGREED).status_code == 303
    db.session.expire_all()
    assert (canaries.found(), bob.status) == (set(), ParticipantStatus.WITHDRAWN)


def test_whoever_is_erased_is_not_erased_again(
    client: FlaskClient, event: Event, zoe: Organizer, bob: Participant
) -> None:
    path = f"{page_of(bob, event)}/erase"
    client.post(path, data=AGREED)
    assert path not in client.get(page_of(bob, event)).text
    answer = client.post(path, data=AGREED)
    assert (answer.status_code, "The data are erased already." in answer.text) == (422, True)
    assert participants.find_by_address(event, bob.email) is None


def test_record_that_was_merged_is_erased_with_the_one_that_was_kept(
    client: FlaskClient, event: Event, zoe: Organizer, bob: Participant
) -> None:
    twin = make_participant(event, canaries.NAME, organization=bob.organization)
    merging.merge(bob, twin, {}, zoe, NOW)
    db.session.commit()
    client.post(f"{page_of(twin, event)}/erase", data=AGREED)
    db.session.expire_all()
    assert (canaries.found(), bob.given_name) == (set(), "Withdrawn participant")


def test_only_organizers_of_the_event_may_erase(client: FlaskClient, event: Event, bob: Participant) -> None:
    path = f"{page_of(bob, event)}/erase"
    assert client.post(path, data=AGREED).status_code == 303  # to the sign-in page
    sign_in(client, bob)
    assert client.post(path, data=AGREED).status_code == 303
    sign_in(client, make_organizer("Olga Other"))
    assert (client.get(path).status_code, client.post(path, data=AGREED).status_code) == (404, 404)
    db.session.expire_all()
    assert bob.given_name == canaries.CANARY


def test_nobody_is_erased_once_all_are_anonymised(
    client: FlaskClient, event: Event, zoe: Organizer, bob: Participant
) -> None:
    event.anonymised_at = NOW
    db.session.commit()
    assert client.post(f"{page_of(bob, event)}/erase", data=AGREED).status_code == 409
    db.session.expire_all()
    assert bob.given_name == canaries.CANARY
