"""Languages: of the pages, of an event's texts, of participants, with the traps of browsers' codes."""

from __future__ import annotations

from babel import Locale, UnknownLocaleError, negotiate_locale
from flask import current_app
from flask_babel import get_locale

from matchmaking.services.words import alphabets

# Codes that browsers send and CLDR spells otherwise; without these, `sr-RS,sr;q=0.9,en;q=0.8` would become English.
# What is not named follows its beginning: sr-Latn-BA is sr-Latn, hr-BA is hr.
ALIASES = {
    "sr": "sr",
    "sr-latn": "sr_Latn",
    "sr-me": "sr_Latn",
    "sh": "sr_Latn",
    "sh-cyrl": "sr",
    "me": "sr_Latn",
    "cnr": "sr_Latn",
    "cnr-cyrl": "sr",
    "no": "nb",
}
OTHER_SCRIPT = {"sr": "sr_Latn", "sr_Latn": "sr"}
"""Whoever reads the one reads the other, and rather than English."""

# What an organizer can choose from for an event; the pages themselves are translated into config's LANGUAGES.
EVENT_LANGUAGES = (
    "en", "sr", "sr_Latn", "bg", "mk", "ro", "el", "tr", "hr", "sl", "bs", "sq", "cs", "hu", "de", "fr", "it", "uk",
)  # fmt: skip


def best(codes: list[str]) -> str:
    """Choose the page language for these wanted ones, the most wanted one first; else the installation's first."""
    offered: list[str] = current_app.config["LANGUAGES"]
    readable = [one for code in codes for one in (code, OTHER_SCRIPT.get(code)) if one]
    return negotiate_locale(readable, offered) or offered[0]


def wanted(header: str) -> list[str]:
    """The languages of an Accept-Language header, the most wanted one first."""
    return [code for code, _ in sorted(_weighted(header), key=lambda pair: -pair[1])]


def name_of(code: str) -> str:
    """A language's name, in the reader's language."""
    try:
        name = Locale.parse(code).get_display_name(get_locale() or "en")
    except (UnknownLocaleError, ValueError):
        return code
    return name or code


def own_name(code: str) -> str:
    """A language's name in itself, for those who look for it."""
    try:
        name = Locale.parse(code).display_name
    except (UnknownLocaleError, ValueError):
        return code
    return name[:1].upper() + name[1:] if name else code


def choices(codes: tuple[str, ...] | list[str] = EVENT_LANGUAGES) -> list[tuple[str, str]]:
    """Codes with their names, by name."""
    return alphabets.by_name((code, name_of(code)) for code in codes)


def _weighted(header: str) -> list[tuple[str, float]]:
    found = []
    for part in header[:1000].replace(" ", "").split(","):
        code, _, quality = part.partition(";q=")
        try:
            weight = float(quality) if quality else 1.0
        except ValueError:
            continue
        if code and 0 < weight <= 1:  # nought says: not this one
            base = _known_as(code.casefold())
            found.append((base, weight))
            if "_" in base:
                found.append((base.partition("_")[0], weight - 0.001))
    return found


def _known_as(code: str) -> str:
    """A browser's code as CLDR spells it."""
    beginning = code
    while beginning:
        if beginning in ALIASES:
            return ALIASES[beginning]
        beginning = beginning.rpartition("-")[0]
    return code.replace("-", "_")
