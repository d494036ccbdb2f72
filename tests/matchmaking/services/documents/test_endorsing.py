from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import (
    AuditEntry,
    DocumentReaders,
    Endorsement,
    ParticipantStatus,
    SessionKind,
    SignUpMode,
)
from matchmaking.services.afterwards import tables
from matchmaking.services.afterwards.report import Report
from matchmaking.services.documents import endorsers, endorsing
from matchmaking.services.people import inviting, moving, seating
from matchmaking.services.refusals import Conflict, NotFound, PhaseClosed
from tests.factories import NOW, make_event, make_organization, make_organizer, make_participant, make_session
from tests.matchmaking.services.documents.test_keeping import NEXT, put, said

if TYPE_CHECKING:
    from flask import Flask

    from matchmaking.models import Event, EventSession, Organizer, Participant


@pytest.fixture
def ann(app: Flask) -> Organizer:
    del app
    return make_organizer()


@pytest.fixture
def event(ann: Organizer) -> Event:
    return make_event(ann)


@pytest.fixture
def table(event: Event) -> EventSession:
    return make_session(event, "Round table", kind=SessionKind.ROUND_TABLE)


def read_by(*people: Participant) -> list[bool]:
    found = [[one.session_id for one in endorsing.readable(person)] != [] for person in people]
    assert [endorsing.any_readable(person) for person in people] == found
    return found


def test_readers_are_those_who_see_the_session_attend_it_or_everybody(
    ann: Organizer, event: Event, table: EventSession
) -> None:
    bob, cat, dan = (make_participant(event, name) for name in ("Bob Kovač", "Cat Иванова", "Dan Ο"))
    table.sign_up_mode = SignUpMode.INVITED
    inviting.invite(event, table, f"organization:{cat.organization_id}", ann, NOW)
    seating.sign_up(bob, table, NOW, by_organizer=True)
    put(event, table, ann)
    assert read_by(bob, cat, dan) == [True, True, False]
    put(event, table, ann, said(readers=DocumentReaders.ATTENDING), content=None)
    assert read_by(bob, cat, dan) == [True, False, False]
    put(event, table, ann, said(readers=DocumentReaders.EVERYBODY), content=None)
    assert read_by(bob, cat, dan) == [True, True, True]
    table.sign_up_mode = SignUpMode.CLOSED
    put(event, table, ann, said(), content=None)
    assert read_by(bob, cat, dan) == [True, True, True]
    put(event, table, ann, said(published=False), content=None)
    assert read_by(bob, cat, dan) == [False, False, False]


def test_only_who_takes_part_in_this_event_reads(ann: Organizer, event: Event, table: EventSession) -> None:
    file = put(event, table, ann).file
    waiting = make_participant(event, status=ParticipantStatus.PENDING)
    stranger = make_participant(make_event(name="Other"))
    assert read_by(waiting, stranger) == [False, False]
    for person in (waiting, stranger):
        with pytest.raises(NotFound):
            endorsing.endorse(person, file.id, NOW)


def test_nobody_endorses_for_an_organization_that_has_not_confirmed_them(
    ann: Organizer, event: Event, table: EventSession
) -> None:
    file = put(event, table, ann).file
    bob = make_participant(event)
    bob.organization_confirmed = False
    with pytest.raises(Conflict, match="Nobody has confirmed yet"):
        endorsing.endorse(bob, file.id, NOW)
    assert endorsers.count(file) == 0


def test_organization_counts_once_however_many_of_its_people_endorse(
    ann: Organizer, event: Event, table: EventSession
) -> None:
    firm = make_organization(event, "Firm")
    people = [make_participant(event, name, organization=firm) for name in ("Bob Kovač", "Cat Иванова")]
    document = put(event, table, ann)
    file = document.file
    for person in (*people, make_participant(event, "Dan Other"), people[0]):
        endorsing.endorse(person, file.id, NOW)
    assert endorsers.count(file) == 3
    assert endorsers.organizations([file.id]) == {file.id: 2}
    assert endorsing.of_organization(people[1], [document])[file.id].participant == people[0]
    recorded = db.session.scalars(select(AuditEntry.participant_id).where(AuditEntry.action == "document.endorsed"))
    assert len(recorded.all()) == 3
    (found,) = [one for one in tables.tables_of(Report(event, NOW)) if one.id == "documents"]
    assert found.rows == [("Round table", 2)]


def test_endorsement_is_withdrawn_until_the_closing_date(ann: Organizer, event: Event, table: EventSession) -> None:
    bob, until = make_participant(event), NOW + timedelta(days=1)
    document = put(event, table, ann, said(until=until))
    endorsing.endorse(bob, document.file.id, NOW)
    endorsing.withdraw(bob, document.file.id, until - timedelta(seconds=1))
    assert endorsers.count(document.file) == 0
    endorsing.endorse(bob, document.file.id, NOW)
    for act in (endorsing.endorse, endorsing.withdraw):
        with pytest.raises(PhaseClosed):
            act(bob, document.file.id, until)
    assert endorsers.count(document.file) == 1


def test_who_endorsed_a_replaced_text_keeps_it_and_is_asked_anew(
    ann: Organizer, event: Event, table: EventSession
) -> None:
    bob, cat = make_participant(event, "Bob Kovač"), make_participant(event, "Cat Иванова")
    document = put(event, table, ann)
    former = document.file
    endorsing.endorse(bob, former.id, NOW)
    put(event, table, ann, content=NEXT)
    assert endorsing.file_of(bob, former.id) is former
    with pytest.raises(NotFound):  # whom it does not concern
        endorsing.file_of(cat, former.id)
    with pytest.raises(Conflict, match="replaced meanwhile"):
        endorsing.endorse(bob, former.id, NOW)
    assert endorsers.organizations([document.file.id]) == {}
    endorsing.endorse(bob, document.file.id, NOW)
    assert set(endorsing.mine(bob, [document])) == {former.id, document.file.id}


def test_list_is_searched_and_sorted(ann: Organizer, event: Event, table: EventSession) -> None:
    file = put(event, table, ann).file
    for number, (name, firm) in enumerate([("Bob Kovač", "Zeta"), ("Cat Иванова", "Alfa"), ("Dan Other", "Beta")]):
        person = make_participant(event, name, organization=make_organization(event, firm))
        endorsing.endorse(person, file.id, NOW + timedelta(minutes=number))

    def names(words: str = "", **look: object) -> list[str]:
        return [row.participant.given_name for row in endorsers.entries(file, words, **look)]  # type: ignore[arg-type]

    assert names() == ["Cat", "Dan", "Bob"]
    assert names(sort="hour", descending=True) == ["Dan", "Cat", "Bob"]
    assert names(sort="name") == ["Bob", "Dan", "Cat"]
    assert (names("zeta kovac"), names(offset=1, limit=1)) == (["Bob"], ["Dan"])


def test_endorsements_of_two_who_are_one_become_one(ann: Organizer, event: Event, table: EventSession) -> None:
    kept, gone = make_participant(event, "Bob Kovač"), make_participant(event, "Bob Kovac")
    file = put(event, table, ann).file
    for person in (kept, gone):
        endorsing.endorse(person, file.id, NOW)
    moving.everything(event, kept, gone, NOW)
    assert db.session.scalars(select(Endorsement.participant_id)).all() == [kept.id]
