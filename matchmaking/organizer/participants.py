"""Participants: the list, and those who are added to it by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, url_for
from flask_babel import ngettext

from matchmaking import access
from matchmaking.extensions import db
from matchmaking.models import ParticipantStatus
from matchmaking.organizer import blueprint
from matchmaking.organizer.exports import list_file
from matchmaking.organizer.labels import country_choices, lacks, participant_statuses
from matchmaking.organizer.participant_forms import NewParticipantForm
from matchmaking.pages import listing, see_other
from matchmaking.services.files.lists import people
from matchmaking.services.files.lists.people import Search
from matchmaking.services.people import organizing
from matchmaking.services.people.reminding import Lack
from matchmaking.services.setup import participation

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response as BaseResponse

    from matchmaking.models import Participant
    from matchmaking.pages import Listing

PARTICIPANTS = "/events/<slug>/participants"
STATUSES = tuple(status.value for status in ParticipantStatus)


@blueprint.get(PARTICIPANTS)
def participants() -> str:
    """Everybody who is known at the event."""
    event, choices = access.event(), people.choices(access.event())
    look, search = _look(choices)
    look = look.with_total(people.count(event, search))
    return render_template(
        "organizer/participants.html",
        listing=look,
        choices=choices,
        statuses=participant_statuses(),
        lacks=[(lack.value, label) for lack, label in lacks().items()],
        country_choices=country_choices(choices.countries),
        pending=len(people.pending(event, search)),
        entries=people.entries(
            event, search, sort=look.sort, descending=look.descending, offset=look.offset, limit=look.per_page
        ),
    )


@blueprint.get(f"{PARTICIPANTS}.xlsx", defaults={"format": "xlsx"})
@blueprint.get(f"{PARTICIPANTS}.csv", defaults={"format": "csv"})
def participants_export(format: str) -> Response:  # noqa: A002 - the word in the address
    """The same list as a file."""
    look, search = _look(people.choices(access.event()))
    header, rows = people.table(access.event(), search, sort=look.sort, descending=look.descending)
    return list_file(format, "participants", header, rows)


@blueprint.post(f"{PARTICIPANTS}/approve")
def participants_approve_all() -> BaseResponse:
    """Approve everybody of the list who waits for it."""
    look, search = _look(people.choices(access.event()))
    waiting = people.pending(access.event(), search)
    count = organizing.approve_all(waiting, access.organizer(), access.now())
    db.session.commit()
    flash(ngettext("%(num)d participant was approved.", "%(num)d participants were approved.", count), "success")
    return see_other(look.url_of("organizer.participants"))


@blueprint.route(f"{PARTICIPANTS}/add", methods=["GET", "POST"])
def participants_add() -> ResponseReturnValue:
    """Add somebody by hand."""
    form = NewParticipantForm()
    form.offer(participation.types_of(access.event()))
    form.offer_statuses()
    added: list[Participant] = []

    def add() -> None:
        status = ParticipantStatus(form.state.data)
        profile = form.whole_profile()
        added.append(organizing.add(access.event(), profile, status, access.organizer(), access.now()))

    if form.carried_out(add):
        return see_other(url_for("organizer.participants_participant", participant_id=added[0].id))
    return render_template("organizer/participants_add.html", form=form), form.status


def _look(choices: people.Choices) -> tuple[Listing, Search]:
    look = listing(
        people.SORTS,
        {
            "status": STATUSES,
            "type": [key for key, _name in choices.types],
            "country": choices.countries,
            "lack": [lack.value for lack in Lack],
            "organization": [key for key, _name in choices.organizations],
        },
    )
    return look, Search(words=look.q, **look.filters)
