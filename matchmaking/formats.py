"""How pages show moments, countries and languages: Jinja's filters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from flask import g
from flask_babel import get_locale
from flask_babel import gettext as _
from jinja2 import StrictUndefined

from matchmaking.models import TermKind
from matchmaking.services.agenda.now_next import away
from matchmaking.services.people import taxonomies
from matchmaking.services.words import languages, times
from matchmaking.services.words import taxonomies as published
from matchmaking.services.words.countries import country_name
from matchmaking.services.words.why import why
from matchmaking.services.words.wordings import worded, worded_and_marked, zone_worded

if TYPE_CHECKING:
    from flask import Flask

    from matchmaking.models import Event, ProfileTerm


class Held(Protocol):
    """A calendar's entry, or a place in a schedule."""

    table_label: str
    zone_name: str


def place_name(place: Held, event: Event | None = None) -> str:
    """Where something is held: `Table 12, Hall A`, or without a table; with the event, in the reader's language."""
    if not place.table_label:
        return _("without a table")
    table = _("Table %(number)s", number=place.table_label)
    zone = zone_worded(event, place.zone_name) if event else place.zone_name
    return f"{table}, {zone}" if zone else table


def term_label(term: ProfileTerm) -> str:
    """What a term of a profile is called: those of the event's own list are looked up once a page."""
    if term.kind not in published.OWN:
        return published.label(term.kind, term.key) if term.kind.value in set(published.Taxonomy) else term.text
    if "own_terms" not in g:
        g.own_terms = dict(taxonomies.choices(g.event).get(TermKind.OWN_OFFER, ()))
    own: dict[str, str] = g.own_terms
    return own.get(term.key, term.text)


def register(app: Flask) -> None:
    """Give the filters to the templates."""
    app.jinja_env.filters.update(
        away=away,
        country=country_name,
        place=place_name,
        term=term_label,
        language=languages.name_of,
        moment=times.moment,
        hour=times.hour,
        day=times.day,
        short_day=times.short_day,
        why=why,
        marked=worded_and_marked,
        worded=worded,
        zone=times.zone_in_words,
    )
    app.jinja_env.globals["get_locale"] = get_locale
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
