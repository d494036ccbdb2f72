"""Where an event stands, what it still needs, and cancelling it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, url_for
from flask_babel import ngettext

from matchmaking import access
from matchmaking.forms import given
from matchmaking.organizer import blueprint
from matchmaking.organizer.event_forms import CancelForm
from matchmaking.pages import see_other
from matchmaking.services.schedule import publishing, quality
from matchmaking.services.setup import cancellation, checklist, event_state, phases, what_now

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


@blueprint.get("/events/<slug>/")
def overview() -> ResponseReturnValue:
    """Show where the event stands."""
    event, now = access.event(), access.now()
    figures = event_state.figures(event)
    in_force = publishing.in_force(event)
    return render_template(
        "organizer/overview.html",
        standing=event_state.standing(event, now),
        next_hour=event_state.next_hour(event, now),
        time_left=what_now.time_left(event, now),
        figures=figures,
        proof=quality.headline(in_force) if in_force else "",
        things=what_now.of(event, figures, now),
        checklist=None if event.cancelled_at else checklist.of(event, figures),
    )


@blueprint.route("/events/<slug>/cancel", methods=["GET", "POST"])
def overview_cancel() -> ResponseReturnValue:
    """Cancel the event, and tell all concerned."""
    event, now = access.event(), access.now()
    phases.require_running(event, now)
    form = CancelForm()
    told: list[int] = []

    def cancel() -> None:
        note, name = form.note.data or "", given(form.typed_name.data)
        told.append(cancellation.cancel(event, note, name, access.organizer(), now))

    if form.carried_out(cancel):
        flash(
            ngettext(
                "The event is cancelled; %(num)d participant is told.",
                "The event is cancelled; %(num)d participants are told.",
                told[0],
            ),
            "success",
        )
        return see_other(url_for("organizer.overview"))
    return render_template(
        "organizer/overview_cancel.html", form=form, concerned=cancellation.concerned(event)
    ), form.status
