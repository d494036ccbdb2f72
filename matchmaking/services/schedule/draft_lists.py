"""A draft as lists: everybody's day, and the meetings without a place."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaking.services.words.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from matchmaking.services.schedule.boards import Board, Held
    from matchmaking.services.schedule.legality import Legality
    from matchmaking.services.schedule.roster import Person

PEOPLE_SORTS = ("name", "organization", "meetings", "unscheduled", "breaks")
UNSCHEDULED_SORTS = ("wished", "name", "weight")


@dataclass(frozen=True, slots=True)
class PersonsDay:
    """One participant's meetings in a draft."""

    person: Person
    held: list[Held]
    unscheduled: int
    breaks: int


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A meeting without a place; the heavier, the more it was wished for."""

    meeting: int
    people: tuple[Person, Person]
    weight: int


def people(legality: Legality, *, q: str, sort: str, descending: bool, without: bool) -> list[PersonsDay]:
    """Everybody who meets or wishes to, found by name or organization; `without`: only those without a meeting."""
    board = legality.board
    missing = Counter(person for one in unscheduled(legality) for person in (p.id for p in one.people))
    wanted = fold(q)
    days = [
        PersonsDay(person, board.of_person.get(person.id, []), missing[person.id], legality.breaks(person.id))
        for person in board.roster.people.values()
        if (person.id in board.of_person or missing[person.id])
        and wanted in fold(f"{person.name} {person.organization}")
    ]
    if without:
        days = [day for day in days if not day.held]
    return sorted(days, key=_PEOPLE_KEYS[sort], reverse=descending)


def unscheduled(legality: Legality, *, q: str = "", sort: str = "wished", descending: bool = False) -> list[Unplaced]:
    """Every wished-for meeting without a place; unless told otherwise, those wished for most first."""
    board, wanted = legality.board, fold(q)
    found = [
        Unplaced(pair.id, _pair(board, pair.people), legality.weight(pair.id))
        for pair in board.roster.pairs.values()
        if not pair.cancelled and pair.id not in board.of_meeting
    ]
    if wanted:
        found = [one for one in found if any(wanted in fold(f"{p.name} {p.organization}") for p in one.people)]
    return sorted(found, key=_UNSCHEDULED_KEYS[sort], reverse=descending)


def _pair(board: Board, people: tuple[int, int]) -> tuple[Person, Person]:
    one, other = people
    return board.roster.people[one], board.roster.people[other]


_PEOPLE_KEYS: dict[str, Callable[[PersonsDay], Any]] = {
    "name": lambda day: fold(day.person.name),
    "organization": lambda day: (fold(day.person.organization), fold(day.person.name)),
    "meetings": lambda day: (len(day.held), fold(day.person.name)),
    "unscheduled": lambda day: (day.unscheduled, fold(day.person.name)),
    "breaks": lambda day: (day.breaks, fold(day.person.name)),
}
_UNSCHEDULED_KEYS: dict[str, Callable[[Unplaced], Any]] = {
    "wished": lambda one: (-one.weight, fold(one.people[0].name)),
    "weight": lambda one: (one.weight, fold(one.people[0].name)),
    "name": lambda one: fold(one.people[0].name),
}
