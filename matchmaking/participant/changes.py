"""A scheduled meeting to which somebody cannot come: another time, a colleague, or none; and the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.extensions import db, limiter
from matchmaking.pages import see_other
from matchmaking.participant import blueprint
from matchmaking.participant.change_forms import ChangeForm
from matchmaking.services.agenda import proposals
from matchmaking.services.agenda.ways_out import WaysOut

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


@blueprint.route("/meetings/<int:meeting_id>/change", methods=["GET", "POST"])
@limiter.limit("60 per hour", methods=["POST"], key_func=lambda: f"participant {access.participant().id}")
def agenda_change(meeting_id: int) -> ResponseReturnValue:
    """Say that one cannot come, why, and what instead."""
    who, event, now = access.participant(), access.event(), access.now()
    ways = WaysOut(event, who, meeting_id, now)
    form = ChangeForm()
    form.offer(event, ways.times(), ways.colleagues())

    def propose() -> None:
        kind, chosen = form.chosen
        if kind == "time":
            proposals.another_time(who, meeting_id, chosen, form.why, now)
        elif kind == "colleague":
            proposals.a_colleague(who, meeting_id, chosen, form.why, now)
        else:
            proposals.call_off(who, meeting_id, form.why, now)

    if form.carried_out(propose):
        flash(_("Those concerned are told. Your agenda shows what they answer."), "success")
        return see_other(url_for("participant.meeting", meeting_id=meeting_id))
    return render_template("participant/agenda_change.html", ways=ways, form=form), form.status


@blueprint.post("/changes/<int:change_id>/take-back")
def agenda_take_back(change_id: int) -> ResponseReturnValue:
    """Take one's proposal back."""
    change = proposals.take_back(access.participant(), change_id, access.now())
    db.session.commit()
    flash(_("Your proposal is taken back; the meeting stays as it is."), "success")
    return see_other(url_for("participant.meeting", meeting_id=change.meeting_id))


@blueprint.get("/changes/<int:change_id>")
def agenda_proposal(change_id: int) -> str:
    """Show what somebody proposes."""
    change = proposals.asked_of(access.participant(), change_id)
    return render_template("participant/agenda_proposal.html", change=change, open=change.is_open(access.now()))


@blueprint.post("/changes/<int:change_id>/agree")
def agenda_agree(change_id: int) -> ResponseReturnValue:
    """Agree to it."""
    proposals.agree(proposals.asked_of(access.participant(), change_id), access.now())
    db.session.commit()
    flash(_("Agreed. Your agenda is up to date, and the others are told."), "success")
    return see_other(url_for("participant.agenda"))


@blueprint.post("/changes/<int:change_id>/refuse")
def agenda_refuse(change_id: int) -> ResponseReturnValue:
    """Let everything stay as it is."""
    proposals.refuse(proposals.asked_of(access.participant(), change_id), access.now())
    db.session.commit()
    flash(_("The meeting stays as it is, and whoever asked is told."), "success")
    return see_other(url_for("participant.agenda"))
