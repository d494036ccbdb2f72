from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaking.services.files.recognition import attendance

FIRST, SECOND, THIRD = date(2026, 5, 12), date(2026, 5, 13), date(2026, 5, 14)
TWO_DAYS = [FIRST, SECOND]

BOTH = ["both", "Both days", "yes", "oba dana", "ОБА ДАНА", "оба дана", "двата дни", "и двата дни", "двата дена",
        "ambele zile",
        "και τις δύο ημέρες", "her iki gün", "të dyja ditët", "oba dny", "mindkét nap", "oba dneva", "da", "ναι",
        "evet",
        "1,2", "1 and 2", "1-2", "day 1 & day 2", "dan 1 i 2", "2026-05-12, 2026-05-13", "12.5.2026 i 13.5.2026",
        "12.05. + 13.05."]  # fmt: skip
ONLY_FIRST = ["day 1", "Day 1 only", "1", "1.", "first day", "1st day", "prvi dan", "први дан", "samo prvi dan",
              "1. dan", "първи ден",
              "първия ден", "првиот ден", "prima zi", "ziua 1", "πρώτη ημέρα", "ημέρα 1", "1. gün", "ilk gün",
              "birinci gün",
              "dita e parë", "první den", "1. den", "első nap", "1. nap", "prvi dan", "2026-05-12",
              "2026-05-12 00:00",
              "12.05.2026", "12. 5. 2026.", "12/05/2026", "05/12/2026", "12.5."]  # fmt: skip
ONLY_SECOND = ["day 2", "2", "second day", "drugi dan", "други дан", "втори ден", "вториот ден", "a doua zi",
               "ziua a doua",
               "δεύτερη μέρα", "ikinci gün", "dita e dytë", "druhý den", "második nap", "2026-05-13",
               "13/5/2026"]  # fmt: skip
NEITHER = [
    "none",
    "No",
    "not attending",
    "ne",
    "не",
    "nijedan",
    "niciuna",
    "καμία",
    "όχι",
    "hiçbiri",
    "hayır",
    "asnjë",
    "žádný",
    "nem",
    "0",
]
NOT_UNDERSTOOD = [
    "",
    "perhaps",
    "day 3",
    "3",
    "0.5",
    "14.05.2026",
    "2026-06-12",
    "1-9",
    "day one or so",
    "12",
    "morning",
    "1 x 2",
]


@pytest.mark.parametrize(
    ("texts", "days"),
    [(BOTH, {FIRST, SECOND}), (ONLY_FIRST, {FIRST}), (ONLY_SECOND, {SECOND}), (NEITHER, set()), (NOT_UNDERSTOOD, None)],
    ids=["both", "first", "second", "neither", "not understood"],
)
def test_attendance_is_understood_in_the_languages_of_the_region(texts: list[str], days: set[date] | None) -> None:
    assert {text: attendance(text, TWO_DAYS) for text in texts} == dict.fromkeys(texts, days)


def test_three_days_have_a_third_and_a_middle() -> None:
    days = [FIRST, SECOND, THIRD]
    assert attendance("1-3", days) == frozenset(days)
    assert attendance("2, 3", days) == frozenset({SECOND, THIRD})
    assert attendance("treći dan", days) == frozenset({THIRD})
    assert attendance("14.05.", days) == frozenset({THIRD})


@given(st.text(st.sampled_from("0123456789.-/ daynbotheprvi,") | st.characters(), max_size=25))
def test_any_text_gives_days_of_the_event_or_nothing(text: str) -> None:
    days = attendance(text, TWO_DAYS)
    assert days is None or days <= set(TWO_DAYS)
