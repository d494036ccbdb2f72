"""The directory's facets: read from the address, shown with names and counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request
from flask_babel import get_locale
from flask_babel import gettext as _

from matchmaking.models import TermKind
from matchmaking.pages import MAX_QUERY_LENGTH
from matchmaking.services.people import taxonomies
from matchmaking.services.people.facets import COUNTRY, NAMES, TYPE, Choice, Search
from matchmaking.services.words import languages
from matchmaking.services.words.countries import country_name
from matchmaking.services.words.wordings import worded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from matchmaking.models import Event, ParticipationType

MOST_VALUES = 20  # of one facet, in one address
LONGEST_VALUE = 300


@dataclass(frozen=True)
class Facet:
    """One way to narrow the list."""

    name: str
    title: str
    choices: list[Choice]
    chosen: tuple[str, ...]


def chosen_in_address(types: Iterable[ParticipationType]) -> Search:
    """What the address looks for; values that nothing can have count as none."""
    locale = get_locale()
    known = {COUNTRY: set(locale.territories) if locale else set(), TYPE: {str(kind.id) for kind in types}}
    chosen = {}
    for name in NAMES:
        values = dict.fromkeys(value for value in request.args.getlist(name) if 0 < len(value) <= LONGEST_VALUE)
        kept = [value for value in values if name not in known or value in known[name]][:MOST_VALUES]
        if kept:
            chosen[name] = tuple(kept)
    words = request.args.get("q", "")[:MAX_QUERY_LENGTH].strip()
    return Search(words, chosen, request.args.get("starred") == "1")


def shown(
    event: Event, counted: Mapping[str, list[Choice]], search: Search, types: Iterable[ParticipationType]
) -> list[Facet]:
    """Every facet that has something to choose, the most useful ones first."""
    labels = _labels(event, types)
    facets = []
    for name, title in _titles().items():
        chosen = search.chosen.get(name, ())
        choices = list(counted.get(name, ()))
        choices += [Choice(key, key, 0) for key in chosen if key not in {one.key for one in choices}]
        if choices:
            named = [Choice(one.key, _name(name, one, labels), one.count) for one in choices]
            facets.append(Facet(name, title, named, chosen))
    return facets


def _titles() -> dict[str, str]:
    return {
        COUNTRY: _("Country"),
        TYPE: _("Takes part as"),
        TermKind.ECOSYSTEM.value: _("Industrial ecosystem"),
        TermKind.FIELD.value: _("Field"),
        TermKind.OWN_OFFER.value: _("Offers, by the event's list"),
        TermKind.OWN_NEED.value: _("Looks for, by the event's list"),
        TermKind.OFFER.value: _("Offers"),
        TermKind.NEED.value: _("Looks for"),
        TermKind.COOPERATION.value: _("Kind of cooperation"),
        TermKind.NACE.value: _("Economic activity"),
        TermKind.LANGUAGE.value: _("Speaks"),
    }


def _labels(event: Event, types: Iterable[ParticipationType]) -> dict[tuple[str, str], str]:
    labels = {(kind.value, key): words for kind, found in taxonomies.choices(event).items() for key, words in found}
    return labels | {(TYPE, str(kind.id)): worded(kind, "name") for kind in types}


def _name(facet: str, choice: Choice, labels: Mapping[tuple[str, str], str]) -> str:
    if facet == COUNTRY:
        return country_name(choice.key)
    if facet == TermKind.LANGUAGE.value:
        return languages.name_of(choice.words)
    return labels.get((facet, choice.key), choice.words)
