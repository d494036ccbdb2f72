"""The wall time in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from babel import Locale

from matchmaking.services.agenda.ical import wall_time


def twenty_minutes_from(starts_at: datetime, zone: str, locale: Locale | str = "en") -> str:
    return wall_time(starts_at, starts_at + timedelta(minutes=20), zone, locale)


@pytest.mark.parametrize(
    ("zone", "month", "words"),
    [
        ("Europe/Belgrade", 1, "Tuesday, 12 January 2027, 11:00–11:20 (Central European Standard Time)"),
        ("Europe/Belgrade", 7, "Monday, 12 July 2027, 12:00–12:20 (Central European Summer Time)"),
        ("Europe/Sofia", 7, "Monday, 12 July 2027, 13:00–13:20 (Eastern European Summer Time)"),
        ("Asia/Kathmandu", 7, "Monday, 12 July 2027, 15:45–16:05 (Nepal Time, GMT+05:45)"),
        ("Europe/Istanbul", 7, "Monday, 12 July 2027, 13:00–13:20 (Türkiye Time, GMT+03:00)"),
        ("UTC", 7, "Monday, 12 July 2027, 10:00–10:20 (Coordinated Universal Time)"),
    ],
)
def test_wall_time_is_the_zones_own(zone: str, month: int, words: str) -> None:
    assert twenty_minutes_from(datetime(2027, month, 12, 10, 0, tzinfo=UTC), zone) == words


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("sr", "понедељак, 12. јул 2027, 12:00–12:20 (Средњеевропско летње време)"),
        ("de", "Montag, 12. Juli 2027, 12:00–12:20 (Mitteleuropäische Sommerzeit)"),
        (Locale("en"), "Monday, 12 July 2027, 12:00–12:20 (Central European Summer Time)"),
    ],
)
def test_wall_time_is_in_the_readers_language(locale: Locale | str, words: str) -> None:
    assert twenty_minutes_from(datetime(2027, 7, 12, 10, 0, tzinfo=UTC), "Europe/Belgrade", locale) == words


def test_the_same_hour_twice_in_one_night_is_told_apart_by_the_zone() -> None:
    first, second = datetime(2027, 10, 31, 0, 30, tzinfo=UTC), datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    assert twenty_minutes_from(first, "Europe/Belgrade") == (
        "Sunday, 31 October 2027, 02:30–02:50 (Central European Summer Time)"
    )
    assert twenty_minutes_from(second, "Europe/Belgrade") == (
        "Sunday, 31 October 2027, 02:30–02:50 (Central European Standard Time)"
    )


def test_meeting_while_the_clocks_go_back_names_both_zones() -> None:
    assert twenty_minutes_from(datetime(2027, 10, 31, 0, 50, tzinfo=UTC), "Europe/Belgrade") == (
        "Sunday, 31 October 2027, 02:50 (Central European Summer Time) – "
        "Sunday, 31 October 2027, 02:10 (Central European Standard Time)"
    )


def test_meeting_while_the_clocks_go_forward_names_both_zones() -> None:
    assert twenty_minutes_from(datetime(2027, 3, 28, 0, 50, tzinfo=UTC), "Europe/Belgrade") == (
        "Sunday, 28 March 2027, 01:50 (Central European Standard Time) – "
        "Sunday, 28 March 2027, 03:10 (Central European Summer Time)"
    )


def test_meeting_across_midnight_names_both_days() -> None:
    assert twenty_minutes_from(datetime(2027, 7, 12, 18, 5, tzinfo=UTC), "Asia/Kathmandu") == (
        "Monday, 12 July 2027, 23:50 (Nepal Time, GMT+05:45) – Tuesday, 13 July 2027, 00:10 (Nepal Time, GMT+05:45)"
    )
