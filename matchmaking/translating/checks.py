"""What can be wrong with a translation, said by comparing it with the English words."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from matchmaking.translating.catalogues import forms_of, ids_of

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

PLACES = re.compile(r"%\(\w+\)[a-z]|%%|\{\w+\}|<[^>]*>|&\w+;")
"""Places that are filled in, and markup: a translation has them all, in whatever order."""

COUNTS = {"%(num)d"}
"""Some forms say the number in a word, so that it may be left out of these."""


def faults(message: Message, catalog: Catalog) -> list[str]:
    """Say what is wrong with a message's translation; nothing is wrong with a good one."""
    words = forms_of(message)
    if not all(words):
        return ["it is not translated"]
    found = []
    if message.pluralizable and len(words) != catalog.num_plurals:
        found.append(f"it has {len(words)} plural forms, not {catalog.num_plurals}")
    for form in words:
        found += _faults_of(form, ids_of(message))
    if "fuzzy" in message.flags:
        found.append("it is marked as uncertain")
    return found


def _faults_of(form: str, ids: tuple[str, ...]) -> list[str]:
    found = []
    possible = [Counter(PLACES.findall(text)) for text in ids]
    have = Counter(PLACES.findall(form))
    if len(ids) > 1:
        possible += [places - Counter(COUNTS) for places in possible]
    if have not in possible:
        found.append(f"“{form}” has the places {_listed(have)}, not {_listed(possible[-1])}")
    if _ends(form) != _ends(ids[-1]):
        found.append(f"“{form}” begins or ends with other blanks")
    return found


def _listed(places: Counter[str]) -> str:
    return ", ".join(sorted(places.elements())) or "none"


def _ends(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
