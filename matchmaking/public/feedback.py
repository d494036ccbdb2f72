"""Feedback by a mailed link: no sign-in, for this one act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, g, render_template, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.pages import see_other
from matchmaking.public import blueprint
from matchmaking.public.feedback_forms import FeedbackForm
from matchmaking.services.afterwards import feedback as service
from matchmaking.services.afterwards import feedback_links
from matchmaking.services.refusals import NotFound

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from matchmaking.models import Participant


@blueprint.get("/feedback/<token>")
def feedback(token: str) -> str:
    """Show the meetings that this attendee had, each with what they said of it."""
    return _page(token, _whose(token))


@blueprint.post("/feedback/<token>/<int:meeting_id>")
def feedback_give(token: str, meeting_id: int) -> ResponseReturnValue:
    """Take what is said of one meeting."""
    participant = _whose(token)
    item = next(
        (one for one in service.items_of(participant, access.now()) if one.entry.meeting_id == meeting_id), None
    )
    if item is None:
        raise NotFound(_("There is no such meeting."))
    form = FeedbackForm.of(item, g.event.currency)
    if form.carried_out(lambda: service.give(g.event, participant, meeting_id, form.answer(), access.now())):
        flash(_("Saved: your meeting with %(name)s.", name=item.entry.partner.name), "success")
        return see_other(url_for("public.feedback", token=token, _anchor=f"meeting-{meeting_id}"))
    return _page(token, participant, form, meeting_id), form.status


def _whose(token: str) -> Participant:
    """The participant of the link; the page belongs to their event, also where it is not listed."""
    participant = feedback_links.participant_of(token)
    g.event = feedback_links.event_of(participant)
    g.slug = g.event.slug
    return participant


def _page(token: str, participant: Participant, given: FeedbackForm | None = None, about: int | None = None) -> str:
    items = service.items_of(participant, access.now())
    forms = [
        given if given is not None and item.entry.meeting_id == about else FeedbackForm.of(item, g.event.currency)
        for item in items
    ]
    return render_template(
        "public/feedback.html",
        token=token,
        who=participant,
        cards=list(zip(items, forms, strict=True)),
        open=service.is_open(g.event),
    )
