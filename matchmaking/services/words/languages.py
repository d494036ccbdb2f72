"""Languages: of the pages, of an event's texts, of participants, with the traps of browsers' codes."""

from __future__ import annotations

from babel import Locale, UnknownLocaleError, negotiate_locale
from flask import current_app
from flask_babel import get_locale

# Codes that browsers send and CLDR spells otherwise; without these, `sr-RS,sr;q=0.9,en;q=0.8` would become English.
ALIASES = {
    "sr": "sr",
    "sr-rs": "sr",
    "sr-latn": "sr_Latn",
    "sr-latn-rs": "sr_Latn",
    "sr-cyrl": "sr",
    "sr-cyrl-rs": "sr",
    "sh": "sr_Latn",
    "bs": "bs",
    "me": "sr_Latn",
    "cnr": "sr_Latn",
    "no": "nb",
}
# What an organizer can choose from for an event; the pages themselves are translated into config's LANGUAGES.
EVENT_LANGUAGES = (
    "en", "sr", "sr_Latn", "bg", "mk", "ro", "el", "tr", "hr", "sl", "bs", "sq", "cs", "hu", "de", "fr", "it", "uk",
)  # fmt: skip


def negotiate(header: str) -> str:
    """Choose the page language for an Accept-Language header."""
    offered: list[str] = current_app.config["LANGUAGES"]
    return negotiate_locale(wanted(header), offered) or offered[0]


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
    return sorted(((code, name_of(code)) for code in codes), key=lambda pair: pair[1].casefold())


def _weighted(header: str) -> list[tuple[str, float]]:
    found = []
    for part in header[:1000].split(","):
        code, _, quality = part.partition(";q=")
        try:
            weight = float(quality) if quality else 1.0
        except ValueError:
            continue
        code = code.strip().casefold()
        base = ALIASES.get(code, ALIASES.get(code.partition("-")[0], code.replace("-", "_")))
        found.append((base, weight))
        if "_" in base:
            found.append((base.partition("_")[0], weight - 0.001))
    return found
