"""Copying an event: what to take over, then what that means, then the copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.extensions import limiter
from matchmaking.organizer import blueprint
from matchmaking.organizer.copy_forms import CopyForm
from matchmaking.pages import see_other
from matchmaking.services.setup import copying

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from matchmaking.models import Event


@blueprint.route("/events/<slug>/copy", methods=["GET", "POST"])
@limiter.limit("60 per hour", methods=["POST"])
def overview_copy() -> ResponseReturnValue:
    """Show what a copy would hold; once that was seen, make it."""
    event, now = access.event(), access.now()
    form = CopyForm.of(event)
    plans: list[copying.Plan] = []
    made: list[Event] = []

    def act() -> None:
        plan = form.plan(event, now)
        plans.append(plan)
        if form.seen.data == plan.token:
            made.append(copying.carry_out(event, plan, access.organizer(), now))

    if form.carried_out(act) and made:
        flash(_("The copy is set up. Nobody else sees it until you show its public page."), "success")
        return see_other(url_for("organizer.overview", slug=made[0].slug))
    plan = plans[0] if plans and not form.errors else None
    form.show(plan)
    return render_template("organizer/overview_copy.html", form=form, plan=plan), form.status
