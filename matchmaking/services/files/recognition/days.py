"""Which of the event's days somebody attends, as a word, a number, an ordinal or a date."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from matchmaking.services.files.recognition.splitting import words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

ALL = (
    "both; both days; all; all days; every day; whole; whole event; entire event; full; yes; x; full event; "
    "oba; oba dana; svi; svi dani; sve; svaki dan; ceo događaj; cijeli događaj; da; "
    "oba dneva; vsi; vsi dnevi; "
    "двата; двата дена; и двата дена; сите; сите денови; "
    "двата дни; и двата дни; и двата; всички; всички дни; да; "
    "ambele; ambele zile; toate; toate zilele; "
    "και τις δύο; και τις δύο ημέρες; και τις δύο μέρες; και οι δύο; όλες; όλες τις ημέρες; όλες οι ημέρες; ναι; "
    "her iki gün; her iki; her ikisi; iki gün; iki gün de; tüm günler; hepsi; tümü; evet; "
    "të dyja; të dyja ditët; të dy ditët; të gjitha; të gjitha ditët; po; "
    "oba dny; všechny; všechny dny; ano; "
    "mindkét nap; mindkettő; mindkét napon; minden nap; összes nap; igen"
)
NONE = (
    "none; no; not attending; absent; neither; 0; "
    "ne; nijedan; nijedan dan; ne dolazi; nobenega; noben; "
    "не; ниеден; ниту еден; нито един; "
    "niciuna; nicio zi; nu; "
    "καμία; καμία ημέρα; όχι; "
    "hiçbiri; hiçbir gün; hayır; yok; "
    "asnjë; asnjë ditë; asnjëra; jo; "
    "žádný; žádný den; "
    "egyik sem; egyik nap sem; nem"
)
ORDINALS = {
    1: "first; 1st; prvi; prvog; prva; prvega; први; првиот; първи; първия; първият; prima; primul; "
    "πρώτη; πρώτης; birinci; ilk; para; parë; první; prvni; első",
    2: "second; 2nd; drugi; drugog; druga; drugega; втор; втори; вториот; втория; вторият; doua; doilea; "
    "δεύτερη; ikinci; dyta; dytë; druhý; druhy; második",
    3: "third; 3rd; treći; trećeg; tretji; трет; трети; третиот; третия; третият; treia; treilea; τρίτη; "
    "üçüncü; treta; tretë; třetí; harmadik",
    4: "fourth; 4th; četvrti; četrti; четврт; четвърти; patra; patrulea; τέταρτη; dördüncü; katërt; čtvrtý; negyedik",
}
# Words beside the numbers that change nothing: "day 1 and 2", "samo prvi dan", "ziua a doua"
BESIDE = (
    "day; days; the; only; and; on; of; just; i; samo; dan; dana; dani; dnevi; dneva; in; "
    "ден; денот; дена; денови; дни; деня; денят; и; само; ziua; zi; zile; zilele; a; al; si; doar; numai; "
    "ημέρα; ημέρες; μέρα; μέρες; η; την; και; μόνο; gün; günü; günler; ve; sadece; yalnız; "
    "dita; ditë; ditën; ditët; e; dhe; vetëm; den; dny; pouze; jen; nap; napon; napja; és; csak"
)
ISO_DATE = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]\d{2}:\d{2}(?::\d{2})?)?")
LOCAL_DATE = re.compile(r"\b(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4})\b\.?")
SHORT_DATE = re.compile(r"\b(\d{1,2})\s*[./]\s*(\d{1,2})\b\.?")
RANGE = re.compile(r"\b(\d)\s*[-–—]\s*(\d)\b")


def attendance(text: str, days: Sequence[date]) -> frozenset[date] | None:
    """
    The days attended, of the event's; None if the text cannot be understood or names another day.

    Dates are understood in ISO order and with the day first; with the month first only where that alone names a
    day of the event.
    """
    key = words(text)
    if key in _vocabulary(ALL):
        return frozenset(days)
    if key in _vocabulary(NONE):
        return frozenset()
    try:
        attended, rest = _dates(text, days)
        numbers = _numbers(rest)
    except _NotUnderstood:
        return None
    if not attended and not numbers:
        return None
    if any(not 1 <= number <= len(days) for number in numbers):
        return None
    return frozenset(attended | {days[number - 1] for number in numbers})


class _NotUnderstood(Exception):  # noqa: N818 - names what happened
    pass


def _dates(text: str, days: Sequence[date]) -> tuple[set[date], str]:
    """The dates in a text, and the text without them."""
    found: set[date] = set()

    def take(match: re.Match[str]) -> str:
        named = [day for day in days if _is_named(day, match)]
        if not named:
            if match.re is SHORT_DATE:  # "1. 2." are numbers, not the first of February
                return match[0]
            raise _NotUnderstood
        found.add(named[0])
        return " "

    for form in (ISO_DATE, LOCAL_DATE, SHORT_DATE):
        text = form.sub(take, text)
    return found, text


def _is_named(day: date, match: re.Match[str]) -> bool:
    parts = tuple(int(part) for part in match.groups())
    if match.re is ISO_DATE:
        return parts == (day.year, day.month, day.day)
    if match.re is SHORT_DATE:
        return parts == (day.day, day.month)
    return parts in {(day.day, day.month, day.year), (day.month, day.day, day.year)}


def _numbers(text: str) -> set[int]:
    """The numbers of days in a text that says nothing else."""
    numbers: set[int] = set()
    for first, last in RANGE.findall(text):
        numbers |= set(range(int(first), int(last) + 1))
    for word in words(RANGE.sub(" ", text)).split():
        if word.isdecimal() and len(word) == 1:
            numbers.add(int(word))
        elif word in _ordinals():
            numbers.add(_ordinals()[word])
        elif word not in _vocabulary(BESIDE):
            raise _NotUnderstood
    return numbers


@cache
def _vocabulary(phrases: str) -> frozenset[str]:
    return frozenset(words(phrase) for phrase in phrases.split(";"))


@cache
def _ordinals() -> dict[str, int]:
    return {words(name): number for number, names in ORDINALS.items() for name in names.split(";")}
