from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import MeetingTable, Zone
from tests.factories import make_event, make_organizer, make_participant, make_tables, sign_in

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from matchmaking.models import Event

HERE = "/organizer/events/days/tables"


@pytest.fixture
def event(client: FlaskClient) -> Event:
    ann = make_organizer(email="ann@network.example")
    sign_in(client, ann)
    return make_event(ann, slug="days")


def numbers() -> list[int]:
    db.session.expire_all()
    return list(db.session.scalars(select(MeetingTable.number).order_by(MeetingTable.number)))


def test_first_a_zone_then_its_tables(client: FlaskClient, event: Event) -> None:
    assert "No zones yet" in client.get(HERE).get_data(as_text=True)
    assert client.get(f"{HERE}/new").location == f"{HERE}/zones/new"
    assert client.post(f"{HERE}/zones/new", data={"name": "Hall A"}).location == HERE
    zone_id = db.session.scalars(select(Zone.id)).one()
    data = {"zone_id": zone_id, "first": "1", "last": "36"}
    assert client.post(f"{HERE}/new", data=data).location == HERE
    assert numbers() == list(range(1, 37))
    page = client.get(HERE).get_data(as_text=True)
    assert "36 tables are added." in page
    assert 'value="37"' in client.get(f"{HERE}/new").get_data(as_text=True)


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        ("0", "3", "Give a whole number from 1 to 9999."),
        ("1", "10000", "Give a whole number from 1 to 9999."),
        ("5", "4", "Table numbers go from 1 to 9999, the smaller one first."),
        ("3", "12", "There are tables with these numbers already: 3."),
        ("100", "999", "At most 500 tables can be added at once."),
        ("", "", "Give a whole number from 1 to 9999."),
    ],
)
def test_impossible_ranges_are_refused(client: FlaskClient, event: Event, first: str, last: str, sentence: str) -> None:
    tables = make_tables(event, 3)
    answer = client.post(f"{HERE}/new", data={"zone_id": tables[0].zone_id, "first": first, "last": last})
    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)
    assert numbers() == [1, 2, 3]


def test_zone_of_another_event_cannot_be_chosen(client: FlaskClient, event: Event) -> None:
    make_tables(event, 1)
    foreign = make_tables(make_event(), 1)
    data = {"zone_id": foreign[0].zone_id, "first": "5", "last": "6"}
    assert client.post(f"{HERE}/new", data=data).status_code == 422
    assert numbers() == [1, 1]


def test_ticked_tables_move_and_go(client: FlaskClient, event: Event) -> None:
    tables = make_tables(event, 4)
    client.post(f"{HERE}/zones/new", data={"name": "Foyer"})
    foyer = db.session.scalars(select(Zone).where(Zone.name == "Foyer")).one()
    here = f"{HERE}/zones/{tables[0].zone_id}"
    move = {"table_ids": [tables[1].id, tables[2].id], "zone_id": foyer.id, "move": "1"}
    assert client.post(f"{here}/tables", data=move).location == here
    remove = {"table_ids": [tables[3].id], "zone_id": foyer.id, "remove": "1"}
    client.post(f"{here}/tables", data=remove)
    page = client.get(here).get_data(as_text=True)
    assert "2 tables are in “Foyer” now." in page
    assert "1 table is removed." in page
    assert numbers() == [1, 2, 3]
    assert [table.number for table in foyer.tables] == [2, 3]


@pytest.mark.parametrize("table_ids", [[], ["x"], [str(2**70)]])
def test_nothing_ticked_is_said(client: FlaskClient, event: Event, table_ids: list[str]) -> None:
    here = f"{HERE}/zones/{make_tables(event, 1)[0].zone_id}"
    client.post(f"{here}/tables", data={"table_ids": table_ids, "remove": "1"})
    assert "No table was ticked." in client.get(here).get_data(as_text=True)
    assert numbers() == [1]


def test_zone_is_renamed_moved_up_and_removed(client: FlaskClient, event: Event) -> None:
    hall = make_tables(event, 2)[0].zone_id
    client.post(f"{HERE}/zones/new", data={"name": "Foyer"})
    foyer = db.session.scalars(select(Zone.id).where(Zone.name == "Foyer")).one()
    assert client.post(f"{HERE}/zones/{hall}", data={"name": "Foyer"}).status_code == 422
    client.post(f"{HERE}/zones/{hall}", data={"name": "Hall B"})
    client.post(f"{HERE}/zones/{foyer}/up")
    page = client.get(HERE).get_data(as_text=True)
    assert page.index(">Foyer<") < page.index(">Hall B<")
    client.post(f"{HERE}/zones/{hall}/remove")
    assert "“Hall B” and its tables are removed." in client.get(HERE).get_data(as_text=True)
    assert numbers() == []


def test_stand_is_found_given_and_taken_back(client: FlaskClient, event: Event) -> None:
    table = make_tables(event, 2)[1]
    ana = make_participant(event, "Ана Петровић", email="ana@firm.example")
    here = f"{HERE}/stands/new?q=petrovic"
    page = client.get(here).get_data(as_text=True)
    assert "Ана Петровић" in page
    assert "ana@firm.example" in page
    unchosen = client.post(here, data={"table_id": table.id})
    assert unchosen.status_code == 422
    assert "Choose one of those offered." in unchosen.get_data(as_text=True)
    assert client.post(here, data={"table_id": table.id, "participant_id": ana.id}).location == HERE
    assert "Ана Петровић" in client.get(HERE).get_data(as_text=True)
    client.post(f"{HERE}/stands/{table.id}/take-back")
    assert "Nobody has an own stand." in client.get(HERE).get_data(as_text=True)


@pytest.mark.parametrize("given", ["foreign", "absent", "huge"])
def test_stand_is_for_nobody_of_another_event(client: FlaskClient, event: Event, given: str) -> None:
    table = make_tables(event, 1)[0]
    dan = make_participant(make_event(), "Dan Stranger")
    participant_id = {"foreign": str(dan.id), "absent": "999999", "huge": str(2**70)}[given]
    answer = client.post(f"{HERE}/stands/new", data={"table_id": table.id, "participant_id": participant_id})
    assert answer.status_code == (422 if given == "huge" else 404)
    db.session.expire_all()
    assert table.stand_of_id is None


def test_nobody_found_is_said(client: FlaskClient, event: Event) -> None:
    make_tables(event, 1)
    make_participant(make_event(), "Dan Stranger")
    assert "Nobody found" in client.get(f"{HERE}/stands/new?q=dan").get_data(as_text=True)
