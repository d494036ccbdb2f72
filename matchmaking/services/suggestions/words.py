"""The words of a profile made comparable: folded over scripts, cut to a stem, each phrase known as a whole too."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from matchmaking.models import TermKind

if TYPE_CHECKING:
    from collections.abc import Mapping

STEM = 6
"""Letters that are kept: what follows is mostly grammar, in the languages of the region and in English."""
SHORTEST = 3
"""Shorter words are mostly grammar themselves; a figure or a sign such as C# counts in its whole phrase."""


@lru_cache(maxsize=50_000)
def tokens(key: str) -> frozenset[str]:
    """What a folded phrase is compared by: the stems of its words, and the phrase itself."""
    words = "".join(letter if letter.isalnum() else " " for letter in key).split()
    stems = {word[:STEM] for word in words if len(word) >= SHORTEST}
    return frozenset(stems | {f"={key}"})


@lru_cache(maxsize=20_000)
def of_profile(terms: str) -> Mapping[str, frozenset[str]]:
    """What a whole profile is compared by: from lines of `kind:key`, in any order, to the tokens of each kind."""
    found: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    for line in terms.split("\n"):
        kind, _colon, key = line.partition(":")
        found[kind] |= {key} if kind == TermKind.LANGUAGE else tokens(key)
    return found
