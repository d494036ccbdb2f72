"""The word that may have been meant: one letter too many, too few, another, or two that changed places."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

SHORTEST = 4  # of fewer letters, everything is one slip from everything
LETTERS = string.ascii_lowercase


def nearest(word: str, known: AbstractSet[str]) -> str:
    """A known word one slip away; the word itself where it is known, too short, or near to none."""
    if len(word) < SHORTEST or any(word in other for other in known):
        return word
    return next((other for other in _one_slip_away(word) if other in known), word)


def _one_slip_away(word: str) -> Iterator[str]:
    """The likeliest slips first."""
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    for before, after in cuts:
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
    for before, after in cuts:
        yield before + after[1:]
    for before, after in cuts:
        yield from (before + letter + after for letter in LETTERS)
    for before, after in cuts:
        yield from (before + letter + after[1:] for letter in LETTERS if after)
