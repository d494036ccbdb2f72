"""Countries in words, from CLDR."""

from __future__ import annotations

from flask_babel import get_locale


def country_name(code: str) -> str:
    """A country's name in the reader's language; an unknown code stands for itself."""
    locale = get_locale()
    return (locale.territories.get(code, code) if locale else code) if code else ""
