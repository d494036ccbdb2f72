from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import event as sqlalchemy_event

from matchmaking.extensions import db
from matchmaking.services.paper.packs import Cut, Pack
from matchmaking.services.paper.sheets import Row
from matchmaking.services.schedule.boards import Board
from tests.factories import NOW, make_meeting, make_participant, make_session, make_tables
from tests.matchmaking.draft_scene import DraftScene

pytestmark = pytest.mark.usefixtures("app")


def pack_of(here: DraftScene, cut: Cut | None = None) -> Pack:
    return Pack(here.event, Board(here.event, here.publish()), NOW, cut)


def test_participants_have_a_sheet_each_by_name_and_only_if_they_meet() -> None:
    here = DraftScene()
    found = pack_of(here).participants()
    assert [sheet.title for sheet in found] == ["Bob Kovač", "Cat Иванова", "Eva Çela"]
    assert found[0].parts[0].rows == [
        Row("10:00 – 10:20", "Cat Иванова", here.cat.organization.name, "Table 1, Hall A"),
        Row("10:20 – 10:40", "Eva Çela", here.eva.organization.name, "Table 2, Hall A"),
    ]


def test_one_participants_sheet_is_theirs_alone_also_without_meetings() -> None:
    here = DraftScene()
    found = pack_of(here).participants(here.dan.id)
    assert [(sheet.title, list(sheet.parts), sheet.note) for sheet in found] == [("Dan Νικολάου", [], "No meetings.")]


def test_table_says_who_sits_there_when() -> None:
    here = DraftScene()
    found = pack_of(here).tables()
    assert [(sheet.title, sheet.subtitle) for sheet in found] == [("Table 1", "Hall A"), ("Table 2", "Hall A")]
    assert [row.names for row in found[0].parts[0].rows] == ["Bob Kovač – Cat Иванова"]


def test_stands_sheet_says_whose_it_is() -> None:
    here = DraftScene()
    here.tables[0].stand_of_id = here.bob.id
    db.session.commit()
    assert pack_of(here).tables()[0].subtitle == "Hall A; stand of Bob Kovač"


def test_slot_lists_zones_and_their_tables_in_order_of_number() -> None:
    here = DraftScene()
    gallery = make_tables(here.event, 1, "Gallery", first=40)
    fay, gus = make_participant(here.event, "Fay"), make_participant(here.event, "Gus")
    other = make_meeting(fay, gus)
    here.tables.append(gallery[0])
    db.session.commit()
    here.place(other, 0, 3)
    found = pack_of(here).slots()
    assert [part.heading for part in found[0].parts] == ["Gallery", "Hall A"]
    assert [row.lead for part in found[0].parts for row in part.rows] == ["Table 40", "Table 1"]
    assert [len(sheet.parts) for sheet in found] == [2, 1]


def test_zone_goes_slot_by_slot_and_counts_its_tables() -> None:
    here = DraftScene()
    (sheet,) = pack_of(here).zones()
    assert (sheet.title, sheet.subtitle) == ("Hall A", "3 tables")
    assert [[row.lead for row in part.rows] for part in sheet.parts] == [["Table 1"], ["Table 2"]]


def test_day_and_zone_cut_the_pack() -> None:
    here = DraftScene()
    pack = pack_of(here)
    version, second_day = pack.board.schedule, here.event.starts_on + timedelta(days=1)
    zone = here.tables[0].zone_id
    cuts = [Cut(here.event.starts_on), Cut(second_day), Cut(zone=zone), Cut(zone=zone + 1)]
    packs = [Pack(here.event, Board(here.event, version), NOW, cut) for cut in cuts]
    assert [len(one.tables()) for one in packs] == [2, 0, 2, 0]
    assert [len(one.slots()) for one in packs] == [2, 0, 2, 0]
    assert [len(one.participants()) for one in packs[:2]] == [3, 0]


def test_stamp_says_which_version_and_whether_it_is_in_force() -> None:
    here = DraftScene()
    first = here.publish()
    assert (
        Pack(here.event, Board(here.event, first), NOW).stamp().startswith("Days of Clusters. Version 1, in force when")
    )
    here.edit()
    here.publish()
    old = Pack(here.event, Board(here.event, first), NOW).stamp()
    assert old.startswith("Days of Clusters. Version 1, no longer in force; printed on")


@pytest.mark.parametrize("kind", ["participants", "tables", "slots", "zones"])
def test_more_meetings_need_no_more_queries(kind: str) -> None:
    counts = []
    for meetings in (1, 8):
        here = DraftScene()
        make_session(here.event, start_hour=14, slots=8)
        for _ in range(meetings):
            make_meeting(make_participant(here.event), make_participant(here.event))
        version = here.publish()
        db.session.expire_all()
        asked: list[str] = []

        def note(*given: object, asked: list[str] = asked) -> None:
            asked.append(str(given[2]))

        sqlalchemy_event.listen(db.engine, "before_cursor_execute", note)
        getattr(Pack(here.event, Board(here.event, version), NOW), kind)()
        sqlalchemy_event.remove(db.engine, "before_cursor_execute", note)
        counts.append(len(asked))
    assert counts[0] == counts[1]
