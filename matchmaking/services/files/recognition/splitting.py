"""Several values in one cell, and a heading or a value as plain words."""

from __future__ import annotations

import re

from matchmaking.services.words.text import clean, fold

BETWEEN = re.compile("[;\r\n\u2028\u2029]")
STRONG = re.compile("[;\r\n\u2028\u2029]|\\s[•/|]\\s")
EVERY = re.compile("[;,/|\r\n\u2028\u2029]")
NO_WORD = re.compile(r"[^\w]+|_+")
# "and" in the languages of the region, with blanks around
AND = re.compile(r"\s(?:and|&|\+|i|и|şi|și|si|και|ve|dhe|a|és|es|in|te|ter)\s", re.IGNORECASE)


def split_list(text: str) -> tuple[str, ...]:
    """
    Offers, needs, fields: divided at semicolons and line ends, and at commas where there are none of those.

    So "design, also of packages; printing" is two, and "design, printing" is two as well. Each value once.
    """
    parts = STRONG.split(text)
    return _distinct(parts if len(parts) > 1 else text.split(","))


def split_organizations(text: str) -> tuple[str, ...]:
    """Names of organizations, in which commas and full stops have their place: divided at semicolons and line ends."""
    by_key: dict[str, str] = {}
    for part in map(clean, BETWEEN.split(text)):
        if part:
            by_key.setdefault(fold(part), part)
    return tuple(by_key.values())


def split_names(text: str) -> tuple[str, ...]:
    """Names of countries or languages, which hold no separator themselves: divided at each of them."""
    return _distinct([part for piece in EVERY.split(text) for part in AND.split(piece)])


def words(text: str) -> str:
    """Folded, with everything between words a single blank: what headings and values are compared by."""
    return NO_WORD.sub(" ", fold(text)).strip()


def _distinct(parts: list[str]) -> tuple[str, ...]:
    cleaned = [clean(part).strip(" .;,•") for part in parts]
    by_key: dict[str, str] = {}
    for part in cleaned:
        if part:
            by_key.setdefault(fold(part), part)
    return tuple(by_key.values())
