"""A copy holds the whole set-up, moved to its days, and nothing of what happened at the event that was copied."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Date, func, select

from matchmaking.extensions import db
from matchmaking.models import (
    AuditEntry,
    Event,
    EventOrganizer,
    EventSession,
    EventText,
    KeptApart,
    MeetingRule,
    MeetingTable,
    Organization,
    Participant,
    ParticipantStatus,
    ParticipationType,
    ProfileTerm,
    SessionKind,
    Slot,
    TermKind,
    Zone,
)
from matchmaking.models.base import UtcDateTime
from matchmaking.services.refusals import Conflict, Invalid
from matchmaking.services.setup import copying, stands
from matchmaking.services.setup.copying import Part, tables
from tests.factories import (
    NOW,
    make_event,
    make_meeting,
    make_organization,
    make_organizer,
    make_participant,
    make_session,
    make_tables,
    make_type,
    make_version,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flask import Flask

ALL = frozenset(Part)
DAY = timedelta(days=1)
SPRING = date(NOW.year + 2, 4, 20)


def planned(
    event: Event, first: date, last: date | None = None, parts: Iterable[Part] = ALL, slug: str = "next"
) -> copying.Plan:
    return copying.plan_of(event, copying.Wanted("Next", slug, first, last, frozenset(parts)), NOW)


def copy_of(event: Event, first: date = SPRING, parts: Iterable[Part] = ALL, last: date | None = None) -> Event:
    plan = planned(event, first, last, parts)
    made = copying.carry_out(event, plan, make_organizer(), NOW)
    db.session.commit()
    return made


def rows(model: type[Any], event: Event) -> list[Any]:
    return list(
        db.session.scalars(select(model).where(model.event_id == event.id).order_by(*model.__mapper__.primary_key))
    )


def wall(moment: datetime | None, event: Event) -> datetime | None:
    return moment and moment.astimezone(ZoneInfo(event.time_zone)).replace(tzinfo=None)


def whole_event() -> Event:
    """An event with something in every table of its set-up, and a published version."""
    event = make_event(
        make_organizer(),
        time_zone="Europe/Belgrade",
        request_limit=12,
        across_countries_only=True,
        approve_registrations=False,
        registration_opens_at=NOW - 10 * DAY,
        registration_closes_at=NOW + 30 * DAY,
    )
    event.texts = [EventText(language="sr", about="О догађају", practical="", consent="Сагласан сам.")]
    cluster, sme = make_type(event, "Cluster"), make_type(event, "SME")
    db.session.add(MeetingRule(low_type_id=cluster.id, high_type_id=sme.id))
    bob = make_participant(event, "Bob Kovač", kind=cluster)
    cat = make_participant(event, "Γιώργος Νικολάου", kind=sme)
    make_participant(event, "Eve Gone", kind=sme, status=ParticipantStatus.WITHDRAWN)
    bob.terms.append(ProfileTerm(kind=TermKind.OFFER, position=1, text="Steel", key="steel"))
    bob.confirmed_at = NOW
    meetings = make_session(event, slots=4)
    make_session(event, "Lunch", kind=SessionKind.PAUSE, start_hour=12)
    room = make_tables(event, 3)
    stands.give(event, room[0], bob.id, make_organizer(), NOW)
    room[1].out_since = NOW
    make_version(event, (make_meeting(bob, cat), meetings.slots[0], room[0]))
    db.session.commit()
    return event


def test_every_table_is_said_to_be_copied_or_not(app: Flask) -> None:
    """Whoever adds a table decides here whether a copied event has it: in `copying/tables.py`."""
    assert set(db.metadata.tables) - {"event"} == set(tables.COPIED) | set(tables.NOT_COPIED)
    assert set(tables.COPIED) & set(tables.NOT_COPIED) == set()


def test_every_column_of_the_event_is_said_to_be_copied_or_not(app: Flask) -> None:
    named = [*tables.EVENT_ANEW, *tables.EVENT_ALWAYS, *(name for part in tables.EVENT_PARTS.values() for name in part)]
    assert sorted(named) == sorted(column.name for column in Event.__table__.columns)


def test_every_moment_of_a_copied_table_is_moved_or_made_anew(app: Flask) -> None:
    for name in tables.COPIED:
        anew = tables.ANEW[name]() if name in tables.ANEW else {}
        for column in db.metadata.tables[name].columns:
            if isinstance(column.type, UtcDateTime | Date) and column.name not in {*anew, *tables.MOMENTS_OF_COPYING}:
                assert (name, column.name) in tables.SHIFTED


def test_every_column_that_is_unique_in_the_installation_is_made_anew(app: Flask) -> None:
    for name in tables.COPIED:
        table = db.metadata.tables[name]
        anew = tables.ANEW[name]() if name in tables.ANEW else {}
        single = [column for column in table.columns if column.unique]
        assert {column.name for column in single} <= set(anew), name


def test_whole_set_up_is_copied(app: Flask) -> None:
    event = whole_event()
    copy = copy_of(event)
    assert (copy.name, copy.slug, copy.listed, copy.version_number) == ("Next", "next", False, 0)
    assert (copy.starts_on, copy.ends_on) == (SPRING, SPRING + DAY)
    assert (copy.languages, copy.venue, copy.request_limit) == (event.languages, event.venue, 12)
    assert (copy.approve_registrations, copy.across_countries_only) == (False, True)
    assert [(text.language, text.about) for text in copy.texts] == [("sr", "О догађају")]
    assert [(s.title, s.kind) for s in rows(EventSession, copy)] == [
        (s.title, s.kind) for s in rows(EventSession, event)
    ]
    assert len(rows(Slot, copy)) == len(rows(Slot, event)) == 4
    assert [zone.name for zone in rows(Zone, copy)] == [zone.name for zone in rows(Zone, event)]
    assert [(t.number, t.zone.name, t.out_since) for t in rows(MeetingTable, copy)] == [
        (t.number, t.zone.name, None) for t in rows(MeetingTable, event)
    ]
    types = rows(ParticipationType, copy)
    assert [kind.name for kind in types] == ["Cluster", "SME"]
    low, high = sorted(kind.id for kind in types)
    rules = db.session.execute(select(MeetingRule.low_type_id, MeetingRule.high_type_id).where(
        MeetingRule.low_type_id.in_([low, high])))  # fmt: skip
    assert sorted(map(tuple, rules)) == [(low, low), (low, high), (high, high)]


def test_copied_participants_are_to_be_invited_and_have_secrets_of_their_own(app: Flask) -> None:
    event = whole_event()
    copy = copy_of(event)
    before, after = rows(Participant, event)[:2], rows(Participant, copy)
    assert [p.name for p in after] == ["Bob Kovač", "Γιώργος Νικολάου"]
    assert {(p.status, p.confirmed_at) for p in after} == {(ParticipantStatus.PENDING, None)}
    assert {p.feed_nonce for p in after} & {p.feed_nonce for p in before} == set()
    assert [term.text for term in after[0].terms] == ["Steel"]
    assert after[0].organization.event_id == after[0].type.event_id == copy.id
    assert after[0].consents == []
    assert [table.stand_of_id for table in rows(MeetingTable, copy)] == [after[0].id, None, None]


def test_who_is_kept_apart_stays_so_where_both_are_copied(app: Flask) -> None:
    event = whole_event()
    bob, cat, eve = rows(Participant, event)
    given = {"event_id": event.id, "created_at": NOW}
    db.session.add(KeptApart(one_participant_id=bob.id, other_organization_id=cat.organization_id, **given))
    db.session.add(KeptApart(one_participant_id=eve.id, other_participant_id=bob.id, **given))
    db.session.commit()
    copy = copy_of(event)
    first, second = rows(Participant, copy)
    assert [(k.one_participant_id, k.other_organization_id) for k in rows(KeptApart, copy)] == [
        (first.id, second.organization_id)
    ]


def test_nothing_that_happened_is_copied(app: Flask) -> None:
    event = whole_event()

    def counted() -> dict[str, int]:
        return {
            name: db.session.scalar(select(func.count()).select_from(db.metadata.tables[name])) or 0
            for name in tables.NOT_COPIED
            if name not in {"audit_entry", "organizer"}
        }

    before = counted()
    copy_of(event)
    assert counted() == before
    assert before["meeting"] == before["assignment"] == 1


def test_every_row_of_a_copy_belongs_to_it_alone(app: Flask) -> None:
    event = whole_event()
    sessions = [(s.uid, s.starts_at) for s in rows(EventSession, event)]
    copy = copy_of(event)
    assert [(s.uid, s.starts_at) for s in rows(EventSession, event)] == sessions
    assert {s.uid for s in rows(EventSession, copy)} & {uid for uid, _start in sessions} == set()
    assert {slot.session.event_id for slot in rows(Slot, copy)} == {copy.id}
    assert {table.zone.event_id for table in rows(MeetingTable, copy)} == {copy.id}


@pytest.mark.parametrize("first", [date(NOW.year + 1, 1, 18), date(NOW.year + 1, 7, 18)])
def test_everything_keeps_its_hour_across_the_clock_change(app: Flask, first: date) -> None:
    event = whole_event()
    copy = copy_of(event, first)
    by = first - event.starts_on
    for model in (EventSession, Slot):
        there = [(wall(r.starts_at, copy), wall(r.ends_at, copy)) for r in rows(model, copy)]
        assert there == [
            (wall(r.starts_at + timedelta(), event) + by, wall(r.ends_at, event) + by)  # type: ignore[operator]
            for r in rows(model, event)
        ]
    assert wall(copy.registration_closes_at, copy) == wall(event.registration_closes_at, event) + by  # type: ignore[operator]


def test_shorter_copy_says_first_what_does_not_fit(app: Flask) -> None:
    event = whole_event()
    late = make_session(event, "Second morning", day=event.starts_on + DAY, slots=2)
    plan = planned(event, SPRING, SPRING)
    assert [(m.what, m.reason) for m in plan.misfits] == [("Second morning", "It would lie after the last day.")]
    assert plan.sessions_left_out == {late.id}
    assert plan.counts["event_session"] == 2
    copy = copying.carry_out(event, plan, make_organizer(), NOW)
    assert [session.title for session in rows(EventSession, copy)] == ["Meetings", "Lunch"]
    assert len(rows(Slot, copy)) == 4


def test_session_in_an_hour_that_the_clocks_skip_is_left_out_and_named(app: Flask) -> None:
    event = make_event(make_organizer(), time_zone="Europe/Belgrade")
    make_session(event, "Night meetings", start_hour=2, slots=2)
    skipped = next(d for d in (date(SPRING.year, 3, 25) + k * DAY for k in range(7)) if d.weekday() == 6)
    plan = planned(event, skipped)
    assert [misfit.what for misfit in plan.misfits] == ["Night meetings", "Hours of registration", "Hours of booking"][
        :1
    ]
    assert "the clocks are put forward then" in plan.misfits[0].reason


def test_cancelled_session_is_left_out_and_named(app: Flask) -> None:
    event = make_event(make_organizer())
    make_session(event, "Visit", kind=SessionKind.VISIT).cancelled_at = NOW
    db.session.commit()
    plan = planned(event, SPRING)
    assert [(m.what, m.reason) for m in plan.misfits] == [("Visit", "It was cancelled.")]
    assert plan.counts["event_session"] == 0


def test_hours_that_would_open_a_door_at_once_are_left_to_be_announced(app: Flask) -> None:
    event = make_event(make_organizer())
    soon = (NOW + DAY).date()
    plan = planned(event, soon)
    assert [m.what for m in plan.misfits] == ["Hours of registration", "Hours of booking"]
    copy = copying.carry_out(event, plan, make_organizer(), NOW)
    assert (copy.registration_opens_at, copy.booking_opens_at) == (None, None)


def test_only_what_was_chosen_is_copied(app: Flask) -> None:
    event = whole_event()
    copy = copy_of(event, parts=[])
    assert (rows(EventSession, copy), rows(Zone, copy), rows(Organization, copy), copy.texts) == ([], [], [], [])
    assert (copy.request_limit, copy.registration_opens_at) == (None, None)
    assert [kind.name for kind in rows(ParticipationType, copy)] == ["Participant"]
    assert len(rows(EventOrganizer, copy)) == 1


def test_participants_bring_their_types_and_organizations(app: Flask) -> None:
    event = whole_event()
    make_organization(event, "Without anybody")
    copy = copy_of(event, parts=[Part.PARTICIPANTS])
    assert len(rows(ParticipationType, copy)) == 2
    assert len(rows(Organization, copy)) == 4
    assert len(rows(Participant, copy)) == 2


def test_other_organizers_come_along_where_chosen(app: Flask) -> None:
    event = whole_event()
    assert len(rows(EventOrganizer, copy_of(event, parts=[Part.ORGANIZERS]))) == 2


def test_address_that_is_taken_is_refused_before_anything_is_shown(app: Flask) -> None:
    event = make_event(make_organizer(), slug="next")
    with pytest.raises(Conflict, match="is taken"):
        planned(event, SPRING)
    with pytest.raises(Invalid, match="The last day lies before the first"):
        planned(event, SPRING, SPRING - DAY, slug="other")


def test_copying_is_written_down(app: Flask) -> None:
    event = whole_event()
    copy = copy_of(event, parts=[Part.PLACES])
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "event.copied")).one()
    assert (entry.event_id, entry.subject, entry.detail) == (
        copy.id,
        "Next",
        {"source": event.slug, "parts": ["places"], "left_out": []},
    )


def test_copy_of_a_copy_comes_back_to_the_same_hours(app: Flask) -> None:
    event = whole_event()
    first = rows(EventSession, event)[0].starts_at
    there = copy_of(event)
    plan = planned(there, event.starts_on, slug="back")
    back = copying.carry_out(there, plan, make_organizer(), NOW)
    assert rows(EventSession, back)[0].starts_at == first
    assert datetime.combine(back.starts_on, time(), UTC).date() == event.starts_on


def test_words_in_other_languages_are_taken_along_and_those_of_the_name_only_with_the_name(app: Flask) -> None:
    del app
    source = make_event(make_organizer(), name="Days 2026", languages=["en", "sr"])
    source.wordings = {"sr": {"name": "Дани 2026", "venue": "Центар"}}
    make_type(source, "SME").wordings = {"sr": {"name": "МСП"}}
    make_session(source, "Opening").wordings = {"sr": {"title": "Отварање"}}
    make_tables(source, 1)[0].zone.wordings = {"sr": {"name": "Сала"}}
    db.session.commit()
    copy = copy_of(source)
    of_copy = {model: [row.wordings for row in rows(model, copy)] for model in (ParticipationType, EventSession, Zone)}
    assert copy.wordings == {"sr": {"venue": "Центар"}}
    assert of_copy == {
        ParticipationType: [{"sr": {"name": "МСП"}}],
        EventSession: [{"sr": {"title": "Отварање"}}],
        Zone: [{"sr": {"name": "Сала"}}],
    }
