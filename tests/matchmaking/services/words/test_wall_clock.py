from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaking.services.refusals import Invalid
from matchmaking.services.words.times import TIME_ZONES
from matchmaking.services.words.wall_clock import carried, combined, moment_of

if TYPE_CHECKING:
    from flask import Flask


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_wall_time_is_the_moment_at_which_clocks_show_it() -> None:
    assert moment_of(wall("2027-05-12 10:40"), "Europe/Sofia") == datetime(2027, 5, 12, 7, 40, tzinfo=UTC)
    assert moment_of(wall("2027-05-12 10:40"), "Asia/Kathmandu") == datetime(2027, 5, 12, 4, 55, tzinfo=UTC)


def test_hour_that_the_clocks_skip_is_refused(app: Flask) -> None:
    with pytest.raises(
        Invalid, match=r"There is no 28 March 2027, 02:30 in Europe/Belgrade: the clocks are put forward"
    ):
        moment_of(wall("2027-03-28 02:30"), "Europe/Belgrade")


def test_hour_that_the_clocks_show_twice_is_refused(app: Flask) -> None:
    with pytest.raises(Invalid, match=r"31 October 2027, 02:30 comes twice in Europe/Belgrade: the clocks"):
        moment_of(wall("2027-10-31 02:30"), "Europe/Belgrade")


@pytest.mark.parametrize("hour", [time(1, 59), time(3, 0)])
def test_hours_beside_both_changes_are_taken(hour: time) -> None:
    for day in (date(2027, 3, 28), date(2027, 10, 31)):
        moment = combined(day, hour, "Europe/Belgrade")
        assert moment.astimezone(ZoneInfo("Europe/Belgrade")).replace(tzinfo=None) == datetime.combine(day, hour)


@pytest.mark.parametrize("year", [1, 1999, 2101, 9999])
def test_years_that_cannot_be_meant_are_refused(app: Flask, year: int) -> None:
    with pytest.raises(Invalid, match=r"Choose a day between the years 2000 and 2100."):
        moment_of(wall(f"{year:04}-12-31 23:59"), "Europe/Sofia")


def test_carried_moment_keeps_its_hour() -> None:
    moment = moment_of(wall("2027-05-12 10:40"), "Europe/Sofia")
    carried_on = carried(moment, "Europe/Sofia", "Europe/Belgrade", timedelta(days=3))
    assert carried_on == datetime(2027, 5, 15, 8, 40, tzinfo=UTC)


@given(
    st.datetimes(wall("2000-01-01"), wall("2100-12-31")),
    st.sampled_from(["Europe/Sofia", "Asia/Kathmandu", "Australia/Lord_Howe", "America/St_Johns", "UTC"]),
)
def test_whatever_is_taken_is_shown_again_as_it_was_typed(typed: datetime, zone: str) -> None:
    typed = typed.replace(fold=0)
    earlier, later = (typed.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC) for fold in (0, 1))
    if earlier == later:
        assert moment_of(typed, zone).astimezone(ZoneInfo(zone)).replace(tzinfo=None) == typed


def test_time_zones_are_names_that_people_know() -> None:
    assert {"Europe/Sofia", "UTC", "Asia/Kathmandu"} <= TIME_ZONES
    assert not {"localtime", "Factory", "posixrules", "Etc/GMT+5"} & TIME_ZONES
