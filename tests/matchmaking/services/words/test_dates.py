from __future__ import annotations

from datetime import date

import pytest

from matchmaking.services.words import dates

DAY = date(2026, 12, 23)


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("en", ("Wednesday, 23 December 2026", "23 December 2026", "Wed 23 Dec")),
        (None, ("Wednesday, 23 December 2026", "23 December 2026", "Wed 23 Dec")),
        ("sr_Latn", ("sreda, 23. decembar 2026", "23. decembar 2026", "sre 23. dec")),
        ("bg", ("сряда, 23 декември 2026", "23 декември 2026", "ср, 23.12")),
        ("sl", ("sreda, 23. december 2026", "23. december 2026", "sre., 23. dec.")),
        ("cs", ("středa 23. prosince 2026", "23. prosince 2026", "st 23. 12.")),
        ("hu", ("2026. december 23., szerda", "2026. december 23", "dec. 23., Sze")),
    ],
)
def test_each_language_writes_dates_in_its_own_way(locale: str | None, words: tuple[str, str, str]) -> None:
    assert (dates.weekday_and_date(DAY, locale), dates.date_alone(DAY, locale), dates.short(DAY, locale)) == words
