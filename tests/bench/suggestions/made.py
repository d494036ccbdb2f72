"""
A made event: people with interests nobody sees, the profiles they write, and whom they would ask and agree to meet.

1. 60 topics in 12 fields. Each topic has five roots of its own, made of chance syllables; 15 roots belong to all.
2. Everybody has a field (few are large), offers two or three topics and needs one to three, each more or less: mostly
   of the own field, the needs half the time of the field that supplies it.
3. What is written: for each topic two of its roots, often a root of all, each with one of nine endings. A fifth of
   it is never written; one in twenty writes nothing. One in seven states a wrong field.
4. Everybody speaks one of eight languages, three of four English too; a quarter comes on one of the two days.
5. What b is worth to a: what a needs of what b offers, half as much what a could sell b, a little for the same field,
   much less without a common language or day, b's fame, and chance of the same order as all that, for each direction.
6. Everybody asks the twelve who are worth most to them, and agrees to meet whoever is among the best fifth.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

TOPICS, FIELDS, ROOTS, COMMON = 60, 12, 5, 15
SLOTS_A_DAY = 12
ASKED, AGREEABLE = 12, 0.2
SYLLABLES = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]
ENDINGS = ("", "", "", "s", "a", "e", "ing", "om", "ite")


@dataclass(frozen=True, slots=True)
class Made:
    """What somebody writes and says: phrases of words, codes, and the slots they can come to."""

    needs: tuple[str, ...]
    offers: tuple[str, ...]
    field: str
    languages: frozenset[str]
    free: int


@dataclass(frozen=True, slots=True)
class MadeEvent:
    """The people; whom each asks, the best first; and whom each would agree to meet."""

    people: list[Made]
    asks: list[list[int]]
    agrees: list[set[int]]

    def gain(self, one: int, other: int) -> int:
        """What it is worth to suggest the other: 2 where both would ask, 1 where one asks and the other agrees."""
        if other in self.asks[one]:
            return 2 if one in self.asks[other] else int(one in self.agrees[other])
        return 0


@dataclass(frozen=True, slots=True)
class _Latent:
    field: int
    needs: dict[int, float]
    offers: dict[int, float]
    fame: float


def make(size: int, seed: int) -> MadeEvent:
    """An event of so many people; the same seed makes the same."""
    chance = random.Random(seed)
    words = _vocabulary(chance)
    latent = [_latent(chance) for _ in range(size)]
    people = [_written(one, words, chance) for one in latent]
    worth = [
        [float("-inf") if a == b else _worth(latent[a], latent[b], people[a], people[b], chance) for b in range(size)]
        for a in range(size)
    ]
    orders = [sorted(range(size), key=row.__getitem__, reverse=True)[:-1] for row in worth]
    return MadeEvent(
        people, [order[:ASKED] for order in orders], [set(order[: int(AGREEABLE * size)]) for order in orders]
    )


def _vocabulary(chance: random.Random) -> list[list[str]]:
    """The roots of each topic, and at the end those of all."""
    roots: set[str] = set()
    while len(roots) < TOPICS * ROOTS + COMMON:
        roots.add("".join(chance.choices(SYLLABLES, k=chance.choice((3, 3, 4)))))
    every = chance.sample(sorted(roots), len(roots))
    return [every[k * ROOTS : (k + 1) * ROOTS] for k in range(TOPICS)] + [every[TOPICS * ROOTS :]]


def _latent(chance: random.Random) -> _Latent:
    field = min(int(chance.expovariate(0.3)), FIELDS - 1)
    offers = {_topic(field, chance): chance.uniform(0.5, 1.5) for _ in range(chance.choice((2, 3)))}
    supplying = (field + 5) % FIELDS
    needs = {
        _topic(chance.choice((field, supplying)), chance): chance.uniform(0.5, 1.5)
        for _ in range(chance.choice((1, 2, 3)))
    }
    return _Latent(field, needs, offers, chance.gauss(0, 0.3))


def _topic(field: int, chance: random.Random) -> int:
    of_field = TOPICS // FIELDS
    return field * of_field + chance.randrange(of_field) if chance.random() < 0.85 else chance.randrange(TOPICS)


def _written(one: _Latent, words: list[list[str]], chance: random.Random) -> Made:
    silent = chance.random() < 0.05
    home = f"language {chance.randrange(8)}"
    first, second = (1 << SLOTS_A_DAY) - 1, ((1 << SLOTS_A_DAY) - 1) << SLOTS_A_DAY
    return Made(
        needs=() if silent else _phrases(one.needs, words, chance),
        offers=() if silent else _phrases(one.offers, words, chance),
        field=f"field {one.field if chance.random() < 6 / 7 else chance.randrange(FIELDS)}",
        languages=frozenset({home, "English"} if chance.random() < 0.75 else {home}),
        free=chance.choices((first | second, first, second), (75, 14, 11))[0],
    )


def _phrases(topics: dict[int, float], words: list[list[str]], chance: random.Random) -> tuple[str, ...]:
    return tuple(_phrase(words[topic], words[-1], chance) for topic in topics if chance.random() < 0.8)


def _phrase(own: list[str], common: list[str], chance: random.Random) -> str:
    chosen = chance.sample(own, 2) + ([chance.choice(common)] if chance.random() < 0.6 else [])
    return " ".join(word + chance.choice(ENDINGS) for word in chosen)


def _worth(one: _Latent, other: _Latent, wrote: Made, wrote_other: Made, chance: random.Random) -> float:
    useful = 2 * _overlap(one.needs, other.offers) + _overlap(other.needs, one.offers)
    useful += 0.4 * (one.field == other.field) + other.fame + chance.gauss(0, 0.6)
    useful -= 1.5 * (not wrote.languages & wrote_other.languages)
    return useful - 2 * (not wrote.free & wrote_other.free)


def _overlap(needs: dict[int, float], offers: dict[int, float]) -> float:
    return sum(weight * offers[topic] for topic, weight in needs.items() if topic in offers)
