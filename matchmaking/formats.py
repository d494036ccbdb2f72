"""How pages show moments, countries and languages: Jinja's filters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import get_locale

from matchmaking.services import languages, times

if TYPE_CHECKING:
    from flask import Flask


def country_name(code: str) -> str:
    """A country's name in the reader's language; an unknown code stands for itself."""
    locale = get_locale()
    return (locale.territories.get(code, code) if locale else code) if code else ""


def register(app: Flask) -> None:
    """Give the filters to the templates."""
    app.jinja_env.filters.update(
        country=country_name,
        language=languages.name_of,
        moment=times.moment,
        hour=times.hour,
        day=times.day,
        short_day=times.short_day,
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
