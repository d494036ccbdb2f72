"""The directory of those whom a participant may meet, and one person in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template

from matchmaking import access
from matchmaking.pages import listing
from matchmaking.participant import blueprint
from matchmaking.participant.directory_facets import chosen_in_address, shown
from matchmaking.participant.request_forms import RequestForm
from matchmaking.services.agenda import agendas
from matchmaking.services.people import directory as people
from matchmaking.services.people import shortlist
from matchmaking.services.requests import quotas, request_lists
from matchmaking.services.setup import phases

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matchmaking.pages import Listing

PER_PAGE = 25  # a person takes a card of several lines on a phone


@blueprint.get("/people")
def directory() -> str:
    """Search, narrow, sort and page."""
    who, event = access.participant(), access.event()
    types = people.types_of(who)
    search = chosen_in_address(types)
    look = _look(search.chosen, starred=search.starred)
    fitting = people.ids(who, search, sort=look.sort, descending=look.descending)
    look = look.with_total(len(fitting))
    found = people.people(fitting[look.offset : look.offset + look.per_page])
    return render_template(
        "participant/directory.html",
        who=who,
        listing=look,
        facets=shown(event, people.choices(who, search), search, types),
        search=search,
        meant="" if look.total else people.nearest_words(who, search.words),
        people=found,
        marks=people.marks(who, found, booking_over=phases.booking_is_over(event, access.now())),
        starred=shortlist.starred(who, found),
        saved=shortlist.count(who),
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
        starred=person.id in shortlist.starred(who, [person]),
    )


def _look(chosen: Mapping[str, tuple[str, ...]], *, starred: bool) -> Listing:
    """How the list is looked at; its filters are the facets, each with any number of values."""
    filters = {name: list(values) for name, values in chosen.items()} | {"starred": "1" if starred else ""}
    return listing(people.SORTS, {}, per_page=PER_PAGE).narrowed(filters)
