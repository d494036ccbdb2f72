from __future__ import annotations

import unicodedata
from collections import Counter
from datetime import date, datetime, timedelta
from hashlib import sha256
from itertools import pairwise

import pytest

from matchmaking.services.demonstration import Demonstration, demonstration
from matchmaking.services.files.checking import (
    CheckedRow,
    ParticipantOptions,
    ParticipantRow,
    RequestOptions,
    RequestRow,
    check_participants,
    check_requests,
)
from matchmaking.services.files.recognition import Kind, recognise
from matchmaking.services.files.tabular import read_table
from matchmaking.services.words.text import fold

FIRST_DAY = date(2026, 5, 12)


@pytest.fixture(scope="module")
def event() -> Demonstration:
    return demonstration(FIRST_DAY)


@pytest.fixture(scope="module")
def participant_rows(event: Demonstration) -> list[CheckedRow[ParticipantRow]]:
    table = read_table(event.participants, "participants.xlsx")
    options = ParticipantOptions((event.starts_on, event.ends_on), event.types)
    return check_participants(table, recognise(table.header, Kind.PARTICIPANTS).columns, options)


@pytest.fixture(scope="module")
def participants(participant_rows: list[CheckedRow[ParticipantRow]]) -> dict[str, ParticipantRow]:
    return {row.values.address: row.values for row in participant_rows if row.values}


@pytest.fixture(scope="module")
def request_rows(event: Demonstration, participants: dict[str, ParticipantRow]) -> list[CheckedRow[RequestRow]]:
    table = read_table(event.requests, "requests.csv")
    return check_requests(table, recognise(table.header, Kind.REQUESTS).columns, RequestOptions(set(participants)))


@pytest.fixture(scope="module")
def requests(request_rows: list[CheckedRow[RequestRow]]) -> list[RequestRow]:
    return [row.values for row in request_rows if row.values]


def test_the_files_are_the_same_bytes_every_time_and_for_any_day(event: Demonstration) -> None:
    other = demonstration(date(2031, 1, 1))
    assert (other.participants, other.requests) == (event.participants, event.requests)
    assert sha256(event.participants).hexdigest() == "fb4b01def4a0e76aa0e078e9dc5773daa53cca07c5735b0f844cddea593cc6b4"
    assert sha256(event.requests).hexdigest() == "b5e5681204200e19031f07d9aec2018e715d04f3bf6a03d88d397d5118eaf0d8"


def test_nothing_is_found_in_the_participants(
    event: Demonstration, participant_rows: list[CheckedRow[ParticipantRow]]
) -> None:
    assert [finding.sentence for row in participant_rows for finding in row.findings] == []
    assert sum(row.counts for row in participant_rows) == 320
    table = read_table(event.participants, "participants.xlsx")
    assert (recognise(table.header, Kind.PARTICIPANTS).unrecognised, table.notes) == ((), ())


def test_participants_come_from_many_organizations_and_countries(participants: dict[str, ParticipantRow]) -> None:
    people = participants.values()
    assert len({fold(person.organization) for person in people}) == 180
    assert len({person.country for person in people}) == 16
    assert {person.participation_type for person in people} == {"Cluster organisation", "SME", "Expert", "Institution"}
    colleagues = Counter(person.organization for person in people)
    assert (min(colleagues.values()), max(colleagues.values())) == (1, 4)
    countries = {
        organization: {p.country for p in people if p.organization == organization} for organization in colleagues
    }
    assert {len(found) for found in countries.values()} == {1}


def test_profiles_are_written_in_three_scripts(participants: dict[str, ParticipantRow]) -> None:
    scripts = Counter(
        unicodedata.name(next(c for c in person.about if c.isalpha())).partition(" ")[0]
        for person in participants.values()
    )
    assert set(scripts) == {"LATIN", "CYRILLIC", "GREEK"}
    assert min(scripts.values()) >= 20
    assert {len(person.offers) > 1 and len(person.needs) > 1 for person in participants.values()} == {True}


def test_some_attend_one_day_only(event: Demonstration, participants: dict[str, ParticipantRow]) -> None:
    days = Counter(person.attendance for person in participants.values())
    first, second = frozenset({event.starts_on}), frozenset({event.ends_on})
    assert dict(days) == {first | second: 231, first: 66, second: 23}


def test_nothing_but_mutual_wishes_is_found_in_the_requests(request_rows: list[CheckedRow[RequestRow]]) -> None:
    codes = Counter(finding.code for row in request_rows for finding in row.findings)
    assert codes == {"mutual_accepted": 24}
    assert sum(row.counts for row in request_rows) == 1900


def test_requests_keep_the_rules_of_the_event(
    event: Demonstration, participants: dict[str, ParticipantRow], requests: list[RequestRow]
) -> None:
    allowed = {*event.may_meet, *(pair[::-1] for pair in event.may_meet)}
    asked = [(participants[request.requester], participants[request.recipient]) for request in requests]
    assert {(one.participation_type, other.participation_type) for one, other in asked} == allowed
    assert [one.organization for one, other in asked if one.organization == other.organization] == []


def test_the_requests_are_in_every_state_and_make_more_meetings_than_there_are_places(
    event: Demonstration, requests: list[RequestRow]
) -> None:
    assert set(Counter(request.status for request in requests)) == {
        "pending", "accepted", "declined", "withdrawn", "expired",
    }  # fmt: skip
    meetings = {frozenset((r.requester, r.recipient)) for r in requests if r.status == "accepted"}
    assert len(meetings) == 1194
    places = 24 * sum(len(zone.tables) for zone in event.zones)
    assert places == 960


def test_few_are_asked_by_many_and_nobody_asks_too_often(event: Demonstration, requests: list[RequestRow]) -> None:
    received = Counter(request.recipient for request in requests)
    assert sum(count for _, count in received.most_common(32)) > 0.25 * len(requests)
    sent = Counter(request.requester for request in requests)
    musts = Counter(request.requester for request in requests if request.priority == 3)
    assert max(sent.values()) <= event.request_limit
    assert max(musts.values()) <= event.must_limit
    assert {request.priority for request in requests} == {1, 2, 3}


def test_stands_belong_to_participants_who_stay_and_are_asked_for(
    event: Demonstration, participants: dict[str, ParticipantRow], requests: list[RequestRow]
) -> None:
    tables = [table for zone in event.zones for table in zone.tables]
    assert tables == list(range(1, 41))
    assert len({participants[stand.address].organization for stand in event.stands}) == 4
    assert {stand.table for stand in event.stands} <= set(tables)
    received = Counter(request.recipient for request in requests)
    assert min(received[stand.address] for stand in event.stands) >= 10
    assert {len(participants[stand.address].attendance or ()) for stand in event.stands} == {2}


def test_the_programme_has_all_kinds_of_sessions_and_24_slots(event: Demonstration) -> None:
    kinds = Counter(session.kind for session in event.sessions)
    assert kinds == {"plenary": 1, "meetings": 4, "round_table": 2, "assembly": 1, "visit": 1, "pause": 2}
    for session in event.sessions:
        length = datetime.combine(session.day, session.ends) - datetime.combine(session.day, session.starts)
        assert event.starts_on <= session.day <= event.ends_on
        if session.kind == "meetings":
            assert (session.slot_minutes, session.transfer_minutes) == (20, 5)
            assert length == timedelta(minutes=6 * 20 + 5 * 5)
        else:
            assert length >= timedelta(minutes=30)


def test_meeting_sessions_overlap_neither_each_other_nor_lunch(event: Demonstration) -> None:
    exclusive = sorted(
        (session.day, session.starts, session.ends)
        for session in event.sessions
        if session.kind in {"meetings", "pause", "plenary", "assembly", "visit"}
    )
    assert [(one, other) for one, other in pairwise(exclusive) if one[0] == other[0] and one[2] > other[1]] == []


def test_the_event_speaks_three_languages(event: Demonstration) -> None:
    assert [text.language for text in event.texts] == ["en", "sr", "bg"]
    assert all(text.about and text.practical and text.consent for text in event.texts)
    assert (event.starts_on, event.ends_on) == (FIRST_DAY, date(2026, 5, 13))
