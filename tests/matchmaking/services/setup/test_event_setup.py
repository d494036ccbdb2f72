from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import AuditEntry, EventOrganizer, Slot
from matchmaking.services.refusals import Conflict, Invalid, PhaseClosed
from matchmaking.services.requests.meeting_rules import type_pairs
from matchmaking.services.setup import event_setup, participation
from matchmaking.services.setup.event_setup import Basics, Texts
from tests.factories import NOW, make_event, make_organizer, make_session

if TYPE_CHECKING:
    from flask import Flask

    from matchmaking.models import Event, Organizer

LATER = NOW + timedelta(hours=1)
BASICS = Basics(
    name="Days of Clusters",
    slug="days-of-clusters",
    starts_on=date(2027, 5, 12),
    ends_on=date(2027, 5, 13),
    time_zone="Europe/Sofia",
    venue="Congress Centre",
    languages=("en", "bg"),
)


@pytest.fixture
def ann(app: Flask) -> Organizer:
    return make_organizer()


def basics_of(event: Event, **given: object) -> Basics:
    same = ("name", "slug", "starts_on", "ends_on", "time_zone", "venue", "listed")
    values = {name: getattr(event, name) for name in same} | {"languages": tuple(event.languages)}
    return Basics(**(values | given))


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Days of Clusters 2027", "days-of-clusters-2027"),
        ("Дани кластера", "dani-klastera"),
        ("Ημέρες Συνεργασίας", "imeres-synergasias"),
        ("Günler – Şehir & Çarşı!", "gunler-sehir-carsi"),
        ("New", "new-event"),
        ("x" * 200, "x" * 80),
        ("日本", ""),
        ("", ""),
    ],
)
def test_slug_is_made_of_a_name_in_any_script(name: str, slug: str) -> None:
    assert event_setup.propose_slug(name) == slug


def test_new_event_has_its_organizer_and_a_type_that_meets_itself(ann: Organizer) -> None:
    event = event_setup.create(ann, BASICS, NOW)
    assert db.session.scalars(select(EventOrganizer.organizer_id)).all() == [ann.id]
    (kind,) = participation.types_of(event)
    assert (kind.name, set(type_pairs(event))) == ("Participant", {(kind.id, kind.id)})
    assert (event.listed, event.approve_registrations, event.version_number) == (False, True, 0)
    assert db.session.scalars(select(AuditEntry.action)).all() == ["event.created"]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"name": ""}, "An event needs a name."),
        ({"slug": ""}, "The short name may only hold small letters"),
        ({"slug": "Days"}, "The short name may only hold small letters"),
        ({"slug": "days--2027"}, "The short name may only hold small letters"),
        ({"slug": "days\n"}, "The short name may only hold small letters"),
        ({"slug": "дани"}, "The short name may only hold small letters"),
        ({"slug": "x" * 81}, "The short name may only hold small letters"),
        ({"ends_on": date(2027, 5, 11)}, "The last day lies before the first."),
        ({"ends_on": date(2027, 6, 12)}, "An event lasts at most 31 days."),
        ({"starts_on": date(1, 1, 1), "ends_on": date(1, 1, 1)}, "Choose a day between the years 2000 and 2100."),
        ({"ends_on": date(9999, 12, 31)}, "Choose a day between the years 2000 and 2100."),
        ({"time_zone": "Europe/Atlantis"}, "There is no time zone of this name."),
        ({"time_zone": "../../etc/passwd"}, "There is no time zone of this name."),
        ({"languages": ()}, "Choose the languages of the event"),
        ({"languages": ("en", "xx")}, "Choose the languages of the event"),
    ],
)
def test_impossible_event_is_refused(ann: Organizer, given: dict[str, object], sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        event_setup.create(ann, replace(BASICS, **given), NOW)  # type: ignore[arg-type]


@pytest.mark.parametrize("slug", ["new", "organizer", "static"])
def test_reserved_slug_is_refused(ann: Organizer, slug: str) -> None:
    with pytest.raises(Conflict, match=f"The short name “{slug}” is reserved"):
        event_setup.create(ann, replace(BASICS, slug=slug), NOW)


def test_slug_is_taken_once(ann: Organizer) -> None:
    event = event_setup.create(ann, BASICS, NOW)
    with pytest.raises(Conflict, match=r"The short name “days-of-clusters” is taken. Choose another."):
        event_setup.create(ann, BASICS, NOW)
    event_setup.change(event, basics_of(event, name="Renamed"), ann, LATER)
    assert (event.name, event.slug) == ("Renamed", "days-of-clusters")


@pytest.mark.parametrize("given", [{"name": "Other"}, {"venue": "Elsewhere"}, {"time_zone": "Europe/Belgrade"}])
def test_calendars_learn_of_another_name_venue_or_zone(ann: Organizer, given: dict[str, object]) -> None:
    event = make_event(ann)
    event_setup.change(event, basics_of(event, **given), ann, LATER)
    assert event.calendar_modified_at == LATER


def test_calendars_learn_nothing_of_other_changes(ann: Organizer) -> None:
    event = make_event(ann)
    given = {"slug": "other", "listed": False, "languages": ("bg",), "ends_on": event.ends_on + timedelta(days=1)}
    event_setup.change(event, basics_of(event, **given), ann, LATER)
    assert event.calendar_modified_at == NOW
    assert (event.slug, event.listed, event.languages) == ("other", False, ["bg"])


def test_texts_are_kept_by_language(ann: Organizer) -> None:
    event = make_event(ann)
    event_setup.set_texts(event, {"en": Texts("About", "", "I agree.")}, ann, NOW)
    event_setup.set_texts(event, {"sr": Texts("О догађају", "", ""), "en": Texts("More", "", "I agree.")}, ann, NOW)
    db.session.flush()
    db.session.expire_all()
    assert [(text.language, text.about, text.consent) for text in event.texts] == [
        ("en", "More", "I agree."),
        ("sr", "О догађају", ""),
    ]


def test_texts_in_other_languages_are_refused(ann: Organizer) -> None:
    with pytest.raises(Invalid, match="The event has no texts in this language"):
        event_setup.set_texts(make_event(ann), {"fr": Texts("", "", "")}, ann, NOW)


def test_texts_of_a_language_that_is_dropped_stay_for_its_return(ann: Organizer) -> None:
    event = make_event(ann)
    event_setup.set_texts(event, {"sr": Texts("О догађају", "", "")}, ann, NOW)
    event_setup.change(event, basics_of(event, languages=("en",)), ann, NOW)
    db.session.flush()
    db.session.expire_all()
    assert [text.language for text in event.texts] == ["sr"]


def test_cancelled_event_does_not_change(ann: Organizer) -> None:
    event = make_event(ann, cancelled_at=NOW)
    with pytest.raises(PhaseClosed, match=r"Days of Clusters was cancelled."):
        event_setup.change(event, basics_of(event, name="Other"), ann, LATER)
    with pytest.raises(PhaseClosed, match=r"Days of Clusters was cancelled."):
        event_setup.set_texts(event, {"en": Texts("", "", "")}, ann, LATER)


def test_refused_change_changes_nothing(ann: Organizer) -> None:
    event = make_event(ann)
    session = make_session(event)
    before = db.session.scalars(select(Slot.starts_at).order_by(Slot.id)).all()
    with pytest.raises(Conflict, match="These sessions would lie outside the event's days: “Meetings”"):
        event_setup.change(event, basics_of(event, starts_on=event.ends_on, time_zone="Europe/London"), ann, LATER)
    db.session.rollback()
    assert db.session.scalars(select(Slot.starts_at).order_by(Slot.id)).all() == before
    assert session.sequence == 0
