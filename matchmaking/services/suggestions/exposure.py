"""
Who is shown where: two places of each ten go to people from further down, drawn anew each day.

Whom few find is drawn more often, but anybody near the top may be: a place in the list tells nothing of what others
asked. The draw is the same for one participant on one day, so that pages neither jump nor repeat anybody.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

TEN = 10
OPEN_PLACES = (4, 9)  # of each ten, counted from 0
REACH = 40  # how far down the list somebody is drawn from
CHANCE_OF_UNFOUND = 3.0  # as often as of somebody else


def spread(ranked: Sequence[int], unfound: Collection[int], seed: str) -> Iterator[int]:
    """The order in which a participant sees the ranked people; `unfound` have neither asked nor been asked."""
    waiting = list(ranked)
    lots: dict[int, float] = {}

    def lot(person: int) -> float:
        if person not in lots:
            lots[person] = _lot(person, CHANCE_OF_UNFOUND if person in unfound else 1.0, seed)
        return lots[person]

    for place in range(len(ranked)):
        chosen = max(waiting[:REACH], key=lot) if place % TEN in OPEN_PLACES else waiting[0]
        waiting.remove(chosen)
        yield chosen


def _lot(person: int, weight: float, seed: str) -> float:
    """Whoever has the highest lot is drawn, as likely as their weight has it (Efraimidis and Spirakis 2006)."""
    number = int.from_bytes(hashlib.sha256(f"{seed}:{person}".encode()).digest()[:6]) / 2**48
    return number ** (1 / weight)
