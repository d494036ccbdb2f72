from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import AuditEntry, Event, Organizer, SessionKind, Zone
from matchmaking.services.people import availability
from matchmaking.services.refusals import Conflict, Invalid, PhaseClosed
from matchmaking.services.setup import places, wordings
from tests.factories import NOW, make_event, make_organizer, make_participant, make_session, make_tables, make_type

pytestmark = pytest.mark.usefixtures("app")

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def ann() -> Organizer:
    return make_organizer()


@pytest.fixture
def event(ann: Organizer) -> Event:
    return make_event(ann, languages=["en", "sr", "bg"])


def test_empty_words_are_not_kept(event: Event, ann: Organizer) -> None:
    kind = make_type(event)
    wordings.change(event, kind, {"sr": {"name": "МСП"}, "bg": {"name": ""}}, ann, NOW)
    assert kind.wordings == {"sr": {"name": "МСП"}}


def test_change_is_written_down_once(event: Event, ann: Organizer) -> None:
    kind = make_type(event, "SME")
    for _time in range(2):
        wordings.change(event, kind, {"sr": {"name": "МСП"}}, ann, NOW)
    (entry,) = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "event.worded")).all()
    assert (entry.subject, entry.detail) == ("SME", {"languages": ["sr"]})


@pytest.mark.parametrize("given", [{"el": {"name": "ΜΜΕ"}}, {"sr": {"name": "М" * 101}}])
def test_other_languages_and_long_words_are_refused(
    event: Event, ann: Organizer, given: dict[str, dict[str, str]]
) -> None:
    kind = make_type(event)
    with pytest.raises(Invalid):
        wordings.change(event, kind, given, ann, NOW)
    assert kind.wordings == {}


def test_two_of_one_kind_have_different_names_in_every_language(event: Event, ann: Organizer) -> None:
    sme, expert = make_type(event, "SME"), make_type(event, "Експерт")
    wordings.change(event, sme, {"sr": {"name": "МСП"}}, ann, NOW)
    for name in ("мсп", "експерт"):
        with pytest.raises(Conflict, match="There is a participation type"):
            wordings.change(event, expert if name == "мсп" else sme, {"sr": {"name": name}}, ann, NOW)
    wordings.change(event, expert, {"bg": {"name": "МСП"}}, ann, NOW)
    hall, foyer = (make_tables(event, 1, name, first=k)[0].zone for k, name in ((1, "Hall"), (2, "Foyer")))
    wordings.change(event, hall, {"sr": {"name": "Сала"}}, ann, NOW)
    with pytest.raises(Conflict, match="There is a zone “САЛА” already"):
        wordings.change(event, foyer, {"sr": {"name": "САЛА"}}, ann, NOW)


def test_what_is_worded_can_be_emptied_when_the_event_has_given_the_language_up(event: Event, ann: Organizer) -> None:
    kind = make_type(event)
    wordings.change(event, kind, {"bg": {"name": "МСП"}}, ann, NOW)
    event.languages = ["en", "sr"]
    assert wordings.languages_for(event, kind) == ["sr", "bg"]
    wordings.change(event, kind, {"bg": {"name": ""}}, ann, NOW)
    assert (kind.wordings, wordings.languages_for(event, kind)) == ({}, ["sr"])


def test_cancelled_event_is_not_worded(event: Event, ann: Organizer) -> None:
    event.cancelled_at = NOW
    with pytest.raises(PhaseClosed):
        wordings.change(event, event, {"sr": {"name": "Дани"}}, ann, NOW)


def test_calendars_notice_words_of_event_and_zone_and_not_those_of_types(event: Event, ann: Organizer) -> None:
    make_tables(event, 1)
    zone = db.session.query(Zone).one()
    wordings.change(event, make_type(event), {"sr": {"name": "МСП"}}, ann, LATER)
    assert event.calendar_modified_at == NOW
    wordings.change(event, zone, {"sr": {"name": "Сала"}}, ann, LATER)
    assert event.calendar_modified_at == LATER
    wordings.change(event, event, {"sr": {"venue": "Дворана"}}, ann, LATER + timedelta(hours=1))
    assert event.calendar_modified_at == LATER + timedelta(hours=1)


def test_renamed_zone_with_wordings_is_noticed_by_calendars(event: Event, ann: Organizer) -> None:
    make_tables(event, 1)
    zone = db.session.query(Zone).one()
    places.rename_zone(event, zone, "Hall B", ann, LATER)
    assert event.calendar_modified_at == NOW
    zone.wordings = {"sr": {"name": "Сала"}}
    places.rename_zone(event, zone, "Hall C", ann, LATER)
    assert event.calendar_modified_at == LATER


@pytest.mark.parametrize(("part", "bumps"), [("title", 1), ("room", 1), ("description", 0)])
def test_session_in_calendars_gets_a_new_sequence_with_title_and_room(
    event: Event, ann: Organizer, part: str, bumps: int
) -> None:
    session = make_session(event, kind=SessionKind.PLENARY)
    bob = make_participant(event)
    availability.sign_up(bob, session, NOW)
    db.session.commit()
    wordings.change(event, session, {"sr": {part: "Отварање"}}, ann, LATER)
    db.session.commit()
    (sign_up,) = availability.sign_ups_of(bob)
    assert (session.sequence, session.modified_at, sign_up.sequence) == (bumps, LATER, bumps)
