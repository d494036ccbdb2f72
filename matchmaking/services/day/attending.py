"""Who attends where several may: whoever has the meeting or asked for it first, whoever is here before others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from matchmaking.services.schedule.boards import Held
    from solver.problem import Meeting

PRINCIPALS = 2  # the two sides that asked; a third one interprets


def nearest_first(wish: Meeting, held: Held | None, slot: int) -> Iterator[Meeting]:
    """
    The same wish, narrowed so that as little as possible changes, and then less and less.

    Whoever has the meeting keeps it, then those who asked meet themselves, then anybody who may attend does; each
    in its own slot at its own table first.
    """
    choices = [only(wish, held.people) if held is not None else None, by_themselves(wish), wish]
    for choice in dict.fromkeys(one for one in choices if one is not None):
        if held is not None and held.slot == slot and held.table is not None and wish.tables != ():
            yield replace(choice, tables=(held.table,))
        yield choice


def here_first(wish: Meeting, here: Collection[int]) -> tuple[Meeting | None, ...]:
    """The same wish among those who are here, and then among all; those who asked meet themselves if they can."""
    return (only(by_themselves(wish), here), only(wish, here), by_themselves(wish), wish)


def only(wish: Meeting, people: Collection[int]) -> Meeting | None:
    """The wish with nobody but these on its sides; None where a side would be empty."""
    sides = tuple(tuple(person for person in side if person in people) for side in wish.sides)
    return replace(wish, sides=sides) if all(sides) else None


def by_themselves(wish: Meeting) -> Meeting:
    """The wish without colleagues; any interpreter may come."""
    one, other = (side[:1] for side in wish.sides[:PRINCIPALS])
    return replace(wish, sides=(one, other, *wish.sides[PRINCIPALS:]))
