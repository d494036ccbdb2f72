"""Dates as each language writes them, by CLDR: `23. decembar 2026`, `středa 23. prosince 2026`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from babel.dates import format_date, format_skeleton

if TYPE_CHECKING:
    from datetime import date

    from babel import Locale

AFTER_YEAR = re.compile(r"(\d{4})(?:\.|\s*г\.)$")  # a day's own full stop stays: `2026. december 23.`


def weekday_and_date(value: date, locale: Locale | str | None) -> str:
    """A day with its weekday: `Wednesday, 12 May 2027`."""
    return _open_ended(format_date(value, "full", locale=_regional(locale)))


def date_alone(value: date, locale: Locale | str | None) -> str:
    """`12 May 2027`."""
    return _open_ended(format_date(value, "long", locale=_regional(locale)))


def short(value: date, locale: Locale | str | None) -> str:
    """A day in little room: `Wed 12 May`."""
    return format_skeleton("MMMEd", value, locale=_regional(locale))


def _regional(locale: Locale | str | None) -> Locale | str:
    """English as in Europe, the day before the month."""
    return "en_GB" if locale is None or str(locale) == "en" else locale


def _open_ended(text: str) -> str:
    """Without what some languages write after a year at the end: hours follow it, or the sentence's own full stop."""
    return AFTER_YEAR.sub(r"\1", text)
