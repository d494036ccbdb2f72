from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import MeetingTable, Zone
from matchmaking.services.refusals import Conflict, Invalid, NotFound, PhaseClosed
from matchmaking.services.setup import places, stands
from tests.factories import (
    NOW,
    make_event,
    make_meeting,
    make_organizer,
    make_participant,
    make_session,
    make_tables,
    make_version,
)

if TYPE_CHECKING:
    from flask import Flask

    from matchmaking.models import Event, Organizer


@pytest.fixture
def ann(app: Flask) -> Organizer:
    return make_organizer()


@pytest.fixture
def event(ann: Organizer) -> Event:
    return make_event(ann)


def numbers_by_zone(event: Event) -> list[tuple[str, list[int]]]:
    db.session.flush()
    db.session.expire_all()
    return [(zone.name, [table.number for table in zone.tables]) for zone in places.zones_of(event)]


def test_range_of_tables_stands_in_its_zone(event: Event, ann: Organizer) -> None:
    hall, foyer = (places.add_zone(event, name, ann, NOW) for name in ("Hall A", "Foyer"))
    places.add_tables(event, hall, range(1, 37), ann, NOW)
    places.add_tables(event, foyer, range(37, 38), ann, NOW)
    assert numbers_by_zone(event) == [("Hall A", list(range(1, 37))), ("Foyer", [37])]


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        (range(5), "Table numbers go from 1 to 9999"),
        (range(9990, 10001), "Table numbers go from 1 to 9999"),
        (range(5, 5), "Table numbers go from 1 to 9999"),
        (range(1, 502), "At most 500 tables can be added at once"),
    ],
)
def test_impossible_ranges_are_refused(event: Event, ann: Organizer, numbers: range, sentence: str) -> None:
    zone = places.add_zone(event, "Hall A", ann, NOW)
    with pytest.raises(Invalid, match=sentence):
        places.add_tables(event, zone, numbers, ann, NOW)


def test_number_stands_once_in_an_event(event: Event, ann: Organizer) -> None:
    make_tables(event, 12)
    foyer = places.add_zone(event, "Foyer", ann, NOW)
    with pytest.raises(Conflict, match=r"There are tables with these numbers already: 3, 4, 5, 6, 7, 8, 9, 10 …\."):
        places.add_tables(event, foyer, range(3, 20), ann, NOW)
    other = make_event(ann)
    places.add_tables(other, places.add_zone(other, "Foyer", ann, NOW), range(3, 20), ann, NOW)


def test_event_has_a_largest_number_of_tables(event: Event, ann: Organizer) -> None:
    zone = places.add_zone(event, "Hall A", ann, NOW)
    for first in (1, 501, 1001, 1501):
        places.add_tables(event, zone, range(first, first + 500), ann, NOW)
    with pytest.raises(Conflict, match="An event has at most 2000 tables"):
        places.add_tables(event, zone, range(2001, 2002), ann, NOW)


def test_zones_have_names_of_their_own(event: Event, ann: Organizer) -> None:
    hall = places.add_zone(event, "Hall A", ann, NOW)
    foyer = places.add_zone(event, "Foyer", ann, NOW)
    with pytest.raises(Conflict, match="There is a zone “hall a” already"):
        places.add_zone(event, "hall a", ann, NOW)
    with pytest.raises(Conflict, match="There is a zone “Hall A” already"):
        places.rename_zone(event, foyer, "Hall A", ann, NOW)
    places.rename_zone(event, hall, "HALL A", ann, NOW)
    assert [zone.name for zone in places.zones_of(event)] == ["HALL A", "Foyer"]
    for name in ("", "x" * 101):
        with pytest.raises(Invalid, match="A zone's name has 1 to 100 characters"):
            places.add_zone(event, name, ann, NOW)


def test_zone_moves_up_and_the_first_one_stays(event: Event, ann: Organizer) -> None:
    zones = [places.add_zone(event, name, ann, NOW) for name in ("A", "B", "C")]
    places.move_zone(event, zones[2], ann, NOW)
    assert [zone.name for zone in places.zones_of(event)] == ["A", "C", "B"]
    places.move_zone(event, zones[0], ann, NOW)
    assert [zone.name for zone in places.zones_of(event)] == ["A", "C", "B"]


def test_tables_move_to_another_zone_and_keep_their_ids(event: Event, ann: Organizer) -> None:
    tables = make_tables(event, 3)
    foyer = places.add_zone(event, "Foyer", ann, NOW)
    places.move_tables(event, tables[1:], foyer, ann, NOW)
    assert sorted(numbers_by_zone(event)) == [("Foyer", [2, 3]), ("Hall A", [1])]
    assert [table.id for table in places.tables_of(event, [t.id for t in tables])] == [t.id for t in tables]


def test_zone_goes_with_its_tables(event: Event, ann: Organizer) -> None:
    make_tables(event, 3)
    (hall,) = places.zones_of(event)
    places.remove_zone(event, hall, ann, NOW)
    db.session.flush()
    assert db.session.scalars(select(Zone)).all() == []
    assert db.session.scalars(select(MeetingTable)).all() == []


def test_table_with_published_meetings_stays(event: Event, ann: Organizer) -> None:
    tables = make_tables(event, 2)
    bob, cat = make_participant(event, "Bob Kovač"), make_participant(event, "Cat Dimitrova")
    make_version(event, (make_meeting(bob, cat), make_session(event).slots[0], tables[0]))
    (hall,) = places.zones_of(event)
    with pytest.raises(Conflict, match=r"These tables cannot be removed\. Version 1, .* Bob Kovač and Cat Dimitrova"):
        places.remove_tables(event, tables, ann, NOW)
    with pytest.raises(Conflict, match=r"These tables cannot be removed\."):
        places.remove_zone(event, hall, ann, NOW)
    places.remove_tables(event, tables[1:], ann, NOW)
    assert numbers_by_zone(event) == [("Hall A", [1])]


def test_own_stand_is_not_removed_unseen(event: Event, ann: Organizer) -> None:
    tables = make_tables(event, 2)
    stands.give(event, tables[1], make_participant(event).id, ann, NOW)
    with pytest.raises(Conflict, match=r"Table 2 is somebody's own stand; take it back first\."):
        places.remove_tables(event, tables, ann, NOW)


def test_stand_is_given_and_taken_back(event: Event, ann: Organizer) -> None:
    table, other = make_tables(event, 2)
    bob, cat = make_participant(event, "Bob Kovač"), make_participant(event, "Cat Dimitrova")
    stands.give(event, table, bob.id, ann, NOW)
    assert table.stand_of is bob
    with pytest.raises(Conflict, match="Table 1 is the stand of Bob Kovač already"):
        stands.give(event, table, cat.id, ann, NOW)
    with pytest.raises(Conflict, match="Bob Kovač has table 1 as a stand"):
        stands.give(event, other, bob.id, ann, NOW)
    stands.take_back(event, table, ann, NOW)
    db.session.flush()
    db.session.refresh(table)
    assert table.stand_of_id is None
    with pytest.raises(Conflict, match="Table 1 is nobody's stand"):
        stands.take_back(event, table, ann, NOW)


def test_stand_is_for_people_of_this_event_only(event: Event, ann: Organizer) -> None:
    (table,) = make_tables(event, 1)
    dan = make_participant(make_event(ann), "Dan Stranger")
    for participant_id in (dan.id, 999_999):
        with pytest.raises(NotFound, match="There is no such participant"):
            stands.give(event, table, participant_id, ann, NOW)


def test_candidates_are_found_over_scripts_and_by_address_within_the_event(event: Event, ann: Organizer) -> None:
    (table,) = make_tables(event, 1)
    ana = make_participant(event, "Ана Петровић", email="office@firm.example")
    make_participant(make_event(ann), "Ana Petrović")
    assert stands.candidates(event, "petrovic") == [ana]
    assert stands.candidates(event, "office@FIRM") == [ana]
    assert stands.candidates(event, "%") == []
    assert stands.candidates(event, " ") == []
    stands.give(event, table, ana.id, ann, NOW)
    db.session.flush()
    assert stands.candidates(event, "petrovic") == []


def test_places_of_another_event_are_not_found(event: Event, ann: Organizer) -> None:
    other = make_event(ann)
    tables = make_tables(other, 2)
    mine = make_tables(event, 1)
    with pytest.raises(NotFound, match="There is no such zone"):
        places.zone_of(event, tables[0].zone_id)
    with pytest.raises(NotFound, match="There is no such table"):
        places.tables_of(event, [mine[0].id, tables[0].id])
    assert places.tables_of(event, [mine[0].id, mine[0].id]) == mine


def test_cancelled_event_keeps_its_places(event: Event, ann: Organizer) -> None:
    tables = make_tables(event, 2)
    zone = places.zone_of(event, tables[0].zone_id)
    bob = make_participant(event)
    event.cancelled_at = NOW
    for act in (
        lambda: places.add_zone(event, "Foyer", ann, NOW),
        lambda: places.rename_zone(event, zone, "Foyer", ann, NOW),
        lambda: places.move_zone(event, zone, ann, NOW),
        lambda: places.remove_zone(event, zone, ann, NOW),
        lambda: places.add_tables(event, zone, range(8, 9), ann, NOW),
        lambda: places.move_tables(event, tables, zone, ann, NOW),
        lambda: places.remove_tables(event, tables, ann, NOW),
        lambda: stands.give(event, tables[0], bob.id, ann, NOW),
        lambda: stands.take_back(event, tables[0], ann, NOW),
    ):
        with pytest.raises(PhaseClosed, match="was cancelled"):
            act()
