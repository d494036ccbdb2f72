"""Registrations that wait for approval: one person at a time, decided with one key or button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.extensions import db
from matchmaking.organizer import blueprint
from matchmaking.organizer.participant_forms import ApproveForm, DeclineForm
from matchmaking.organizer.participants import PARTICIPANTS
from matchmaking.organizer.twin_words import reasons
from matchmaking.pages import see_other
from matchmaking.services.files.lists import organizations as organization_list
from matchmaking.services.files.lists import people
from matchmaking.services.people import profiles, reviewing, twins
from matchmaking.services.setup import participation

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response

    from matchmaking.models import Participant

REVIEW = f"{PARTICIPANTS}/review"


@blueprint.get(REVIEW)
def participants_review() -> str:
    """Whoever waits, one after the other."""
    return _page(request.args.get("at", type=int), ApproveForm(formdata=None), DeclineForm(formdata=None))


@blueprint.post(f"{REVIEW}/<int:participant_id>/approve")
def participants_review_approve(participant_id: int) -> ResponseReturnValue:
    """Let somebody take part, and go on to the next."""
    event, person = access.event(), people.person(access.event(), participant_id)
    after, form = _after(person), ApproveForm().offer(participation.types_of(event))
    if form.carried_out(lambda: reviewing.approve(person, form.type_id.data, access.organizer(), access.now())):
        flash(_("%(name)s takes part.", name=person.name), "success")
        return _next(after, person)
    return _page(person.id, form, DeclineForm(formdata=None)), form.status


@blueprint.post(f"{REVIEW}/<int:participant_id>/decline")
def participants_review_decline(participant_id: int) -> ResponseReturnValue:
    """Do not let somebody take part, and go on to the next."""
    person = people.person(access.event(), participant_id)
    after, form = _after(person), DeclineForm()
    if form.carried_out(lambda: reviewing.decline(person, form.reason.data or "", access.organizer(), access.now())):
        flash(_("%(name)s was declined.", name=person.name), "success")
        return _next(after, person)
    return _page(person.id, ApproveForm(formdata=None), form), form.status


@blueprint.post(f"{REVIEW}/<int:participant_id>/undo")
def participants_review_undo(participant_id: int) -> Response:
    """Take the last decision back, and return to it."""
    person = people.person(access.event(), participant_id)
    told = reviewing.undo(person, access.organizer(), access.now())
    db.session.commit()
    if told:
        flash(
            _("%(name)s waits again. The mail about the decision has been sent already.", name=person.name), "warning"
        )
    else:
        flash(_("%(name)s waits again, and is not told of the decision.", name=person.name), "success")
    return see_other(url_for("organizer.participants_review", at=person.id))


def _page(at: int | None, approve: ApproveForm, decline: DeclineForm) -> str:
    event = access.event()
    place = reviewing.place(event, at)
    undo = request.args.get("undo", type=int)
    undone = people.person(event, undo) if undo else None
    if place is None:
        return render_template("organizer/participants_review.html", place=None, undo=undone)
    person = people.person(event, place.participant_id)
    suspected = twins.suspected_of(person, event)
    approve.offer(participation.types_of(event))
    if not approve.is_submitted() or not approve.errors:
        approve.type_id.data = person.type_id
    return render_template(
        "organizer/participants_review.html",
        place=place,
        undo=undone,
        person=person,
        profile=profiles.of(person),
        suspected=suspected,
        known=people.by_id(event, {key for pair in suspected for key in (pair.low_id, pair.high_id)}),
        reasons=reasons(),
        colleagues=[other for other in organization_list.people_of(person.organization) if other.id != person.id],
        approve=approve,
        decline=decline,
    )


def _after(person: Participant) -> int | None:
    """Whose turn it is after this one: the next who waits, else the one before."""
    place = reviewing.place(access.event(), person.id)
    return (place.next_id or place.previous_id) if place else None


def _next(participant_id: int | None, decided: Participant) -> Response:
    return see_other(url_for("organizer.participants_review", at=participant_id, undo=decided.id))
