"""Erased means gone: no canary survives, whatever table and column it was planted in; and what is counted stays."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import (
    AuditEntry,
    Base,
    Consent,
    Event,
    Feedback,
    FollowUp,
    Mail,
    Participant,
    ParticipantStatus,
    ProfileTerm,
    RequestStatus,
    Schedule,
    SignIn,
    TermKind,
)
from matchmaking.services.afterwards.report import Report
from matchmaking.services.agenda import calendars
from matchmaking.services.files.lists import organizations, requests
from matchmaking.services.files.lists import people as people_list
from matchmaking.services.identity import sign_ins
from matchmaking.services.mail import outbox
from matchmaking.services.people import participants
from matchmaking.services.refusals import Conflict, Invalid, PhaseClosed
from matchmaking.services.retention import anonymising, keeping
from matchmaking.services.retention.anonymising import ANONYMISERS, OF_THE_INSTALLATION
from matchmaking.services.runs import runs
from matchmaking.services.schedule import publishing
from matchmaking.services.setup import event_state, phases
from tests.factories import (
    NOW,
    make_event,
    make_meeting,
    make_organization,
    make_organizer,
    make_participant,
    make_request,
    make_session,
    make_tables,
    make_version,
)
from tests.matchmaking import canaries

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Flask

    from matchmaking.models import Organizer

KEPT = {anonymiser.model.__tablename__: anonymiser.kept for anonymiser in ANONYMISERS}
NAMES = ("Bob", "Kovač", "Cat", "Marić", "Steelworks", "@firm.example", "robots", "secret wish", "+381")


def forget(event: Event, organizer: Organizer) -> datetime:
    """Anonymise as the organizer does by hand, once the event is over."""
    when = phases.ends_at(event)
    anonymising.anonymise_now(event, event.name, organizer, when)
    db.session.commit()
    return when


@pytest.fixture
def ann(app: Flask) -> Organizer:
    return make_organizer()


@pytest.fixture
def event(ann: Organizer) -> Event:
    """Bob and Cat meet at a table of the published version; a request of hers was declined."""
    event = make_event(ann, name="Fair")
    slot, table = make_session(event).slots[0], make_tables(event)[0]
    bob = make_participant(event, "Bob Kovač", organization=make_organization(event, "Steelworks"), country="RS")
    cat = make_participant(event, "Cat Marić", country="HR")
    bob.about, bob.phone = "I build robots", "+381 11 222"
    bob.terms = [
        ProfileTerm(kind=kind, position=0, text=word, key=word)
        for kind, word in ((TermKind.FIELD, "automotive"), (TermKind.OFFER, "robots"), (TermKind.NEED, "robots"))
    ]
    bob.consents = [Consent(wording="Bob agrees", language="en", given_at=NOW)]
    dan = make_participant(event, "Dan Popa", status=ParticipantStatus.PENDING)
    make_request(cat, dan, status=RequestStatus.DECLINED, message="secret wish")
    meeting = make_meeting(bob, cat)
    make_version(event, (meeting, slot, table))
    ids = {"event_id": event.id, "meeting_id": meeting.id, "participant_id": bob.id}
    said = {"took_place": True, "rating": 5, "follow_up": FollowUp.DEAL, "value": 50_000, "reached": 7}
    db.session.add(Feedback(**ids, **said, comment="secret wish", changed_at=NOW))
    outbox.write("withdrawn", bob, now=NOW, dedupe_key="x", event=event, event_page_url="", sign_in_url="")
    db.session.commit()
    return event


def test_every_table_has_exactly_one_anonymiser() -> None:
    known = [anonymiser.model for anonymiser in ANONYMISERS] + list(OF_THE_INSTALLATION)
    assert len(known) == len(set(known))
    forgotten = {mapper.class_.__name__ for mapper in Base.registry.mappers} - {model.__name__ for model in known}
    assert forgotten == set(), "Say in services/retention what becomes of these tables."


def test_columns_that_are_kept_exist_and_hold_text() -> None:
    for anonymiser in ANONYMISERS:
        columns = anonymiser.model.metadata.tables[anonymiser.model.__tablename__].columns
        assert anonymiser.kept <= {column.name for column in columns if canaries.is_text(column)}, anonymiser.model


def test_no_canary_is_left_anywhere_in_the_database(app: Flask, ann: Organizer) -> None:
    event = make_event(name="Fair")
    planted = canaries.plant(event, ann, KEPT)
    assert canaries.found() == planted
    forget(event, ann)
    assert canaries.found() == set(), "Empty these columns in services/retention, or say there that they are kept."


def test_no_canary_is_left_in_the_bytes_of_an_sqlite_file(sqlite_app: Flask, app: Flask, ann: Organizer) -> None:
    if app is not sqlite_app:
        pytest.skip("PostgreSQL overwrites in its own time: VACUUM")
    event = make_event(name="Fair")
    canaries.plant(event, ann, KEPT)
    event_id, ann_id = event.id, ann.id
    db.session.remove()
    db.engine.dispose()
    file = Path(str(db.engine.url.database))
    assert canaries.CANARY.encode() in file.read_bytes()
    forget(db.session.get_one(Event, event_id), db.session.get_one(type(ann), ann_id))
    db.session.remove()
    db.engine.dispose()
    assert canaries.CANARY.encode() not in file.read_bytes()


def test_canaries_of_another_event_all_stay(app: Flask, ann: Organizer) -> None:
    event, other = make_event(name="Fair"), make_event(name="Other fair")
    planted = canaries.plant(other, ann, KEPT)
    forget(event, ann)
    assert canaries.found() == planted


def test_nobody_is_named_in_lists_calendars_and_files_of_the_event(event: Event, ann: Organizer) -> None:
    assert all(name in exports(event) for name in NAMES)
    forget(event, ann)
    assert [name for name in NAMES if name in exports(event)] == []


def exports(event: Event) -> str:
    everyone = people_list.table(event, people_list.Search(), sort="name", descending=False)
    wishes = requests.table(event, requests.Search(), sort="created", descending=False)
    firms = [entry.organization.name for entry in organizations.entries(event, "", "", sort="name", descending=False)]
    people = db.session.scalars(select(Participant).where(Participant.event_id == event.id))
    return str([everyone, wishes, firms, [calendars.of_participant(event, person) for person in people]])


def test_participants_are_numbered_from_one_in_the_order_they_came(event: Event, ann: Organizer) -> None:
    before = db.session.scalars(select(Participant.id).order_by(Participant.id)).all()
    forget(event, ann)
    rows = db.session.execute(select(Participant).order_by(Participant.id)).scalars().all()
    assert [person.id for person in rows] == before
    assert [person.name for person in rows] == ["Participant 1", "Participant 2", "Participant 3"]
    assert rows[0].organization.name == "Anonymised organization 1"
    assert [person.country for person in rows] == ["RS", "HR", "RS"]
    assert rows[0].terms_of(TermKind.FIELD) == ["automotive"]
    assert (rows[0].terms_of(TermKind.OFFER), rows[0].terms_of(TermKind.NEED), rows[0].consents) == ([], [], [])


def test_figures_are_the_same_before_and_after(event: Event, ann: Organizer) -> None:
    before = event_state.figures(event)
    assert (before.meetings, before.scheduled, sum(before.participants.values())) == (1, 1, 3)
    forget(event, ann)
    assert event_state.figures(event) == before


def test_report_is_the_same_before_and_after(event: Event, ann: Organizer) -> None:
    when = phases.ends_at(event)
    before = counts(Report(event, when))
    assert (before["held"], before["value"], before["fields"]) == (1, 50_000, [("automotive", 1, 1)])
    forget(event, ann)
    assert counts(Report(event, when)) == before


def counts(report: Report) -> dict[str, object]:
    parts = {name: getattr(report, name) for name in dir(Report) if not name.startswith("_")}
    counted = {name: part() if callable(part) else part for name, part in parts.items()}
    lists = {name: len(counted.pop(name)) for name in ("taking_part", "held")}
    return counted | lists | {"requests": report.requests, "wished": report.wished, "meetings": report.meetings}


def test_content_hash_of_a_published_version_stays_valid(event: Event, ann: Organizer) -> None:
    before = publishing.version(event, 1).content_hash
    forget(event, ann)
    version = db.session.scalars(select(Schedule).where(Schedule.number == 1)).one()
    assert (version.content_hash, publishing.content_hash(version)) == (before, before)


def test_feeds_links_and_sign_ins_lead_nowhere(event: Event, ann: Organizer) -> None:
    bob = db.session.scalars(select(Participant).order_by(Participant.id)).first()
    assert bob is not None
    token, feed = sign_ins.open_for_participant(bob, NOW), participants.token_of_feed(bob)
    address = bob.email
    assert calendars.owner_of_feed(feed) is bob
    forget(event, ann)
    assert sign_ins.find(token, NOW) is None
    assert calendars.owner_of_feed(feed) is None
    assert participants.find_by_address(event, address) is None
    assert db.session.scalars(select(SignIn)).all() == []
    assert db.session.scalars(select(Mail)).all() == []


def test_log_says_what_was_done_but_not_to_whom(event: Event, ann: Organizer) -> None:
    when = forget(event, ann)
    entries = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [(entry.action, entry.subject) for entry in entries][-2:] == [
        ("schedule.published", ""),
        ("data.anonymised", ""),
    ]
    assert {str(entry.detail) for entry in entries[:-1]} == {"{}"}
    assert (entries[-1].detail, entries[-1].organizer_id, entries[-1].at) == ({"participants": 3}, ann.id, when)


def test_second_time_changes_nothing(event: Event, ann: Organizer) -> None:
    when = forget(event, ann)
    before = dump()
    with pytest.raises(Conflict, match="anonymised already"):
        anonymising.anonymise_now(event, "Fair", ann, when + timedelta(days=1))
    db.session.rollback()
    assert anonymising.anonymise_due(event.id, when + timedelta(days=1000)) is False
    assert dump() == before


def test_a_failure_on_the_way_leaves_everything_as_it_was(
    event: Event, ann: Organizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dump()
    last = anonymising.ANONYMISERS[-1]

    def power_cut(event: Event) -> None:
        last.act(event)
        raise KeyboardInterrupt

    monkeypatch.setattr(anonymising, "ANONYMISERS", (*ANONYMISERS, type(last)(last.model, power_cut)))
    with pytest.raises(KeyboardInterrupt):
        forget(event, ann)
    db.session.rollback()
    assert dump() == before


def dump() -> str:
    return str({table.name: db.session.execute(select(table)).all() for table in Base.metadata.sorted_tables})


def test_nobody_is_forgotten_before_the_event_is_over(event: Event, ann: Organizer) -> None:
    with pytest.raises(PhaseClosed, match="until Fair is over"):
        anonymising.anonymise_now(event, "Fair", ann, phases.ends_at(event) - timedelta(seconds=1))


def test_a_cancelled_event_need_not_be_over(event: Event, ann: Organizer) -> None:
    event.cancelled_at = NOW
    anonymising.anonymise_now(event, "Fair", ann, NOW)
    assert event.anonymised_at == NOW


def test_another_name_anonymises_nothing(event: Event, ann: Organizer) -> None:
    with pytest.raises(Invalid, match="Nothing was anonymised"):
        anonymising.anonymise_now(event, "Fayre", ann, phases.ends_at(event))
    assert event.anonymised_at is None


def test_a_schedule_that_is_being_built_is_waited_for(event: Event, ann: Organizer) -> None:
    runs.start(event, ann, NOW, time_limit=30)
    db.session.commit()
    with pytest.raises(Conflict, match="being built"):
        anonymising.anonymise_now(event, "Fair", ann, phases.ends_at(event))
    assert anonymising.anonymise_due(event.id, keeping.kept_until(event)) is False


def test_events_are_due_so_many_days_after_their_last_midnight(event: Event) -> None:
    event.kept_days = 30
    until = phases.ends_at(event) + timedelta(days=30)
    assert anonymising.due(until - timedelta(seconds=1)) == []
    assert anonymising.due(until) == [event.id]
    assert anonymising.anonymise_due(event.id, until - timedelta(seconds=1)) is False
    assert anonymising.anonymise_due(event.id, until) is True
    db.session.commit()
    assert anonymising.due(until) == []
    assert re.match(r"Participant \d", event_people(event)[0].name)


def event_people(event: Event) -> list[Participant]:
    return list(db.session.scalars(select(Participant).where(Participant.event_id == event.id)))
