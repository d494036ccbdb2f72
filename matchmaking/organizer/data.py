"""What is known of people, until when, and forgetting it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.forms import given
from matchmaking.organizer import blueprint
from matchmaking.organizer.data_forms import AnonymiseForm, KeepingForm
from matchmaking.pages import see_other
from matchmaking.services.retention import anonymising, holdings, keeping
from matchmaking.services.setup import phases

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

DATA = "/events/<slug>/data"


@blueprint.route(DATA, methods=["GET", "POST"])
def data() -> ResponseReturnValue:
    """Show what will be anonymised and when, and set for how long data are kept."""
    event, now = access.event(), access.now()
    form = KeepingForm(obj=event)
    if form.carried_out(lambda: keeping.set_days(event, given(form.kept_days.data), access.organizer(), now)):
        flash(_("Saved."), "success")
        return see_other(url_for("organizer.data"))
    page = render_template(
        "organizer/data.html",
        form=form,
        holdings=holdings.of(event),
        kept_until=keeping.kept_until(event),
        promised=keeping.promised(event),
        over=event.cancelled_at is not None or now >= phases.ends_at(event),
    )
    return page, form.status


@blueprint.route(f"{DATA}/anonymise", methods=["GET", "POST"])
def data_anonymise() -> ResponseReturnValue:
    """Forget people before the time, once the event's name was typed."""
    event, now = access.event(), access.now()
    keeping.require_not_anonymised(event)
    anonymising.require_over(event, now)
    form = AnonymiseForm()
    if form.carried_out(lambda: anonymising.anonymise_now(event, given(form.typed_name.data), access.organizer(), now)):
        flash(_("The data of %(event)s are anonymised.", event=event.name), "success")
        return see_other(url_for("organizer.data"))
    return render_template("organizer/data_anonymise.html", form=form), form.status
