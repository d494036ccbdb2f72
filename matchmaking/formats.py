"""How pages show moments, countries and languages: Jinja's filters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from flask_babel import get_locale
from flask_babel import gettext as _
from jinja2 import StrictUndefined

from matchmaking.services.agenda.now_next import away
from matchmaking.services.words import languages, times
from matchmaking.services.words.countries import country_name

if TYPE_CHECKING:
    from flask import Flask


class Held(Protocol):
    """A calendar's entry, or a place in a schedule."""

    table_label: str
    zone_name: str


def place_name(place: Held) -> str:
    """Where something is held: `Table 12, Hall A`, or that it needs no table."""
    if not place.table_label:
        return _("without a table")
    table = _("Table %(number)s", number=place.table_label)
    return f"{table}, {place.zone_name}" if place.zone_name else table


def register(app: Flask) -> None:
    """Give the filters to the templates."""
    app.jinja_env.filters.update(
        away=away,
        country=country_name,
        place=place_name,
        language=languages.name_of,
        moment=times.moment,
        hour=times.hour,
        day=times.day,
        short_day=times.short_day,
    )
    app.jinja_env.globals["get_locale"] = get_locale
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
