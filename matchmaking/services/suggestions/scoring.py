"""
How well two people fit, as plain arithmetic: no database, no clock, no chance.

What I need is what you offer, and the other way round: each direction is scored like a query against a text (BM25:
a rare shared word counts more, a long list of offers less), and the two are joined by a geometric mean, so that a
meeting of use to one side alone stays behind one that is of use to both.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LENGTH = 0.5  # how much a list longer than the average loses: BM25's b
HALF = 4.0  # the weight of shared words at which a direction counts half of what it can
FLOOR = 0.1  # what a direction counts without a shared word: an empty half does not undo the other


@dataclass(frozen=True, slots=True)
class Person:
    """What is compared of somebody; `free` has a bit for each slot in which they can meet, 0 where nothing is known."""

    id: int
    needs: frozenset[str]
    offers: frozenset[str]
    fields: frozenset[str]
    languages: frozenset[str]
    free: int = 0


@dataclass(frozen=True, slots=True)
class History:
    """Whom the viewer met at earlier events, and who has asked them: ids."""

    met: frozenset[int] = frozenset()
    asked_me: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Weights:
    """What each part counts; the evaluation takes them away one by one."""

    words: float = 1.0
    fields: float = 0.3
    asked_me: float = 0.3
    no_language: float = 0.3  # a factor, as all below
    interpreted: float = 0.8
    no_time: float = 0.2
    met: float = 0.6
    both_ways: bool = True
    rarity: bool = True


WEIGHTS = Weights()


class Pool:
    """Everybody who is compared, and how rare each word is among them."""

    def __init__(
        self,
        people: Iterable[Person],
        *,
        interpreters: Iterable[frozenset[str]] = (),
        weights: Weights = WEIGHTS,
    ) -> None:
        self.people = {person.id: person for person in people}
        self._interpreters = tuple(interpreters)
        self._weights = weights
        self._rarity = self._rarities()
        listed = [len(person.offers) for person in self.people.values() if person.offers]
        self._usual_length = sum(listed) / len(listed) if listed else 1.0

    def rarity(self, token: str) -> float:
        """What sharing this word says: BM25's inverse document frequency."""
        return self._rarity.get(token, 0.0) if self._weights.rarity else 2.0

    def shared(self, one: frozenset[str], other: frozenset[str]) -> float:
        """The weight of the words that two lists have in common; the same sum in whichever order they are read."""
        return math.fsum(map(self.rarity, one & other))

    def score(self, viewer: Person, other: Person, history: History) -> float:
        """How much this viewer should see of the other."""
        weights = self._weights
        useful = weights.words * self._words(viewer, other)
        useful += weights.fields * _saturated(self.shared(viewer.fields, other.fields))
        useful += weights.asked_me * (other.id in history.asked_me)
        factor = self._language(viewer, other) * self._time(viewer, other)
        return useful * factor * (weights.met if other.id in history.met else 1.0)

    def ranked(self, viewer: Person, history: History) -> list[int]:
        """Everybody else, the best first; where nothing tells two apart, by what seems chance, not by their ids."""
        others = (person for person in self.people.values() if person.id != viewer.id)
        scored = [(-self.score(viewer, other, history), _spread(viewer.id, other.id), other.id) for other in others]
        return [identifier for _score, _place, identifier in sorted(scored)]

    def _words(self, viewer: Person, other: Person) -> float:
        mine, theirs = self._direction(viewer, other), self._direction(other, viewer)
        if not self._weights.both_ways:
            return mine
        return math.sqrt((mine + FLOOR) * (theirs + FLOOR)) - FLOOR

    def _direction(self, needing: Person, offering: Person) -> float:
        found = self.shared(needing.needs, offering.offers)
        return _saturated(found / (1 - LENGTH + LENGTH * len(offering.offers) / self._usual_length)) if found else 0.0

    def _language(self, one: Person, other: Person) -> float:
        if not one.languages or not other.languages or one.languages & other.languages:
            return 1.0
        bridged = any(codes & one.languages and codes & other.languages for codes in self._interpreters)
        return self._weights.interpreted if bridged else self._weights.no_language

    def _time(self, one: Person, other: Person) -> float:
        if not one.free or not other.free:
            return 1.0
        shared = (one.free & other.free).bit_count() / min(one.free.bit_count(), other.free.bit_count())
        return self._weights.no_time + (1 - self._weights.no_time) * math.sqrt(shared)

    def _rarities(self) -> dict[str, float]:
        seen: Counter[str] = Counter()
        for person in self.people.values():
            seen.update(person.needs | person.offers | person.fields)
        count = len(self.people)
        return {token: math.log1p((count - many + 0.5) / (many + 0.5)) for token, many in seen.items()}


def _saturated(weight: float) -> float:
    """Between 0 and 1: the tenth shared word says less than the first."""
    return weight / (weight + HALF)


def _spread(one: int, other: int) -> int:
    """A fixed place for each pair that favours nobody (Knuth's multiplicative hashing)."""
    return (one * 2_654_435_761 ^ other * 2_246_822_519) & 0xFFFF_FFFF
