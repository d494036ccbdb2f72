"""Rankings of a made event, and how good they are: reciprocal NDCG@10, and how many are shown to anybody at all."""

from __future__ import annotations

import math
import random
from collections import Counter
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from matchmaking.services.suggestions.exposure import spread
from matchmaking.services.suggestions.scoring import WEIGHTS, History, Person, Pool, Weights
from matchmaking.services.suggestions.words import tokens
from tests.bench.suggestions.made import make

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.bench.suggestions.made import Made, MadeEvent

    Ranking = Callable[[MadeEvent, int], list[list[int]]]

TEN = 10
T_95 = {4: 3.182, 5: 2.776, 10: 2.262, 20: 2.093}  # Student's t for the mean of so many seeds


def scored(event: MadeEvent, _seed: int, weights: Weights = WEIGHTS, *, stems: bool = True) -> list[list[int]]:
    """As the service ranks, before its open places are drawn; only an event's own profiles are known."""
    people = [_person(number, made, stems=stems) for number, made in enumerate(event.people)]
    pool = Pool(people, weights=weights)
    return [pool.ranked(person, History()) for person in people]


def shown(event: MadeEvent, seed: int) -> list[list[int]]:
    """As participants see it, two of each ten drawn, those whom nobody has asked yet more often."""
    found = {other for asked in _early(event, seed) for other in asked}
    unfound = set(range(len(event.people))) - found
    return [list(spread(row, unfound, f"{seed}:{number}")) for number, row in enumerate(scored(event, seed))]


def popular(event: MadeEvent, seed: int) -> list[list[int]]:
    """Whoever is asked most by the half that asks first."""
    counts = Counter(other for asked in _early(event, seed) for other in asked)
    order = sorted(range(len(event.people)), key=lambda number: (-counts[number], number))
    return [[other for other in order if other != one] for one in range(len(order))]


def drawn(event: MadeEvent, seed: int) -> list[list[int]]:
    """By chance alone."""
    chance, size = random.Random(seed), len(event.people)
    return [chance.sample([other for other in range(size) if other != one], size - 1) for one in range(size)]


def _only(**taken: float | bool) -> Ranking:
    return partial(scored, weights=replace(WEIGHTS, **taken))  # type: ignore[arg-type]


RANKINGS: dict[str, Ranking] = {
    "the scorer": scored,
    "… as shown, with two open places in ten": shown,
    "without what they look for of mine (one way only)": _only(both_ways=False),
    "without offers and needs": _only(words=0.0),
    "without fields": _only(fields=0.0),
    "without languages": _only(no_language=1.0),
    "without availability": _only(no_time=1.0),
    "without rarity (every shared word alike)": _only(rarity=False),
    "without stems (words as written)": partial(scored, stems=False),
    "popularity": popular,
    "chance": drawn,
}


def ndcg(event: MadeEvent, rankings: Sequence[Sequence[int]]) -> float:
    """The discounted gain of the first ten, as part of the best possible: the mean over those who can gain at all."""
    found = []
    for one, row in enumerate(rankings):
        best = sorted((event.gain(one, other) for other in row), reverse=True)
        if best and best[0]:
            found.append(_discounted([event.gain(one, other) for other in row]) / _discounted(best))
    return sum(found) / len(found)


def coverage(rankings: Sequence[Sequence[int]]) -> float:
    """The share of people who are among the first ten of anybody."""
    return len({other for row in rankings for other in row[:TEN]}) / len(rankings)


def measured(size: int, seeds: int) -> list[dict[str, str]]:
    """A row for each ranking: the mean over the seeds with its 95 % interval, and the difference to the scorer's."""
    events = [(seed, make(size, seed)) for seed in range(100, 100 + seeds)]
    figures = {}
    for name, ranking in RANKINGS.items():
        rows = [(event, ranking(event, seed)) for seed, event in events]
        figures[name] = [ndcg(event, row) for event, row in rows], [coverage(row) for _event, row in rows]
    first = figures["the scorer"][0]
    return [
        {
            "ranking": name,
            "NDCG@10": _interval(values),
            "to the scorer": "" if values is first else _interval([b - a for a, b in zip(first, values, strict=True)]),
            "shown to somebody": f"{sum(covers) / len(covers):.0%}",
        }
        for name, (values, covers) in figures.items()
    ]


def _early(event: MadeEvent, seed: int) -> list[list[int]]:
    return random.Random(seed).sample(event.asks, len(event.asks) // 2)


def _person(number: int, made: Made, *, stems: bool) -> Person:
    def words(phrases: tuple[str, ...]) -> frozenset[str]:
        each = (tokens(phrase) if stems else frozenset(phrase.split()) for phrase in phrases)
        return frozenset().union(*each)

    return Person(number, words(made.needs), words(made.offers), tokens(made.field), made.languages, made.free)


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains[:TEN]))


def _interval(values: Sequence[float]) -> str:
    mean = sum(values) / len(values)
    deviation = math.sqrt(sum((value - mean) ** 2 for value in values) / (len(values) - 1))
    return f"{mean:.3f} ± {T_95[len(values)] * deviation / math.sqrt(len(values)):.3f}"
