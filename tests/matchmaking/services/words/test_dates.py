from __future__ import annotations

from datetime import date

import pytest
from babel.dates import format_date, format_interval

from matchmaking.config import DEFAULTS
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
        ("sr", ("среда, 23. децембар 2026", "23. децембар 2026", "сре 23. дец")),
        ("mk", ("среда, 23 декември 2026", "23 декември 2026", "сре., 23 дек.")),
        ("ro", ("miercuri, 23 decembrie 2026", "23 decembrie 2026", "mie., 23 dec.")),
        ("el", ("Τετάρτη 23 Δεκεμβρίου 2026", "23 Δεκεμβρίου 2026", "Τετ 23 Δεκ")),
        ("tr", ("23 Aralık 2026 Çarşamba", "23 Aralık 2026", "23 Ara Çar")),
        ("hr", ("srijeda, 23. prosinca 2026", "23. prosinca 2026", "sri, 23. pro")),
        ("bs", ("srijeda, 23. decembar 2026", "23. decembar 2026", "sri, 23. dec")),
        ("sq", ("e mërkurë, 23 dhjetor 2026", "23 dhjetor 2026", "mër, 23 dhj")),
        ("hu", ("2026. december 23., szerda", "2026. december 23.", "dec. 23., Sze")),
    ],
)
def test_each_language_writes_dates_in_its_own_way(locale: str | None, words: tuple[str, str, str]) -> None:
    assert (dates.weekday_and_date(DAY, locale), dates.date_alone(DAY, locale), dates.short(DAY, locale)) == words


@pytest.mark.parametrize("locale", [one for one in DEFAULTS["LANGUAGES"] if one != "en"])
def test_dates_are_cldrs_but_for_what_follows_a_year_at_their_end(locale: str) -> None:
    for form, words in (("full", dates.weekday_and_date(DAY, locale)), ("long", dates.date_alone(DAY, locale))):
        cut = format_date(DAY, form, locale=locale).removeprefix(words)
        assert cut in {"", ".", "\u202fг."}
        assert not cut or words.endswith("2026")


@pytest.mark.parametrize("locale", ["sr", "sr_Latn", "hr", "sl", "cs", "hu"])
def test_day_keeps_the_full_stop_that_it_has_in_a_range(locale: str) -> None:
    assert "24." in format_interval(DAY, date(2026, 12, 24), "MMMMd", locale=locale)
    assert "23." in dates.date_alone(DAY, locale)
