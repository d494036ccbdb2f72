"""Twins among participants and organizations: found, compared, merged, told apart."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import (
    AbsentDay,
    Assignment,
    Attendance,
    CalendarEntry,
    Consent,
    Event,
    HiddenSuggestion,
    Mail,
    Meeting,
    MeetingRequest,
    NotTwins,
    Organization,
    Organizer,
    Participant,
    ParticipantStatus,
    Priority,
    RequestStatus,
    Schedule,
    Slot,
)
from matchmaking.services.agenda import calendars
from matchmaking.services.people import merging, moving, participants, twins
from matchmaking.services.people.twins import Reason, Suspicion
from matchmaking.services.refusals import Conflict, Invalid
from matchmaking.services.schedule import publishing
from tests.factories import (
    NOW,
    make_draft,
    make_event,
    make_meeting,
    make_organization,
    make_organizer,
    make_participant,
    make_request,
    make_session,
    make_tables,
    make_version,
    sign_in,
)

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

LATER = NOW + timedelta(minutes=1)
ACCEPTED, PENDING, DECLINED = RequestStatus.ACCEPTED, RequestStatus.PENDING, RequestStatus.DECLINED


@pytest.fixture
def ann(app: Flask) -> Organizer:
    return make_organizer()


@pytest.fixture
def event(ann: Organizer) -> Event:
    return make_event(ann)


@pytest.fixture
def page(client: FlaskClient, ann: Organizer, event: Event) -> FlaskClient:
    return sign_in(client, ann)


@pytest.fixture
def slots(event: Event) -> list[Slot]:
    make_session(event)
    return list(db.session.scalars(select(Slot).order_by(Slot.starts_at)))


def pair_of(event: Event) -> tuple[Participant, Participant]:
    """Bob, who registered twice."""
    firm = make_organization(event, "Zora")
    return (
        make_participant(event, "Bob Kovač", organization=firm, email="bob@zora.example"),
        make_participant(event, "Боб Ковач", organization=firm, email="bob.kovac@zora.example"),
    )


def merge(kept: Participant, gone: Participant, ann: Organizer, *taken: str) -> None:
    merging.merge(kept, gone, taken, ann, LATER)
    db.session.commit()


def requests() -> set[tuple[int, int, RequestStatus, int]]:
    found = db.session.scalars(select(MeetingRequest))
    return {(one.requester_id, one.recipient_id, one.status, int(one.priority)) for one in found}


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Зора д.о.о.", "zora"),
        ("ZORA DOO", "zora"),
        ("Zora Ltd.", "zora"),
        ("Зора ЕООД", "zora"),
        ("Zora GmbH & Co. KG", "zora"),
        ("Zora S.R.L.", "zora"),
        ("Zora A.Ş.", "zora"),
        ("Ζορα ΑΕ", "zora"),
        ("Zora sh.p.k.", "zora"),
        ("AD", "ad"),
        ("Cluster Zora", "cluster zora"),
    ],
)
def test_legal_forms_do_not_tell_organizations_apart(app: Flask, name: str, bare: str) -> None:
    assert twins.bare_name(name) == bare


@pytest.mark.parametrize(
    "address", ["bob.kovac@gmail.com", "bobkovac+fair@gmail.com", "b.obkovac@googlemail.com", "bobkovac@gmail.com"]
)
def test_one_mailbox_has_one_key(app: Flask, address: str) -> None:
    assert twins.address_key(address) == "bobkovac@gmail.com"


def test_twins_are_found_with_their_reasons_and_forgotten_once_denied(event: Event) -> None:
    one, other = pair_of(event)
    three = make_participant(event, "Cat C", email="bob+cat@zora.example")
    four = make_participant(event, "Dan D")
    three.phone, four.phone = "+381 64 123 45 67", "064/123-4567"
    make_participant(make_event(), "Bob Kovač", email="bob@zora.example")
    db.session.commit()
    assert twins.suspected(event) == [
        Suspicion(one.id, other.id, (Reason.NAME,)),
        Suspicion(one.id, three.id, (Reason.ADDRESS,)),
        Suspicion(three.id, four.id, (Reason.PHONE,)),
    ]
    twins.deny(NotTwins, other.id, one.id)
    twins.deny(NotTwins, one.id, other.id)
    db.session.commit()
    assert [(found.low_id, found.high_id) for found in twins.suspected(event)] == [
        (one.id, three.id),
        (three.id, four.id),
    ]


def test_what_many_share_makes_no_twins(event: Event) -> None:
    for number in range(twins.MOST_ALIKE + 1):
        make_participant(event, f"Person {number}").phone = "+381 11 000 0000"
    db.session.commit()
    assert twins.suspected(event) == []


def test_requests_move_and_those_that_become_one_keep_the_stronger_status(event: Event, ann: Organizer) -> None:
    kept, gone = pair_of(event)
    only, both, asker, mutual = (make_participant(event, name) for name in ("Cat C", "Dan D", "Eve E", "Fay F"))
    make_request(gone, only, priority=Priority.MUST)
    make_request(kept, both, status=PENDING, priority=Priority.OPEN_TO)
    make_request(gone, both, status=DECLINED, priority=Priority.MUST)
    make_request(asker, gone)
    make_request(kept, mutual)
    make_request(mutual, gone)
    make_request(kept, gone)
    plan = merging.plan(kept, gone)
    assert (plan.requests, len(plan.told), plan.refusals) == (5, 2, [])
    merge(kept, gone, ann)
    assert requests() == {
        (kept.id, only.id, PENDING, 3),
        (kept.id, both.id, DECLINED, 3),
        (asker.id, kept.id, PENDING, 2),
        (kept.id, mutual.id, ACCEPTED, 2),
        (mutual.id, kept.id, ACCEPTED, 2),
    }
    meeting = db.session.scalars(select(Meeting)).one()
    assert {meeting.low_id, meeting.high_id} == {kept.id, mutual.id}


def test_a_scheduled_meeting_stays_where_it_is_and_keeps_its_calendar_identity(
    event: Event, ann: Organizer, slots: list[Slot]
) -> None:
    cat = make_participant(event, "Cat C")
    kept, gone = pair_of(event)
    early = make_participant(event, "Eve E")
    (table, second, _third) = make_tables(event)
    meeting, own = make_meeting(cat, gone), make_meeting(kept, early)
    first = make_version(event, (meeting, slots[0], table), (own, slots[1], second))
    uid, hashed = meeting.uid, first.content_hash
    mails = set(db.session.scalars(select(Mail.id)))
    merge(kept, gone, ann)
    made = publishing.in_force(event)
    assert made is not None
    assert (made.number, event.version_number, publishing.content_hash(made)) == (2, 2, made.content_hash)
    places = db.session.execute(
        select(Attendance.meeting_id, Attendance.participant_id, Attendance.slot_id, Attendance.side)
        .where(Attendance.schedule_id == made.id)
        .order_by(Attendance.meeting_id, Attendance.side)
    ).all()
    assert places == [
        (meeting.id, cat.id, slots[0].id, 0),
        (meeting.id, kept.id, slots[0].id, 1),
        (own.id, kept.id, slots[1].id, 0),
        (own.id, early.id, slots[1].id, 1),
    ]
    assert (publishing.content_hash(first), meeting.uid, meeting.low_id, meeting.high_id) == (
        hashed,
        uid,
        cat.id,
        kept.id,
    )
    told = db.session.execute(
        select(CalendarEntry.participant_id, CalendarEntry.partner_id, CalendarEntry.cancelled).where(
            CalendarEntry.meeting_id == meeting.id
        )
    ).all()
    assert set(told) == {(cat.id, kept.id, False), (kept.id, cat.id, False), (gone.id, cat.id, True)}
    assert set(db.session.scalars(select(Mail.id))) == mails
    assert calendars.owner_of_feed(participants.token_of_feed(gone)) == kept


def test_sides_are_turned_where_the_order_of_the_pair_is(event: Event, ann: Organizer, slots: list[Slot]) -> None:
    gone = make_participant(event, "Bob Kovač")
    cat = make_participant(event, "Cat C")
    kept = make_participant(event, "Bob Kovač")
    meeting = make_meeting(gone, cat)
    table = make_tables(event)[0]
    make_version(event, (meeting, slots[0], table))
    draft = make_draft(event, (meeting, slots[1], table))
    merge(kept, gone, ann)
    made = publishing.in_force(event)
    assert made is not None
    for schedule in (made, draft):
        sides = db.session.scalars(
            select(Attendance.participant_id).where(Attendance.schedule_id == schedule.id).order_by(Attendance.side)
        ).all()
        assert sides == [meeting.low_id, meeting.high_id] == [cat.id, kept.id]


def test_two_meetings_at_once_and_with_one_partner_are_refused_with_their_names(
    event: Event, ann: Organizer, slots: list[Slot]
) -> None:
    kept, gone = pair_of(event)
    cat, eve = make_participant(event, "Cat C"), make_participant(event, "Eve E")
    tables = make_tables(event)
    one, other, third = make_meeting(kept, cat), make_meeting(gone, eve), make_meeting(gone, cat)
    make_version(event, (one, slots[0], tables[0]), (other, slots[0], tables[1]), (third, slots[1], tables[0]))
    refusals = merging.plan(kept, gone).refusals
    assert [("Cat C" in text, "Eve E" in text) for text in refusals] == [(True, True), (True, False)]
    with pytest.raises(Conflict):
        merge(kept, gone, ann)
    db.session.rollback()
    assert (gone.status, event.version_number) == (ParticipantStatus.APPROVED, 1)


def test_in_a_draft_a_meeting_at_once_loses_its_place(event: Event, ann: Organizer, slots: list[Slot]) -> None:
    kept, gone = pair_of(event)
    cat, eve = make_participant(event, "Cat C"), make_participant(event, "Eve E")
    tables = make_tables(event)
    one, other, free = make_meeting(kept, cat), make_meeting(gone, eve), make_meeting(gone, make_participant(event))
    draft = make_draft(event, (one, slots[0], tables[0]), (other, slots[0], tables[1]), (free, slots[1], tables[0]))
    merge(kept, gone, ann)
    held = select(Assignment.meeting_id).where(Assignment.schedule_id == draft.id).order_by(Assignment.meeting_id)
    assert db.session.scalars(held).all() == [one.id, free.id]
    left = select(Attendance.meeting_id).where(Attendance.participant_id == gone.id)
    assert db.session.scalars(left).all() == []


def test_availability_consents_and_addresses_follow(event: Event, ann: Organizer) -> None:
    kept, gone = pair_of(event)
    for person, days in ((kept, (0,)), (gone, (0, 1))):
        db.session.add_all(
            AbsentDay(participant_id=person.id, day=event.starts_on + timedelta(days=day)) for day in days
        )
    db.session.add(Consent(participant_id=gone.id, wording="Yes", language="en", given_at=NOW))
    gone.confirmed_at = NOW
    db.session.commit()
    merge(kept, gone, ann, "email", "name")
    assert (kept.name, kept.email, kept.confirmed_at) == ("Боб Ковач", "bob.kovac@zora.example", NOW)
    assert [
        participants.find_by_address(event, address) for address in ("bob@zora.example", "bob.kovac@zora.example")
    ] == [
        kept,
        kept,
    ]
    absent = select(AbsentDay.day).where(AbsentDay.participant_id == kept.id).order_by(AbsentDay.day)
    assert db.session.scalars(absent).all() == [event.starts_on, event.ends_on]
    assert [consent.wording for consent in kept.consents] == ["Yes"]
    assert (gone.status, gone.merged_into) == (ParticipantStatus.WITHDRAWN, kept)
    with pytest.raises(Invalid):
        merging.plan(kept, gone)


def test_hidden_suggestions_move_once_and_nobody_hides_themselves(event: Event) -> None:
    kept, gone, cat, dan = (make_participant(event, f"Person {number}") for number in range(4))
    hidden = [(kept, gone), (gone, kept), (gone, cat), (kept, cat), (gone, dan), (cat, gone), (dan, gone), (dan, kept)]
    db.session.add_all(HiddenSuggestion(participant_id=one.id, other_id=other.id) for one, other in hidden)
    db.session.commit()
    moving.everything(event, kept, gone, NOW)
    rows = db.session.execute(select(HiddenSuggestion.participant_id, HiddenSuggestion.other_id)).all()
    left = {(kept.id, cat.id), (kept.id, dan.id), (cat.id, kept.id), (dan.id, kept.id)}
    assert sorted(tuple(row) for row in rows) == sorted(left)


def test_every_reference_to_a_participant_is_decided(app: Flask) -> None:
    moved = {column.class_.__tablename__ for column in moving.SIMPLY} | {
        table.__tablename__ for table, _key in moving.KEYED
    }
    by_hand = {"meeting_request", "organization_request", "meeting", "session_sign_up", "no_show"}
    by_hand |= {"kept_apart", "not_twins", "hidden_suggestion", "shortlisted"}
    ended = {"sign_in", "mailed_link", "profile_term", "audit_entry"}  # of the one who goes, and stay there
    referring = {
        table.name
        for table in db.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "participant"
    }
    assert referring == moved | by_hand | ended | moving.STAYS


def test_pages_list_compare_merge_and_deny(page: FlaskClient, event: Event) -> None:
    at = f"/organizer/events/{event.slug}/participants"
    assert "No twins found" in page.get(f"{at}/twins").get_data(as_text=True)
    kept, gone = pair_of(event)
    assert "the same name and organization" in page.get(f"{at}/twins").get_data(as_text=True)
    compared = page.get(f"{at}/twins/{kept.id}/{gone.id}").get_data(as_text=True)
    assert ("Боб Ковач" in compared, "bob.kovac@zora.example" in compared) == (True, True)
    answer = page.post(f"{at}/twins/{kept.id}/{gone.id}", data={"email": "gone", "type": "kept"})
    assert (answer.status_code, kept.email) == (303, "bob.kovac@zora.example")
    followed = page.get(f"{at}/{gone.id}")
    assert (followed.status_code, followed.location) == (303, f"{at}/{kept.id}")
    assert page.get(at).get_data(as_text=True).count("Zora</td>") == 1
    three = make_participant(event, "Bob Kovač", organization=kept.organization)
    page.post(f"{at}/twins/{three.id}/{kept.id}/deny")
    assert "No twins found" in page.get(f"{at}/twins").get_data(as_text=True)


def test_a_merge_that_cannot_be_says_why_and_changes_nothing(
    page: FlaskClient, event: Event, slots: list[Slot]
) -> None:
    kept, gone = pair_of(event)
    make_version(event, (make_meeting(kept, gone), slots[0], None))
    address = f"/organizer/events/{event.slug}/participants/twins/{kept.id}/{gone.id}"
    answer = page.post(address)
    assert (answer.status_code, "The two are to meet each other" in answer.get_data(as_text=True)) == (409, True)
    assert db.session.scalars(select(Schedule.number)).all() == [1]


def test_organizations_are_found_merged_and_told_apart(page: FlaskClient, event: Event) -> None:
    at = f"/organizer/events/{event.slug}/organizations"
    assert "No twins found" in page.get(f"{at}/twins").get_data(as_text=True)
    one, other = make_organization(event, "Zora d.o.o.", country=""), make_organization(event, "Зора", country="RS")
    make_participant(event, organization=one, email="a@one.example")
    bob = make_participant(event, organization=other, email="b@two.example")
    third = make_organization(event, "Other")
    make_participant(event, organization=third, email="c@two.example")
    for name in ("Cloud", "Storm"):
        make_participant(event, organization=make_organization(event, name), email=f"{name}@gmail.com".lower())
    assert twins.suspected_organizations(event) == [
        Suspicion(one.id, other.id, (Reason.FORM,)),
        Suspicion(other.id, third.id, (Reason.DOMAIN,)),
    ]
    assert "the same name but for the legal form" in page.get(f"{at}/twins").get_data(as_text=True)
    page.post(f"{at}/twins/{other.id}/{third.id}/deny")
    answer = page.post(f"{at}/twins/{one.id}/{other.id}/merge", follow_redirects=True).get_data(as_text=True)
    assert "1 person represents “Zora d.o.o.” now" in answer
    db.session.expire_all()
    assert (bob.organization_id, one.country) == (one.id, "RS")
    assert [found.name for found in db.session.scalars(select(Organization).where(Organization.name == "Зора"))] == []
    assert page.post(f"{at}/twins/{one.id}/{one.id}/merge").status_code == 422


def test_twins_of_other_events_are_not_found(page: FlaskClient, event: Event) -> None:
    bob, dan = make_participant(event), make_participant(make_event())
    people = f"/organizer/events/{event.slug}/participants/twins"
    assert [
        page.get(f"{people}/{pair}").status_code
        for pair in (f"{bob.id}/{dan.id}", f"{dan.id}/{bob.id}", f"{bob.id}/{bob.id}")
    ] == [404, 404, 422]
    assert page.post(f"{people}/{bob.id}/{dan.id}/deny").status_code == 404
    firms = f"/organizer/events/{event.slug}/organizations/twins/{bob.organization_id}/{dan.organization_id}"
    assert [page.post(f"{firms}/{act}").status_code for act in ("merge", "deny")] == [404, 404]
