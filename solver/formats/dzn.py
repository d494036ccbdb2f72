"""
The literature's MiniZinc data as a `Problem`.

Source: Bofill, Coll, Garcia, Giráldez-Cru, Pesant, Suy and Villaret, "Constraint Solving Approaches to the
Business-to-Business Meeting Scheduling Problem", Journal of Artificial Intelligence Research 74 (2022) 263-301.
Every number counts from 1; the first slots are the morning, and all slots lie in one session.
"""

from __future__ import annotations

import re
from typing import Final

from solver.formats.consistency import refuse_inconsistent
from solver.problem import InvalidProblem, Meeting, Participant, Pin, Problem, Slot, Table

COUNTS = ("nBusiness", "nMeetings", "nTables", "nTotalSlots", "nMorningSlots")
LISTS = ("requested", "forbidden", "fixed", "precedences")
MORNING: Final = 1
AFTERNOON: Final = 2
ANY: Final = 3
MAX_DIFFERENCE = 2
MAX_ENTRIES = 1_000_000
"""More people, meetings, tables or slots than any event has."""

NUMBER = re.compile(r"\d{1,9}")
SET = re.compile(r"\{([\d\s,]*)\}")


def problem_from_dzn(content: bytes) -> Problem:
    """
    Convert an instance: all meetings required, breaks to be minimised, within 2 of one another for all participants.

    Raises
    ------
    InvalidProblem
        If the content is not such an instance; the message says what is wrong.
    """
    values = statements(content)
    people, meetings, tables, slots, morning = (count(values, name) for name in COUNTS)
    rows, fixed = numbers(values, "requested"), numbers(values, "fixed")
    forbidden, earlier = sets(values, "forbidden"), sets(values, "precedences")
    expect_length("requested", rows, 3 * meetings)
    expect_length("fixed", fixed, meetings)
    expect_length("forbidden", forbidden, people)
    expect_length("precedences", earlier, meetings)
    problem = Problem(
        slots=tuple(Slot(t, session=0) for t in range(1, slots + 1)),
        tables=tuple(Table(k) for k in range(1, tables + 1)),
        # A 0 stands for nothing, since an early MiniZinc knew no empty set.
        participants=tuple(Participant(p, frozenset(never - {0})) for p, never in enumerate(forbidden, 1)),
        meetings=tuple(
            Meeting(
                id=m,
                sides=((rows[3 * m - 3],), (rows[3 * m - 2],)),
                weight=1,
                slots=half_day(rows[3 * m - 1], morning, slots, m),
                pinned=Pin(fixed[m - 1]) if fixed[m - 1] else None,
                required=True,
            )
            for m in range(1, meetings + 1)
        ),
        goals=("breaks",),
        precedences=tuple((first, m) for m, firsts in enumerate(earlier, 1) for first in sorted(firsts - {0})),
        max_break_difference=MAX_DIFFERENCE,
    )
    refuse_inconsistent(problem)
    return problem


def half_day(wish: int, morning: int, slots: int, meeting: int) -> frozenset[int] | None:
    """Return the slots of the morning or the afternoon, None for any."""
    if wish == MORNING:
        return frozenset(range(1, morning + 1))
    if wish == AFTERNOON:
        return frozenset(range(morning + 1, slots + 1))
    if wish == ANY:
        return None
    raise InvalidProblem(f"Meeting {meeting} asks for session {wish}; 1 is the morning, 2 the afternoon, 3 any.")


def statements(content: bytes) -> dict[str, str]:
    """Return the right-hand side of each assignment by its name."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidProblem(f"The file is not UTF-8 text: byte {error.start + 1} does not fit.") from error
    values: dict[str, str] = {}
    for statement in re.sub(r"%[^\n]*", "", text).split(";"):
        name, equals, value = statement.partition("=")
        if equals:
            values[name.strip()] = value
        elif statement.strip():
            raise InvalidProblem(f"The file has {statement.strip()[:40]!r} where 'name = value;' is expected.")
    for name in (*COUNTS, *LISTS):
        if name not in values:
            raise InvalidProblem(f"The file lacks {name!r}, which an instance of this kind has.")
    return values


def count(values: dict[str, str], name: str) -> int:
    """Return a single number of moderate size."""
    text = values[name].strip()
    if not NUMBER.fullmatch(text) or int(text) > MAX_ENTRIES:
        raise InvalidProblem(f"{name!r} is {text[:40]!r}, which must be a whole number of at most {MAX_ENTRIES}.")
    return int(text)


def numbers(values: dict[str, str], name: str) -> list[int]:
    """Return an array of numbers; one of two dimensions, [|1, 2|3, 4|], row after row."""
    text = bracketed(values, name)
    words = re.split(r"[\s,|]+", text.strip().strip(",|").strip())
    return [number(word, name) for word in words if word]


def sets(values: dict[str, str], name: str) -> list[set[int]]:
    """Return an array of sets, [{0}, {1, 2}]."""
    text = bracketed(values, name)
    if SET.sub("", text).strip(" \t\r\n,"):
        raise InvalidProblem(f"{name!r} holds something else than sets of whole numbers.")
    return [{number(word, name) for word in re.split(r"[\s,]+", inner) if word} for inner in SET.findall(text)]


def bracketed(values: dict[str, str], name: str) -> str:
    """Return what stands between a list's brackets."""
    text = values[name].strip()
    if not (text.startswith("[") and text.endswith("]")):
        raise InvalidProblem(f"{name!r} is not a list in square brackets.")
    return text[1:-1]


def number(word: str, name: str) -> int:
    """Return a whole number."""
    if not NUMBER.fullmatch(word):
        raise InvalidProblem(f"{name!r} holds {word[:40]!r}, which must be a whole number.")
    return int(word)


def expect_length(name: str, entries: list[int] | list[set[int]], length: int) -> None:
    """Refuse a list that is too short or too long."""
    if len(entries) != length:
        raise InvalidProblem(f"{name!r} has {len(entries)} entries where {length} are expected.")
