from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from matchmaking.models import Event, EventSession, SessionKind
from matchmaking.services.setup.programme_days import by_day

if TYPE_CHECKING:
    from matchmaking.services.setup.programme_days import Day


def titles(days: list[Day]) -> list[tuple[date, list[list[list[str]]]]]:
    return [
        (day.day, [[[session.title for session in lane] for lane in band.lanes] for band in day.bands]) for day in days
    ]


def laid_out(*sessions: tuple[str, tuple[int, int], tuple[int, int]]) -> list[Day]:
    """Sessions as (title, (day, hour) of the start, (day, hour) of the end), in UTC, shown in Sofia."""
    made = [
        EventSession(
            title=title,
            kind=SessionKind.PLENARY,
            starts_at=datetime(2027, 5, *start, tzinfo=UTC),
            ends_at=datetime(2027, 5, *end, tzinfo=UTC),
        )
        for title, start, end in sessions
    ]
    return by_day(Event(time_zone="Europe/Sofia"), made)


def test_sessions_after_each_other_stand_below_each_other() -> None:
    days = laid_out(("Opening", (12, 7), (12, 8)), ("Assembly", (12, 8), (12, 9)))
    assert titles(days) == [(date(2027, 5, 12), [[["Opening"]], [["Assembly"]]])]


def test_sessions_at_the_same_time_stand_beside_each_other() -> None:
    days = laid_out(("Meetings", (12, 7), (12, 12)), ("Round table", (12, 8), (12, 9)), ("Visit", (12, 9), (12, 11)))
    assert titles(days) == [(date(2027, 5, 12), [[["Meetings"], ["Round table", "Visit"]]])]


def test_day_is_the_day_at_the_event() -> None:
    days = laid_out(("Late", (12, 20), (12, 21)), ("Next day", (12, 22), (12, 23)))
    assert [day for day, _bands in titles(days)] == [date(2027, 5, 12), date(2027, 5, 13)]


def test_empty_programme_has_no_days() -> None:
    assert laid_out() == []
