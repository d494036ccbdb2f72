"""The organizers of an event: who they are, inviting others, leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.extensions import limiter
from matchmaking.forms import given
from matchmaking.organizer import blueprint
from matchmaking.organizer.account_forms import InvitationForm
from matchmaking.organizer.answers import answer_of
from matchmaking.pages import see_other
from matchmaking.services.identity import invitations

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

ORGANIZERS = "/events/<slug>/organizers"


@blueprint.route(ORGANIZERS, methods=["GET", "POST"])
@limiter.limit("30 per hour", methods=["POST"])
def organizers() -> ResponseReturnValue:
    """Show who organizes the event, and invite another."""
    event, who, now = access.event(), access.organizer(), access.now()
    form = InvitationForm()
    if form.carried_out(lambda: invitations.invite(event, given(form.email.data), who, now)):
        flash(_("An invitation to %(email)s is on its way.", email=form.email.data), "success")
        return see_other(url_for("organizer.organizers"))
    page = render_template(
        "organizer/organizers.html",
        form=form,
        who=who,
        places=invitations.organizers_of(event),
        invitations=invitations.pending(event, now),
    )
    return page, form.status


@blueprint.post(f"{ORGANIZERS}/invitations/<int:link_id>/withdraw")
def organizers_withdraw(link_id: int) -> ResponseReturnValue:
    """Take back an invitation."""
    event, who, now = access.event(), access.organizer(), access.now()
    return answer_of(
        lambda: invitations.withdraw(event, link_id, who, now),
        _("The invitation is withdrawn; its link works no more."),
        url_for("organizer.organizers"),
    )


@blueprint.post(f"{ORGANIZERS}/<int:organizer_id>/remove")
def organizers_remove(organizer_id: int) -> ResponseReturnValue:
    """Take an organizer's place away: one's own, or another's."""
    event, who, now = access.event(), access.organizer(), access.now()
    # Whoever leaves does not see the event any more; if it is refused, the list of events says why as well.
    leaving = organizer_id == who.id
    return answer_of(
        lambda: invitations.remove(event, organizer_id, who, now),
        _("You do not organize %(event)s any more.", event=event.name) if leaving else _("The organizer is removed."),
        url_for("organizer.events") if leaving else url_for("organizer.organizers"),
    )
