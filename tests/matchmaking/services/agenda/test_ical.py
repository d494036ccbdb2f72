"""What a feed promises, read by a reader of our own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from matchmaking.services.agenda.ical import Audience, InvalidEntry, etag, last_modified, render
from tests.matchmaking.services.agenda.ical_files import (
    CREATED,
    MODIFIED,
    TEN_O_CLOCK,
    Component,
    make_calendar,
    make_entry,
    physical_lines,
    read,
)

KATHMANDU = ZoneInfo("Asia/Kathmandu")
BELGRADE = ZoneInfo("Europe/Belgrade")

BOBS_FEED = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//b2b-matchmaking//calendar//EN
CALSCALE:GREGORIAN
UID:bob@matchmaking
LAST-MODIFIED:20270420T170059Z
NAME:Days of Clusters
X-WR-CALNAME:Days of Clusters
DESCRIPTION:Bob's meetings
X-WR-CALDESC:Bob's meetings
X-WR-TIMEZONE:Europe/Belgrade
URL:https://meet.example.org/agenda
REFRESH-INTERVAL;VALUE=DURATION:PT1H
X-PUBLISHED-TTL:PT1H
BEGIN:VEVENT
UID:8c1f@matchmaking
SEQUENCE:2
DTSTAMP:20270420T170059Z
CREATED:20270401T093015Z
LAST-MODIFIED:20270420T170059Z
DTSTART:20270512T100000Z
DTEND:20270512T102000Z
STATUS:CONFIRMED
TRANSP:OPAQUE
CLASS:PRIVATE
SUMMARY:Cat Petrović\\, Klaster
DESCRIPTION:Table 12
LOCATION:Table 12\\, zone B\\, Sava Centar
URL:https://meet.example.org/meetings/7
CATEGORIES:Meeting
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-PT10M
DESCRIPTION:Cat Petrović\\, Klaster
END:VALARM
END:VEVENT
END:VCALENDAR
"""


def event_of(body: bytes) -> Component:
    (event,) = read(body).inner
    return event


def test_feed_is_written_as_the_contract_says() -> None:
    assert render(make_calendar(make_entry())).decode() == BOBS_FEED.replace("\n", "\r\n")


def test_feed_without_entries_is_a_calendar_all_the_same() -> None:
    calendar = read(render(make_calendar()))
    assert (calendar.kind, calendar.text("NAME"), calendar.inner) == ("VCALENDAR", "Days of Clusters", [])


def test_entries_stand_in_order_of_time_whatever_order_they_come_in() -> None:
    early, late = make_entry(uid="b"), make_entry(uid="a", ends_at=TEN_O_CLOCK + timedelta(hours=2))
    late = replace(late, starts_at=TEN_O_CLOCK + timedelta(hours=1))
    beside = make_entry(uid="c")
    assert [event.value("UID") for event in read(render(make_calendar(beside, late, early))).inner] == ["b", "c", "a"]
    assert render(make_calendar(beside, late, early)) == render(make_calendar(early, beside, late))


def test_cancelled_meeting_stays_without_alarm_and_frees_the_time() -> None:
    event = event_of(render(make_calendar(make_entry(cancelled=True, sequence=3))))
    assert (event.value("STATUS"), event.value("TRANSP"), event.value("SEQUENCE")) == ("CANCELLED", "TRANSPARENT", "3")
    assert event.inner == []


def test_alarm_can_be_switched_off() -> None:
    (alarm,) = event_of(render(make_calendar(make_entry(alarm=True)))).inner
    assert (alarm.kind, alarm.value("ACTION"), alarm.value("TRIGGER")) == ("VALARM", "DISPLAY", "-PT10M")
    assert event_of(render(make_calendar(make_entry(alarm=False)))).inner == []


@pytest.mark.parametrize(
    ("audience", "privacy", "busy"),
    [
        (Audience.ATTENDEE, "PRIVATE", "OPAQUE"),
        (Audience.ORGANIZER, "PRIVATE", "TRANSPARENT"),
        (Audience.PUBLIC, "PUBLIC", "TRANSPARENT"),
    ],
)
def test_only_who_attends_is_busy_and_only_the_programme_is_public(audience: Audience, privacy: str, busy: str) -> None:
    event = event_of(render(make_calendar(make_entry(), audience=audience)))
    assert (event.value("CLASS"), event.value("TRANSP")) == (privacy, busy)


def test_online_meeting_has_a_conference_and_no_empty_location() -> None:
    entry = make_entry(location="", conference_url="https://talk.example.org/room?id=1,2;3&name=Čačak 7")
    event = event_of(render(make_calendar(entry)))
    assert event.properties["CONFERENCE"] == [
        ("VALUE=URI", "https://talk.example.org/room?id=1,2;3&name=%C4%8Ca%C4%8Dak%207")
    ]
    assert "LOCATION" not in event.properties


def test_meeting_at_a_table_has_no_conference() -> None:
    assert "CONFERENCE" not in event_of(render(make_calendar(make_entry()))).properties


def test_address_that_is_encoded_already_stays_as_it_is() -> None:
    entry = make_entry(url="https://meet.example.org/%C4%8D?next=%2Fagenda#top")
    assert event_of(render(make_calendar(entry))).value("URL") == "https://meet.example.org/%C4%8D?next=%2Fagenda#top"


def test_location_and_summary_are_one_line_and_a_description_keeps_its_lines() -> None:
    entry = make_entry(
        location="Table 12\nzone B", summary="Cat\r\nPetrović", description="Table 12\r\nzone B\n\nSee you"
    )
    event = event_of(render(make_calendar(entry)))
    assert event.value("LOCATION") == "Table 12 zone B"
    assert event.value("SUMMARY") == "Cat Petrović"
    assert event.value("DESCRIPTION") == r"Table 12\nzone B\n\nSee you"


def test_categories_are_told_apart_by_commas_of_their_own() -> None:
    event = event_of(render(make_calendar(make_entry(categories=("Round table, green", "B2B;\\N")))))
    assert event.value("CATEGORIES") == r"Round table\, green,B2B\;\\N"


def test_entry_without_categories_has_no_such_line() -> None:
    assert "CATEGORIES" not in event_of(render(make_calendar(make_entry(categories=())))).properties


def test_nobody_is_asked_for_an_answer() -> None:
    calendar = read(render(make_calendar(make_entry(), make_entry(uid="x", cancelled=True))))
    names = {name for part in (calendar, *calendar.inner) for name in part.properties}
    assert names.isdisjoint({"METHOD", "ORGANIZER", "ATTENDEE"})


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "start", "end"),
    [
        # Winter, summer, and a quarter of an hour that most zones do not know.
        (datetime(2027, 1, 12, 10, 0, tzinfo=BELGRADE), None, "20270112T090000Z", "20270112T092000Z"),
        (datetime(2027, 7, 12, 10, 0, tzinfo=BELGRADE), None, "20270712T080000Z", "20270712T082000Z"),
        (datetime(2027, 7, 12, 10, 0, tzinfo=KATHMANDU), None, "20270712T041500Z", "20270712T043500Z"),
        # The night that has 02:30 twice, and a meeting from the first to the second.
        (datetime(2027, 10, 31, 2, 30, tzinfo=BELGRADE), None, "20271031T003000Z", "20271031T005000Z"),
        (datetime(2027, 10, 31, 2, 30, tzinfo=BELGRADE, fold=1), None, "20271031T013000Z", "20271031T015000Z"),
        # The night without 02:30, from before it to behind it.
        (
            datetime(2027, 3, 28, 1, 50, tzinfo=BELGRADE),
            datetime(2027, 3, 28, 3, 10, tzinfo=BELGRADE),
            "20270328T005000Z",
            "20270328T011000Z",
        ),
    ],
)
def test_start_and_end_are_in_utc(starts_at: datetime, ends_at: datetime | None, start: str, end: str) -> None:
    ends_at = ends_at or starts_at.astimezone(UTC) + timedelta(minutes=20)
    event = event_of(render(make_calendar(make_entry(starts_at=starts_at, ends_at=ends_at))))
    assert (event.properties["DTSTART"], event.properties["DTEND"]) == ([("", start)], [("", end)])


def test_stored_times_of_any_zone_are_written_in_utc() -> None:
    entry = make_entry(created_at=CREATED.astimezone(KATHMANDU), modified_at=MODIFIED.astimezone(KATHMANDU))
    assert render(make_calendar(entry)) == render(make_calendar(make_entry()))


@pytest.mark.parametrize("name", ["starts_at", "ends_at", "created_at", "modified_at"])
def test_time_without_a_zone_is_refused(name: str) -> None:
    with pytest.raises(InvalidEntry, match=r"^Entry 8c1f@matchmaking has a time without a time zone: 2027-05-12 10:10"):
        make_entry(**{name: datetime(2027, 5, 12, 10, 10)})  # noqa: DTZ001 - what is tried


def test_entry_that_ends_when_it_starts_is_refused() -> None:
    with pytest.raises(InvalidEntry, match=r"^Entry 8c1f@matchmaking ends before it starts\.$"):
        make_entry(ends_at=TEN_O_CLOCK)


def test_same_state_gives_the_same_bytes_and_the_same_tag() -> None:
    first, second = (render(make_calendar(make_entry(), make_entry(uid="x"))) for _ in range(2))
    assert first == second
    assert etag(first) == etag(second)


def test_any_change_gives_another_tag() -> None:
    before = render(make_calendar(make_entry()))
    assert etag(render(make_calendar(make_entry(sequence=3)))) != etag(before)
    assert etag(render(make_calendar(make_entry(alarm=False)))) != etag(before)


def test_tag_can_stand_in_a_header() -> None:
    tag = etag(b"")
    assert (len(tag), tag.isalnum(), tag.isascii()) == (64, True, True)


def test_file_was_last_modified_with_its_newest_part() -> None:
    older, newer = make_entry(modified_at=CREATED), make_entry(modified_at=MODIFIED)
    assert last_modified(make_calendar(newer, older)) == MODIFIED
    assert last_modified(make_calendar()) == CREATED
    assert last_modified(make_calendar(newer, modified_at=TEN_O_CLOCK)) == TEN_O_CLOCK


def test_long_line_is_folded_at_75_octets_at_the_most() -> None:
    body = render(make_calendar(make_entry(description="x" * 300)))
    lengths = [len(line) for line in physical_lines(body) if line.startswith((b"DESCRIPTION:xx", b" xx"))]
    assert max(lengths) <= 75
    assert len(lengths) == 5


@pytest.mark.parametrize("length", range(60, 70))
def test_no_fold_separates_a_backslash_from_what_it_escapes(length: int) -> None:
    body = render(make_calendar(make_entry(summary="x" * length + ",,;\\\\,")))
    for line in physical_lines(body):
        assert (len(line) - len(line.rstrip(b"\\"))) % 2 == 0
