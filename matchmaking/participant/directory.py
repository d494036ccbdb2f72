"""The directory of those whom a participant may meet, and one person in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.pages import listing
from matchmaking.participant import blueprint
from matchmaking.participant.request_forms import RequestForm
from matchmaking.services.agenda import agendas
from matchmaking.services.people import directory as people
from matchmaking.services.requests import quotas, request_lists
from matchmaking.services.setup import phases
from matchmaking.services.words import languages
from matchmaking.services.words.countries import country_name

if TYPE_CHECKING:
    from matchmaking.pages import Listing

FILTERS = ("country", "type", "field", "language")
PER_PAGE = 25  # a person takes a card of several lines on a phone


@blueprint.get("/people")
def directory() -> str:
    """Search, filter, sort and page."""
    who, event = access.participant(), access.event()
    filters = _filters(people.choices(who))
    values = {name: [value for value, _label in found] for name, _title, found in filters}
    look = listing(people.SORTS, values, per_page=PER_PAGE)
    search = people.Search(look.q, *(look.filters[name] for name in FILTERS))
    look = look.with_total(people.count(who, search))
    found = people.page(
        who, search, sort=look.sort, descending=look.descending, offset=look.offset, limit=look.per_page
    )
    return render_template(
        "participant/directory.html",
        who=who,
        listing=look,
        filters=_shown(filters, look),
        people=found,
        marks=people.marks(who, found, booking_over=phases.booking_is_over(event, access.now())),
    )


@blueprint.get("/people/<int:participant_id>")
def directory_person(participant_id: int) -> str:
    """Show a profile, and what can be asked or answered."""
    return person_page(participant_id, RequestForm())


def person_page(participant_id: int, form: RequestForm) -> str:
    """The page of a person, with the form to ask them for a meeting."""
    who, event, now = access.participant(), access.event(), access.now()
    person = people.person(who, participant_id)
    return render_template(
        "participant/directory_person.html",
        who=who,
        person=person,
        form=form,
        quota=quotas.of(event, who),
        between=request_lists.between(who, person, booking_over=phases.booking_is_over(event, now)),
        booking_open=phases.booking_is_open(event, now),
        has_colleagues=people.has_colleagues(who),
        colleagues=agendas.colleagues_meeting(who, person),
    )


def _filters(choices: people.Choices) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """What the list can be filtered by: name in the address, label, choices."""
    countries = sorted(((code, country_name(code)) for code in choices.countries), key=lambda pair: pair[1])
    spoken = sorted(((key, languages.name_of(code)) for key, code in choices.languages), key=lambda pair: pair[1])
    return [
        ("country", _("Country"), countries),
        ("type", _("Takes part as"), [(str(kind.id), kind.name) for kind in choices.types]),
        ("field", _("Field"), choices.fields),
        ("language", _("Language"), spoken),
    ]


def _shown(
    filters: list[tuple[str, str, list[tuple[str, str]]]], look: Listing
) -> list[tuple[str, str, list[tuple[str, str]], str]]:
    return [(name, title, [("", _("All")), *choices], look.filters[name]) for name, title, choices in filters]
