"""The meetings of a draft that have no place, as a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaking.services.words.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from matchmaking.services.schedule.boards import Board
    from matchmaking.services.schedule.legality import Legality
    from matchmaking.services.schedule.roster import Person

UNSCHEDULED_SORTS = ("wished", "name", "weight")


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A meeting without a place; the heavier, the more it was wished for."""

    meeting: int
    people: tuple[Person, Person]
    weight: int


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


_UNSCHEDULED_KEYS: dict[str, Callable[[Unplaced], Any]] = {
    "wished": lambda one: (-one.weight, fold(one.people[0].name)),
    "weight": lambda one: (one.weight, fold(one.people[0].name)),
    "name": lambda one: fold(one.people[0].name),
}
