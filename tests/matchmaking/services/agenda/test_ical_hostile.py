"""Whatever stands in a text, the file stays a calendar of the same shape, for our reader and for icalendar."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import icalendar
from hypothesis import example, given, settings
from hypothesis import strategies as st

from matchmaking.services.agenda.ical import render
from matchmaking.services.words.text import clean
from tests.matchmaking.services.agenda.ical_files import make_calendar, make_entry, physical_lines, read, unescaped

ROOT = Path(__file__).resolve().parents[4]
PLAIN = render(make_calendar(make_entry(conference_url="https://talk.example.org/1")))
# Everything a reader may take for the end of a line, or refuse; CR and LF stand in the file as its own line ends.
FORBIDDEN = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")

PIECES = (
    *("\r", "\n", "\r\n", "\n\r", "\0", "\x01", "\t", "\v", "\f", "\x1b", "\x1c", "\x7f", "\x85", "\u2028", "\u2029"),
    *("\ud800", "\udfff", "\ufeff", "\u202e", "\ufffe"),
    *(",", ";", ":", '"', "\\", "\\N", "\\n", "\\,", "^n", "=", "%", "%0D%0A", " ", "  "),
    *("\r\nATTENDEE:mailto:eve@example.org", "\rMETHOD:REQUEST\r", "\nEND:VEVENT\nBEGIN:VEVENT\n", "\r\n X"),
    *("é", "e\u0301", "Ж" * 80, "日本語" * 30, "😀" * 40, "👩\u200d👩\u200d👧", "x" * 74, "\\" * 80),
)
NASTY = st.lists(st.sampled_from(PIECES) | st.characters(exclude_categories=()), min_size=1, max_size=12).map("".join)


def shape(body: bytes) -> list[tuple[str, list[str]]]:
    """The components and the names of their properties."""
    calendar = read(body)
    parts = [calendar, *calendar.inner, *(alarm for event in calendar.inner for alarm in event.inner)]
    return [(part.kind, list(part.properties)) for part in parts]


def with_text_everywhere(text: str) -> bytes:
    return render(
        make_calendar(
            make_entry(
                uid="u" + text,
                summary="s" + text,
                description="d" + text,
                location="l" + text,
                url="https://meet.example.org/" + text,
                conference_url="https://talk.example.org/" + text,
                categories=("c" + text, "e" + text),
            ),
            uid="u" + text,
            name="n" + text,
            description="d" + text,
            time_zone="z" + text,
            url="https://meet.example.org/" + text,
        )
    )


@given(NASTY)
@settings(max_examples=150, deadline=None)
@example("\r")
@example("\r\nATTENDEE:mailto:eve@example.org")
@example("".join(PIECES))
def test_no_text_adds_a_line_or_takes_one_away(text: str) -> None:
    assert shape(with_text_everywhere(text)) == shape(PLAIN)


@given(NASTY)
@settings(max_examples=150, deadline=None)
@example("".join(PIECES))
def test_lines_are_short_whole_and_without_controls(text: str) -> None:
    body = with_text_everywhere(text)
    for line in physical_lines(body):
        assert len(line) <= 75
        line.decode("utf-8")  # raises where a character was split
        assert b"\r" not in line
        assert b"\n" not in line
    assert FORBIDDEN.findall(body.decode("utf-8")) == []
    assert body.startswith(b"BEGIN:VCALENDAR\r\n")


@given(NASTY)
@settings(max_examples=150, deadline=None)
@example("".join(PIECES))
def test_our_reader_reads_what_was_meant(text: str) -> None:
    calendar = read(with_text_everywhere(text))
    (event,) = calendar.inner
    (alarm,) = event.inner
    assert calendar.text("NAME") == calendar.text("X-WR-CALNAME") == clean("n" + text)
    assert calendar.text("DESCRIPTION") == calendar.text("X-WR-CALDESC") == clean("d" + text, multiline=True)
    assert calendar.text("X-WR-TIMEZONE") == clean("z" + text)
    assert event.text("UID") == clean("u" + text)
    assert event.text("SUMMARY") == alarm.text("DESCRIPTION") == clean("s" + text)
    assert event.text("DESCRIPTION") == clean("d" + text, multiline=True)
    assert event.text("LOCATION") == clean("l" + text)
    assert event.value("URL").isascii()
    assert event.value("CONFERENCE").isascii()
    assert " " not in event.value("URL")


@given(NASTY)
@settings(max_examples=150, deadline=None)
@example("".join(PIECES))
def test_icalendar_reads_what_was_meant(text: str) -> None:
    calendar = icalendar.Calendar.from_ical(with_text_everywhere(text))
    (event,) = calendar.events
    assert event.errors == []
    assert unescaped(str(calendar["NAME"])) == clean("n" + text)  # it takes the property for an unknown one
    assert str(event["UID"]) == clean("u" + text)
    assert str(event["SUMMARY"]) == clean("s" + text)
    assert str(event["DESCRIPTION"]) == clean("d" + text, multiline=True)
    assert str(event["LOCATION"]) == clean("l" + text)
    assert event.categories == [clean("c" + text), clean("e" + text)]


@given(NASTY)
@settings(max_examples=100, deadline=None)
def test_same_text_gives_the_same_bytes(text: str) -> None:
    assert with_text_everywhere(text) == with_text_everywhere(text)


def test_icalendar_reads_times_sequence_and_alarm() -> None:
    entry = make_entry()
    (event,) = icalendar.Calendar.from_ical(render(make_calendar(entry))).events
    assert (event.start, event.end) == (entry.starts_at, entry.ends_at)
    assert [event.created, event.stamp, event.last_modified] == [entry.created_at, entry.modified_at, entry.modified_at]
    assert event["SEQUENCE"] == 2
    (alarm,) = event.alarms.times
    assert alarm.trigger == entry.starts_at - timedelta(minutes=10)


def test_line_break_in_a_name_is_a_blank_without_asserts_too() -> None:
    names = ("Days\rof\rClusters", "Days\r\nof\nClusters", "Days\u2028of\x85Clusters")
    program = (
        "import sys\n"
        "from matchmaking.services.agenda.ical import render\n"
        "from tests.matchmaking.services.agenda.ical_files import make_calendar, make_entry\n"
        f"for name in {names!a}:\n"
        "    sys.stdout.buffer.write(render(make_calendar(make_entry(), name=name)))"
    )
    found = subprocess.run([sys.executable, "-O", "-c", program], cwd=ROOT, capture_output=True, check=True)
    assert found.stdout == render(make_calendar(make_entry(), name="Days of Clusters")) * len(names)
