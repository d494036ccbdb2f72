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

COMPARED_AS: dict[str, TermKind] = {
    TermKind.NEED: TermKind.NEED,
    TermKind.OWN_NEED: TermKind.NEED,
    TermKind.OFFER: TermKind.OFFER,
    TermKind.OWN_OFFER: TermKind.OFFER,
    TermKind.FIELD: TermKind.FIELD,
    TermKind.ECOSYSTEM: TermKind.FIELD,
    TermKind.NACE: TermKind.FIELD,
}
"""The event's own terms are words like those that people write; what was chosen of published lists is a field."""
KEYS = frozenset({TermKind.ECOSYSTEM, TermKind.NACE})


@lru_cache(maxsize=50_000)
def tokens(key: str) -> frozenset[str]:
    """What a folded phrase is compared by: the stems of its words, and the phrase itself."""
    words = "".join(letter if letter.isalnum() else " " for letter in key).split()
    stems = {word[:STEM] for word in words if len(word) >= SHORTEST}
    return frozenset(stems | {f"={key}"})


def of_term(kind: str, key: str) -> frozenset[str]:
    """What one term is compared by: its words, or its key where it is one of a published list."""
    return frozenset({f"#{kind}:{key}"}) if kind in KEYS else tokens(key)


@lru_cache(maxsize=20_000)
def of_profile(terms: str) -> Mapping[str, frozenset[str]]:
    """What a whole profile is compared by: from lines of `kind:key`, in any order, to the tokens of each kind."""
    found: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    for line in terms.split("\n"):
        kind, _colon, key = line.partition(":")
        if kind == TermKind.LANGUAGE:
            found[kind] |= {key}
        elif kind == TermKind.COOPERATION:
            for side in _sides(key):
                found[side] |= {f"#{key.removesuffix('-offer').removesuffix('-request')}"}
        elif kind in COMPARED_AS:
            found[COMPARED_AS[kind]] |= of_term(kind, key)
    return found


def _sides(cooperation: str) -> tuple[TermKind, ...]:
    """Whether a kind of cooperation is offered or looked for; some, such as research, are both."""
    if cooperation.endswith("-offer"):
        return (TermKind.OFFER,)
    return (TermKind.NEED,) if cooperation.endswith("-request") else (TermKind.OFFER, TermKind.NEED)
