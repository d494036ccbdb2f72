"""The whole schedule as files, on paper, and how it is compared and praised."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flask_babel import force_locale
from icalendar import Calendar

from matchmaking.extensions import db
from matchmaking.models import EventSession, SessionKind
from matchmaking.services.files.tabular import read_table
from matchmaking.services.people import availability
from matchmaking.services.refusals import NotFound
from matchmaking.services.schedule import differences, printed, publishing, quality, reviews, schedule_files
from matchmaking.services.schedule.boards import Board
from tests.factories import NOW, make_meeting, make_session
from tests.matchmaking.draft_scene import DraftScene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from matchmaking.models import Schedule


@pytest.fixture(autouse=True)
def _in_a_request(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


def entries(here: DraftScene, schedule: Schedule) -> dict[str, tuple[str, int, str]]:
    content = schedule_files.ics(here.event, Board(here.event, schedule))
    calendar = Calendar.from_ical(content)
    return {
        str(entry["SUMMARY"]): (str(entry["UID"]), int(str(entry["SEQUENCE"])), str(entry["STATUS"]))
        for entry in calendar.walk("VEVENT")
    }


def test_workbook_and_csv_hold_every_meeting_with_names_hours_and_tables() -> None:
    here = DraftScene()
    here.lock(here.with_cat)
    board = Board(here.event, here.draft)
    day = here.event.starts_on.isoformat()
    expected = [
        [day, "10:00", "10:20", "Meetings", "1", "Hall A", "Bob Kovač", "Kovač d.o.o.", "RS", "Cat Иванова"],
        [day, "10:20", "10:40", "Meetings", "2", "Hall A", "Bob Kovač", "Kovač d.o.o.", "RS", "Eva Çela"],
    ]
    table = read_table(schedule_files.csv(here.event, board), "schedule.csv")
    assert [list(row.cells[:10]) for row in table.rows] == expected
    assert [row.cells[-1] for row in table.rows] == ["yes", ""]
    workbook = read_table(schedule_files.xlsx(here.event, board), "schedule.xlsx")
    assert [list(row.cells[:10]) for row in workbook.rows] == expected


def test_name_that_looks_like_a_formula_stays_text_in_files() -> None:
    here = DraftScene()
    here.cat.given_name = "=1+1"
    db.session.commit()
    content = schedule_files.csv(here.event, Board(here.event, here.draft)).decode("utf-8-sig")
    assert "'=1+1 Иванова" in content


def test_calendar_of_the_version_in_force_has_the_identifiers_of_attendees_calendars() -> None:
    here = DraftScene()
    version = here.publish()
    assert entries(here, version) == {
        "Bob Kovač – Cat Иванова": (here.with_cat.uid, 0, "CONFIRMED"),
        "Bob Kovač – Eva Çela": (here.with_eva.uid, 0, "CONFIRMED"),
    }
    here.edit()
    here.unschedule(here.with_cat)
    later = here.publish()
    assert entries(here, later)["Bob Kovač – Cat Иванова"] == (here.with_cat.uid, 1, "CANCELLED")


def test_calendars_of_drafts_and_earlier_versions_replace_nothing() -> None:
    here = DraftScene()
    first = here.publish()
    here.edit()
    here.place(here.with_cat, 4, 0)
    in_draft = entries(here, here.draft)
    here.publish()
    uids = {uid for uid, _, _ in (*in_draft.values(), *entries(here, first).values())}
    assert len(uids) == 4
    assert uids.isdisjoint({here.with_cat.uid, here.with_eva.uid})
    assert schedule_files.ics(here.event, Board(here.event, first)) == schedule_files.ics(
        here.event, Board(here.event, first)
    )


def test_sheets_are_one_for_each_who_meets_with_the_sessions_they_attend() -> None:
    here = DraftScene()
    plenary: EventSession = make_session(here.event, "Plenary", kind=SessionKind.PLENARY, start_hour=14)
    availability.sign_up(here.bob, plenary, NOW)
    db.session.commit()
    board = Board(here.event, here.draft)
    sheets = printed.sheets(here.event, board, None)
    assert [sheet.person.name for sheet in sheets] == ["Bob Kovač", "Cat Иванова", "Eva Çela"]
    (items,) = sheets[0].days.values()
    assert [(printed.title_of(item), printed.place_of(board, item)) for item in items] == [
        ("Cat Иванова", "Table 1, Hall A"),
        ("Eva Çela", "Table 2, Hall A"),
        ("Plenary", ""),
    ]
    (alone,) = printed.sheets(here.event, board, here.dan.id)
    assert (alone.person.name, alone.days) == ("Dan Νικολάου", {})


def test_printed_page_names_sessions_and_places_in_the_readers_language() -> None:
    here = DraftScene()
    plenary: EventSession = make_session(here.event, "Plenary", kind=SessionKind.PLENARY, start_hour=14)
    plenary.wordings = {"sr_Latn": {"title": "Plenarno zasedanje", "room": "Svečana sala"}}
    here.tables[0].zone.wordings = {"sr_Latn": {"name": "Sala A"}}
    availability.sign_up(here.bob, plenary, NOW)
    db.session.commit()
    board = Board(here.event, here.draft)
    (items,) = printed.sheets(here.event, board, here.bob.id)[0].days.values()
    with force_locale("sr_Latn"):
        assert [(printed.title_of(item), printed.place_of(board, item)) for item in items] == [
            ("Cat Иванова", "Sto 1, Sala A"),
            ("Eva Çela", "Sto 2, Sala A"),
            ("Plenarno zasedanje", "Svečana sala"),
        ]


def test_sheet_of_another_events_participant_does_not_exist() -> None:
    here, there = DraftScene(), DraftScene()
    with pytest.raises(NotFound):
        printed.sheets(here.event, Board(here.event, here.draft), there.bob.id)


def test_differences_say_what_of_a_meeting_is_new() -> None:
    here = DraftScene()
    third = make_meeting(here.dan, here.eva)
    first = here.publish()
    here.edit()
    here.place(here.with_cat, 3, 0)
    here.place(here.with_eva, 1, 2, (here.dan.id, here.eva.id))
    here.place(third, 4, 0)
    second = here.publish()
    here.edit()
    here.unschedule(here.with_cat)
    last = here.publish()
    boards = [Board(here.event, version) for version in (first, second, last)]
    found = {change.meeting_id: change for change in differences.between(boards[0], boards[1])}
    assert {meeting: differences.what_moved(change) for meeting, change in found.items()} == {
        here.with_cat.id: ["time"],
        here.with_eva.id: ["table", "who attends"],
        third.id: [],
    }
    assert [(change.meeting_id, change.kind) for change in differences.between(boards[1], boards[2])] == [
        (here.with_cat.id, "cancelled")
    ]
    assert differences.between(boards[0], boards[0]) == []


def test_version_keeps_the_hours_it_was_published_with() -> None:
    here = DraftScene()
    version = here.publish()
    before = [held.starts_at for held in Board(here.event, version).held]
    here.slots[5].ends_at += here.slots[5].ends_at - here.slots[5].starts_at
    here.slots[0].starts_at += (here.slots[0].ends_at - here.slots[0].starts_at) / 2
    db.session.commit()
    assert [held.starts_at for held in Board(here.event, version).held] == before


def test_review_counts_what_changes_who_is_told_and_what_is_left_out() -> None:
    here = DraftScene()
    here.publish()
    here.edit()
    here.place(here.with_cat, 3, 0)
    here.with_eva.cancelled_at = NOW
    db.session.commit()
    review = reviews.of(here.event, here.draft, Board(here.event, here.draft), NOW)
    assert [review.count(kind) for kind in ("new", "moved", "cancelled")] == [0, 1, 1]
    assert [(told.person.name, told.kinds.total()) for told in review.told] == [
        ("Bob Kovač", 2),
        ("Cat Иванова", 1),
        ("Eva Çela", 1),
    ]
    assert (review.left_out, review.begun, review.warnings) == ([here.with_eva.id], [], [])


def test_review_names_changes_that_come_too_late() -> None:
    here = DraftScene()
    here.publish()
    here.edit()
    here.unschedule(here.with_cat)
    during = here.slots[0].starts_at
    review = reviews.of(here.event, here.draft, Board(here.event, here.draft), during)
    assert [change.meeting_id for change in review.begun] == [here.with_cat.id]


@pytest.mark.parametrize(
    ("goal", "sentence"),
    [
        (("value", 12, 12), "The wishes that come true weigh 12 together. It is proven that no schedule does better."),
        (
            ("value", 99, 100),
            "The wishes that come true weigh 99 together. It is proven that none can pass 100, a gap of 1.00 %.",
        ),
        (
            ("breaks", 1, 0),
            "1 break between meetings. Whether a schedule as good otherwise could have fewer is not known.",
        ),
        (
            ("table_changes", 3, None),
            "3 walks to another table between two meetings. What would be possible was not worked out.",
        ),
    ],
)
def test_quality_says_value_and_bound(goal: tuple[str, int, int | None], sentence: str) -> None:
    here = DraftScene()
    name, value, bound = goal
    here.draft.goals = [{"name": name, "value": value, "bound": bound}]
    assert quality.sentences(here.draft) == [sentence]


def test_schedule_changed_by_hand_is_proven_nothing_of() -> None:
    assert quality.sentences(DraftScene().draft) == [
        "Nothing is proven about this schedule: it was changed since it was built."
    ]


def test_unknown_version_does_not_exist() -> None:
    here = DraftScene()
    with pytest.raises(NotFound):
        publishing.version(here.event, 1)
