"""Suggestions: ten at a time, each with its reasons, one press to ask, one to see no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.extensions import db, limiter
from matchmaking.forms import UNPROCESSABLE
from matchmaking.pages import listing, see_other
from matchmaking.participant import blueprint
from matchmaking.participant.directory import person_page
from matchmaking.participant.request_forms import RequestForm
from matchmaking.services.people import directory
from matchmaking.services.people.directory import Mark
from matchmaking.services.requests import meeting_requests, quotas, request_lists
from matchmaking.services.setup import phases
from matchmaking.services.suggestions import suggesting

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


@blueprint.get("/suggestions")
def suggestions() -> str:
    """Show ten of those whom one might want to meet."""
    who, event, now = access.participant(), access.event(), access.now()
    found = suggesting.of(event, who, now)
    look = listing(("best",), {}, per_page=suggesting.PER_PAGE).with_total(len(found.ranked))
    return render_template(
        "participant/suggestions.html",
        who=who,
        listing=look,
        suggestions=found.page(look.offset),
        quota=quotas.of(event, who),
        booking_open=phases.booking_is_open(event, now),
    )


@blueprint.post("/suggestions/<int:participant_id>/ask")
@limiter.limit("60 per minute; 600 per day", key_func=lambda: f"participant {access.participant().id}")
def suggestions_ask(participant_id: int) -> ResponseReturnValue:
    """Ask somebody who was suggested; how much one wants to meet them can be said on the page of requests."""
    who, now = access.participant(), access.now()
    person = directory.person(who, participant_id)
    form = RequestForm()
    if not form.carried_out(
        lambda: meeting_requests.send(
            who, person, form.priority, form.message.data or "", now, by_organizers=access.is_acting()
        )
    ):
        return person_page(participant_id, form), UNPROCESSABLE
    if request_lists.between(who, person, booking_over=False).mark is Mark.MEETING:
        flash(_("You meet %(name)s. The schedule will say when and where.", name=person.name), "success")
    else:
        flash(_("Your request to %(name)s is sent.", name=person.name), "success")
    return see_other(url_for("participant.suggestions"))


@blueprint.post("/suggestions/<int:participant_id>/hide")
def suggestions_hide(participant_id: int) -> ResponseReturnValue:
    """Be shown somebody no more."""
    person = suggesting.hide(access.event(), access.participant(), participant_id, access.now())
    db.session.commit()
    flash(
        _("%(name)s is not suggested any more. They are not told, and stay in the directory.", name=person.name),
        "success",
    )
    return see_other(url_for("participant.suggestions"))
