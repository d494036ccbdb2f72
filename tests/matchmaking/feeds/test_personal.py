"""The personal feed: the calendar contract, point by point."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from icalendar import Calendar
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Meeting, MeetingRequest, MeetingTable, SessionKind
from matchmaking.services.identity.tokens import token_hash
from matchmaking.services.people import availability, participants, profiles
from matchmaking.services.requests import meeting_requests
from matchmaking.services.setup import cancellation, programme
from tests.factories import (
    NOW,
    make_event,
    make_meeting,
    make_organizer,
    make_participant,
    make_session,
    make_tables,
    make_version,
    sign_in,
)

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from matchmaking.models import Event, Participant

LATER = NOW + timedelta(hours=1)


def address(participant: Participant) -> str:
    return f"/feed/{participants.token_of_feed(participant)}.ics"


def published() -> tuple[Event, Participant, Participant, Meeting]:
    event = make_event(make_organizer())
    bob, cat = make_participant(event, "Bob Kovač"), make_participant(event, "Катя Иванова")
    meeting = make_meeting(bob, cat)
    make_version(event, (meeting, make_session(event).slots[0], make_tables(event)[0]))
    return event, bob, cat, meeting


def entries(answer: TestResponse) -> dict[str, Any]:
    return {str(entry["UID"]): entry for entry in Calendar.from_ical(answer.data).walk("VEVENT")}


def test_feed_shows_the_published_meeting_and_nothing_private(client: FlaskClient) -> None:
    event, bob, cat, meeting = published()
    cat.phone, cat.about = "+359 888 777", "about me"
    db.session.commit()
    answer = client.get(address(bob))
    entry = entries(answer)[meeting.uid]
    text = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert str(entry["SUMMARY"]) == f"Катя Иванова ({cat.organization.name})"
    assert str(entry["LOCATION"]) == "Table 1, Hall A, Congress Centre"
    assert str(entry["URL"]) == f"http://localhost/e/{event.slug}/me/meetings/{meeting.id}"
    assert (str(entry["STATUS"]), int(entry["SEQUENCE"])) == ("CONFIRMED", 0)
    assert len(entry.walk("VALARM")) == 1
    for absent in (cat.email, cat.phone, "about me", "METHOD", "ORGANIZER", "ATTENDEE", bob.email):
        assert absent not in text


def test_feed_says_over_http_what_the_contract_promises(client: FlaskClient) -> None:
    bob = published()[1]
    answer = client.get(address(bob))
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["ETag"].startswith('"')
    assert answer.headers["Content-Disposition"].isascii()
    assert "Set-Cookie" not in answer.headers
    head = client.head(address(bob))
    assert (head.status_code, head.data, head.headers["ETag"]) == (200, b"", answer.headers["ETag"])


def test_unchanged_feed_has_the_same_bytes_and_answers_304(client: FlaskClient) -> None:
    bob = published()[1]
    first = client.get(address(bob))
    tag, since = first.headers["ETag"], first.headers["Last-Modified"]
    assert client.get(address(bob)).data == first.data
    old = (first.last_modified or NOW) - timedelta(days=1)
    for headers, status in (
        ({"If-None-Match": tag}, 304),
        ({"If-Modified-Since": since}, 304),
        ({"If-None-Match": '"other"', "If-Modified-Since": since}, 200),  # the ETag wins
        ({"If-None-Match": tag, "If-Modified-Since": old.strftime("%a, %d %b %Y %H:%M:%S GMT")}, 304),
        ({"If-Modified-Since": old.strftime("%a, %d %b %Y %H:%M:%S GMT")}, 200),
    ):
        answer = client.get(address(bob), headers=headers)
        assert (answer.status_code, answer.headers["ETag"]) == (status, tag)


def test_wrong_and_revoked_addresses_answer_alike(client: FlaskClient) -> None:
    bob = published()[1]
    old = address(bob)
    participants.new_feed_address(bob)
    db.session.commit()
    answers = [client.get(path) for path in (old, "/feed/nothing.ics", f"/feed/{bob.feed_token_hash}.ics")]
    answers += [client.get(f"/feed/{bob.feed_nonce}.ics"), client.get("/feed/%F0%9F%98%80.ics")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.data for answer in answers}) == 1
    assert client.get(address(bob)).status_code == 200


def test_planted_hash_opens_nothing_without_the_key(client: FlaskClient) -> None:
    bob = published()[1]
    bob.feed_token_hash = token_hash("planted")
    db.session.commit()
    assert client.get("/feed/planted.ics").status_code == 404


def test_called_off_meeting_stays_cancelled_with_its_uid_and_a_higher_sequence(client: FlaskClient) -> None:
    event, bob, cat, meeting = published()
    request = db.session.scalars(select(MeetingRequest)).one()
    meeting_requests.decline(request, LATER)
    db.session.commit()
    for who in (bob, cat):
        entry = entries(client.get(address(who)))[meeting.uid]
        assert (str(entry["STATUS"]), int(entry["SEQUENCE"])) == ("CANCELLED", 1)
        assert entry.walk("VALARM") == []
    assert event.version_number == 2


def test_moved_meeting_keeps_its_uid_and_bumps_its_sequence_alone(client: FlaskClient) -> None:
    event, bob, _cat, meeting = published()
    dan = make_participant(event, "Dan D")
    other = make_meeting(bob, dan)
    slots, tables = availability.slots_of(event), list(db.session.scalars(select(MeetingTable)))
    first = make_version(event, (meeting, slots[0], tables[0]), (other, slots[1], tables[0]))
    before = entries(client.get(address(bob)))
    make_version(event, (meeting, slots[0], tables[0]), (other, slots[2], tables[0]))
    after = entries(client.get(address(bob)))
    assert first.number == 2
    assert int(after[meeting.uid]["SEQUENCE"]) == int(before[meeting.uid]["SEQUENCE"])
    assert int(after[other.uid]["SEQUENCE"]) == int(before[other.uid]["SEQUENCE"]) + 1
    assert before[meeting.uid].to_ical() == after[meeting.uid].to_ical()


def test_attended_session_is_in_the_feed_with_its_kind_and_leaves_as_cancelled(client: FlaskClient) -> None:
    event = make_event()
    bob = make_participant(event)
    visit = make_session(event, "Visit", kind=SessionKind.VISIT)
    availability.sign_up(bob, visit, NOW)
    db.session.commit()
    ((uid, entry),) = entries(client.get(address(bob))).items()
    assert entry.to_ical().count(b"CATEGORIES:Visit") == 1
    assert (str(entry["STATUS"]), int(entry["SEQUENCE"])) == ("CONFIRMED", 0)
    assert uid != visit.uid
    programme.calendar_changed(visit, LATER)
    db.session.commit()
    assert int(entries(client.get(address(bob)))[uid]["SEQUENCE"]) == 1
    availability.withdraw_sign_up(bob, visit, LATER)
    db.session.commit()
    entry = entries(client.get(address(bob)))[uid]
    assert (str(entry["STATUS"]), int(entry["SEQUENCE"])) == ("CANCELLED", 2)


def test_cancelled_event_cancels_everything_in_the_feed(client: FlaskClient) -> None:
    event, bob, _cat, _meeting = published()
    availability.sign_up(bob, make_session(event, "Visit", kind=SessionKind.VISIT, start_hour=15), NOW)
    before = entries(client.get(address(bob)))
    cancellation.cancel(event, "Flooded", event.name, make_organizer("Eve E"), LATER)
    db.session.commit()
    after = entries(client.get(address(bob)))
    assert after.keys() == before.keys()
    assert {str(entry["STATUS"]) for entry in after.values()} == {"CANCELLED"}
    assert {uid: int(after[uid]["SEQUENCE"]) - int(before[uid]["SEQUENCE"]) for uid in after} == dict.fromkeys(after, 1)


def test_alarm_can_be_switched_off_and_last_modified_says_so(client: FlaskClient) -> None:
    bob = published()[1]
    since = client.get(address(bob)).headers["Last-Modified"]
    participants.set_alarm(bob, False, LATER)
    db.session.commit()
    answer = client.get(address(bob), headers={"If-Modified-Since": since})
    assert (answer.status_code, b"VALARM" in answer.data) == (200, False)


def test_partners_new_name_reaches_the_feed_without_a_new_sequence(client: FlaskClient) -> None:
    _event, bob, cat, meeting = published()
    since = client.get(address(bob)).headers["Last-Modified"]
    participants.update(cat, replace(profiles.of(cat), family_name="Петрова"), LATER)
    db.session.commit()
    answer = client.get(address(bob), headers={"If-Modified-Since": since})
    entry = entries(answer)[meeting.uid]
    assert str(entry["SUMMARY"]).startswith("Катя Петрова")
    assert int(entry["SEQUENCE"]) == 0


def test_hostile_names_break_no_line(client: FlaskClient) -> None:
    event, bob, cat, _meeting = published()
    event.name = "Days\r\nBEGIN:VEVENT"
    cat.given_name, cat.family_name = "=1+1\r\nATTENDEE:x", "\x01\u2028;,\\n" + "Ж" * 90
    db.session.commit()
    answer = client.get(address(bob))
    lines = answer.data.split(b"\r\n")
    assert len(entries(answer)) == 1
    assert not [line for line in lines if line.startswith((b"ATTENDEE", b"\x01")) or len(line) > 75]


def test_download_is_the_feed_as_a_file_to_keep(client: FlaskClient) -> None:
    event, bob, _cat, _meeting = published()
    feed = client.get(address(bob))
    sign_in(client, bob)
    answer = client.get(f"/e/{event.slug}/me/agenda.ics")
    assert answer.data == feed.data
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{event.slug}.ics"'


def test_feed_costs_the_same_number_of_queries_however_long_it_is(app: Flask, client: FlaskClient) -> None:
    event = make_event()
    bob = make_participant(event)
    slots, tables = make_session(event, slots=12).slots, make_tables(event, 1)
    meetings = [make_meeting(bob, make_participant(event, f"P {k}")) for k in range(10)]
    counts = []
    for number in (1, 10):
        make_version(event, *((m, slots[k], tables[0]) for k, m in enumerate(meetings[:number])))
        path = address(bob)
        statements: list[str] = []

        def count(_c: object, _cu: object, statement: str, *_rest: object, seen: list[str] = statements) -> None:
            seen.append(statement)

        sqlalchemy_event.listen(db.engine, "before_cursor_execute", count)
        assert len(entries(client.get(path))) == number
        sqlalchemy_event.remove(db.engine, "before_cursor_execute", count)
        counts.append(len(statements))
    assert counts[0] == counts[1]
