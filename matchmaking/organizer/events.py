"""An organizer's events, several side by side, and setting up another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.extensions import limiter
from matchmaking.organizer import blueprint
from matchmaking.organizer.event_forms import EventForm
from matchmaking.pages import listing, see_other
from matchmaking.services.setup import event_setup, events, phases

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


FEW = 10
"""So many events are seen at a glance: no need to search."""


@blueprint.get("/", endpoint="events")
def all_events() -> ResponseReturnValue:
    """Show the events of this organizer: what comes, then what is past."""
    mine, now = events.all_of(access.organizer()), access.now()
    series = {str(event.series.id): event.series.name for event in mine if event.series}
    look = listing(["days"], {"when": ["coming", "past"], "series": list(series)})
    found = events.found(mine, events.Search(words=look.q, **look.filters), now.date())
    look = look.with_total(len(found))
    shown = [(event, phases.phase_of(event, now)) for event in found[look.offset : look.offset + look.per_page]]
    return render_template(
        "organizer/events.html",
        listing=look,
        many=len(mine) > FEW,
        series=series,
        parts=[
            (_("Coming"), [row for row in shown if row[0].ends_on >= now.date()]),
            (_("Past"), [row for row in shown if row[0].ends_on < now.date()]),
        ],
    )


@blueprint.route("/events/new", methods=["GET", "POST"])
@limiter.limit("30 per hour", methods=["POST"])
def events_new() -> ResponseReturnValue:
    """Set up a new event."""
    who = access.organizer()
    form = EventForm(data=_proposed())
    made = []
    if form.carried_out(lambda: made.append(event_setup.create(who, form.basics(), access.now()))):
        flash(_("The event is set up. Nobody else sees it until you show its public page."), "success")
        return see_other(url_for("organizer.overview", slug=made[0].slug))
    return render_template("organizer/events_new.html", form=form), form.status


def _proposed() -> dict[str, object]:
    """Zone and languages as of the organizer's latest event: they rarely change from one to the next."""
    mine = events.all_of(access.organizer())
    if not mine:
        return {"main_language": "en", "time_zone": "Europe/Brussels"}
    return {
        "time_zone": mine[0].time_zone,
        "main_language": mine[0].languages[0],
        "languages": mine[0].languages[1:],
    }
