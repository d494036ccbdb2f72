"""Who sits where: one person for each side, and nobody on two."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def choice_of_people(sides: Sequence[Sequence[int]]) -> tuple[int, ...] | None:
    """
    Return one participant for each side, all different, the first candidates where possible; None if there is no way.

    Augmenting paths of a bipartite matching between sides and people.
    """
    side_of: dict[int, int] = {}
    for side in range(len(sides)):
        if not seat(side, sides, side_of, set()):
            return None
    person_of = {side: person for person, side in side_of.items()}
    return tuple(person_of[side] for side in range(len(sides)))


def seat(side: int, sides: Sequence[Sequence[int]], side_of: dict[int, int], tried: set[int]) -> bool:
    """Give a side one of its candidates, passing those who sit elsewhere on where that side has another."""
    for person in sides[side]:
        if person not in side_of:
            side_of[person] = side
            return True
    for person in sides[side]:
        if person not in tried:
            tried.add(person)
            if seat(side_of[person], sides, side_of, tried):
                side_of[person] = side
                return True
    return False
