"""Whoever erases themselves is gone from every table at once; the others keep what is theirs, and are told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import (
    AuditEntry,
    Base,
    CalendarEntry,
    Mail,
    MeetingRequest,
    Organization,
    Participant,
    ParticipantStatus,
    RequestStatus,
)
from matchmaking.services.agenda import calendars
from matchmaking.services.identity import sign_ins
from matchmaking.services.mail import outbox
from matchmaking.services.people import further_organizations, participants
from matchmaking.services.retention import erasing, scrubbing
from matchmaking.services.retention.erasing import DELETED, EMPTIED, STAYING
from tests.factories import (
    NOW,
    make_event,
    make_participant,
    make_request,
    sign_in,
)
from tests.matchmaking import canaries

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from matchmaking.models import Event

WORD, NAME = canaries.CANARY, canaries.NAME


def everything_but(*names: str) -> dict[str, list[object]]:
    return {
        table.name: [tuple(row) for row in db.session.execute(select(table).order_by(*table.primary_key.columns))]
        for table in Base.metadata.sorted_tables
        if table.name not in names
    }


def test_every_column_that_names_a_participant_is_deleted_emptied_or_stays_with_a_reason() -> None:
    naming = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if any(key.column.table.name == "participant" for key in column.foreign_keys)
    }
    handled = [str(column) for column in (*DELETED, *(column for column, _blank in EMPTIED))]
    tables = {mapper.class_.__name__: mapper.class_.__tablename__ for mapper in Base.registry.mappers}
    known = [f"{tables[model]}.{name}" for model, _dot, name in (column.partition(".") for column in handled)]
    assert sorted([*known, *STAYING]) == sorted(naming), "Say in services/retention/erasing.py what becomes of these."


def test_no_canary_is_left_in_any_table(event: Event, bob: Participant, told: MeetingRequest) -> None:
    assert {"participant.about", "mail.body", "mail.subject", "audit_entry.detail", "import.content"} < canaries.found()
    erasing.erase(bob, event, NOW)
    db.session.commit()
    assert canaries.found() == set()
    assert bob.email not in str(everything_but("participant"))


def test_no_canary_is_left_in_the_bytes_of_an_sqlite_file(
    sqlite_app: Flask, app: Flask, event: Event, bob: Participant, told: MeetingRequest
) -> None:
    if app is not sqlite_app:
        pytest.skip("PostgreSQL overwrites in its own time: VACUUM")
    bob_id, event_id, file = bob.id, event.id, Path(str(db.engine.url.database))
    db.session.remove()
    db.engine.dispose()
    assert WORD.encode() in file.read_bytes()
    erasing.erase(db.session.get_one(Participant, bob_id), db.session.get_one(type(event), event_id), NOW)
    db.session.commit()
    db.session.remove()
    db.engine.dispose()
    assert [path.name for path in file.parent.iterdir() if path.is_file() and WORD.encode() in path.read_bytes()] == []


def test_other_side_is_told_and_sees_somebody_who_withdrew(
    event: Event, bob: Participant, cat: Participant, told: MeetingRequest
) -> None:
    erasing.erase(bob, event, NOW)
    db.session.commit()
    entries = db.session.scalars(select(CalendarEntry).where(CalendarEntry.participant_id == cat.id)).all()
    number = bob.id
    assert [(entry.cancelled, entry.partner.name) for entry in entries] == [(True, f"Withdrawn participant {number}")]
    assert told.status is RequestStatus.WITHDRAWN
    last = db.session.scalars(select(Mail).where(Mail.participant_id == cat.id).order_by(Mail.id.desc())).first()
    assert last is not None
    assert (last.kind, f"Withdrawn participant {number}" in last.body) == ("schedule_changed", True)
    assert f"Withdrawn participant {number}" in str(calendars.of_participant(event, cat))
    assert (bob.status, bob.organization.name) == (
        ParticipantStatus.WITHDRAWN,
        f"Withdrawn organization {bob.organization_id}",
    )


def test_feeds_sign_ins_and_the_address_lead_nowhere_and_the_address_may_register_anew(
    event: Event, bob: Participant
) -> None:
    token, feed, address = sign_ins.open_for_participant(bob, NOW), participants.token_of_feed(bob), bob.email
    assert calendars.owner_of_feed(feed) is bob
    erasing.erase(bob, event, NOW)
    db.session.commit()
    assert sign_ins.find(token, NOW) is None
    assert calendars.owner_of_feed(feed) is None
    assert participants.find_by_address(event, address) is None
    assert make_participant(event, NAME, email=address).id != bob.id


def test_what_belongs_to_others_and_other_events_stays(event: Event, bob: Participant, cat: Participant) -> None:
    other = make_event(name="Other fair")
    make_participant(other, NAME, email=bob.email)
    eve = make_participant(event, "Eve Eve", organization=bob.organization)
    kept = make_request(cat, eve, message="Hello from the cats")
    db.session.commit()
    erasing.erase(bob, event, NOW)
    db.session.commit()
    assert kept.message == "Hello from the cats"
    assert (eve.organization.name, cat.name) == (f"{WORD} Works", "Cat Marić")
    assert db.session.scalars(select(Participant.given_name).where(Participant.event_id == other.id)).all() == [WORD]


def test_records_that_were_merged_into_somebody_are_erased_with_them(event: Event, cat: Participant) -> None:
    gone = make_participant(event, NAME, status=ParticipantStatus.WITHDRAWN)
    gone.merged_into_id = cat.id
    db.session.commit()
    erasing.erase(cat, event, NOW)
    db.session.commit()
    assert (gone.name, canaries.found()) == (f"Withdrawn participant {gone.id}", set())


def test_further_organization_of_somebody_else_as_well_stays_and_an_own_one_goes(
    event: Event, bob: Participant, cat: Participant, told: MeetingRequest
) -> None:
    eve = make_participant(event, "Eve Eve")
    further_organizations.add(eve, f"{WORD} Works")
    db.session.commit()
    erasing.erase(bob, event, NOW)
    db.session.commit()
    names = set(db.session.scalars(select(Organization.name).where(Organization.event_id == event.id)))
    assert {f"{WORD} Works", "Cats Ltd."} < names
    assert not {one for one in names if "Chamber" in one or one.startswith("Withdrawn")}


def test_name_that_somebody_else_bears_too_stays_in_what_is_theirs(event: Event, bob: Participant) -> None:
    namesake = make_participant(event, NAME)
    outbox.write("withdrawn", namesake, now=NOW, dedupe_key="n", event=event, event_page_url="", sign_in_url="")
    db.session.commit()
    erasing.erase(bob, event, NOW)
    db.session.commit()
    mail = db.session.scalars(select(Mail)).one()
    assert (mail.to_name, namesake.name) == (NAME, NAME)


def test_erasing_is_written_down_without_a_name(event: Event, bob: Participant) -> None:
    erasing.erase(bob, event, NOW)
    db.session.commit()
    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert (entry.action, entry.participant_id, entry.subject, entry.detail) == ("participant.erased", bob.id, "", {})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Ann Lee asks: short", "… asks: …"),
        ("> Ann\n> Lee (x)", "> … (x)"),
        ("short words of others", "short words of others"),
        ("Joann Leerdam", "Joann Leerdam"),
        ("a telling text of more than twenty", "…"),
        ({"a": ["ann lee", 1]}, {"a": ["…", 1]}),
    ],
)
def test_words_are_found_however_they_are_broken_and_nowhere_else(before: object, after: object) -> None:
    words = scrubbing.Words.of(["Ann Lee", ""], ["short", "a telling text of more than twenty", " "])
    assert words.out_of(before) == after


def test_half_a_name_at_the_end_of_a_cut_text_goes_too() -> None:
    words = scrubbing.Words.of(["Ann Leerdam"], [])
    assert (words.out_of("x → Ann Lee", 11), words.out_of("x → Ann Lee")) == ("x → …", "x → Ann Lee")


def test_nobody_to_look_for_changes_nothing() -> None:
    assert scrubbing.Words.of([], []).out_of("anything") == "anything"


def test_page_asks_for_a_tick_then_erases_and_signs_out(client: FlaskClient, event: Event, bob: Participant) -> None:
    sign_in(client, bob)
    path = f"/e/{event.slug}/me/profile/erase"
    assert "Withdrawn participant" in client.get(path).get_data(as_text=True)
    assert client.post(path).status_code == 422
    assert bob.given_name == WORD
    erased = client.post(path, data={"understood": "y"})
    assert (erased.status_code, erased.headers["Clear-Site-Data"]) == (303, '"storage"')
    db.session.expire_all()
    assert (bob.status, bob.phone) == (ParticipantStatus.WITHDRAWN, "")
    assert canaries.found() == set()
    assert client.get(f"/e/{event.slug}/me/agenda").status_code == 303


def test_whoever_waits_for_approval_and_whose_event_was_cancelled_may_erase(
    client: FlaskClient, event: Event, bob: Participant
) -> None:
    bob.status, event.cancelled_at = ParticipantStatus.PENDING, NOW
    sign_in(client, bob)
    assert "/profile/erase" in client.get(f"/e/{event.slug}/me/profile").get_data(as_text=True)
    assert client.post(f"/e/{event.slug}/me/profile/erase", data={"understood": "y"}).status_code == 303
    db.session.expire_all()
    assert bob.given_name == "Withdrawn participant"
