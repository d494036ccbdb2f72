"""Own stands: tables that are given to one participant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.forms import given
from matchmaking.organizer import blueprint
from matchmaking.organizer.answers import answer_of
from matchmaking.organizer.place_forms import StandForm
from matchmaking.pages import MAX_QUERY_LENGTH, see_other
from matchmaking.services.setup import places, stands

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

STANDS = "/events/<slug>/tables/stands"


@blueprint.route(f"{STANDS}/new", methods=["GET", "POST"])
def places_stand_new() -> ResponseReturnValue:
    """Find a participant, and give them a table of their own."""
    event, who, now = access.event(), access.organizer(), access.now()
    q = request.args.get("q", "")[:MAX_QUERY_LENGTH]
    people = stands.candidates(event, q)
    zones = places.zones_of(event)  # kept: a table whose zone is forgotten asks for it anew
    free = [table for zone in zones for table in zone.tables if table.stand_of_id is None]
    form = StandForm.among(free, people)

    def give() -> None:
        (table,) = places.tables_of(event, [given(form.table_id.data)])
        stands.give(event, table, given(form.participant_id.data), who, now)

    if form.carried_out(give):
        flash(_("The stand is given. The next schedule holds all meetings of its owner there."), "success")
        return see_other(url_for("organizer.places"))
    page = render_template("organizer/places_stand_new.html", form=form, q=q, people=people, any_table=bool(free))
    return page, form.status


@blueprint.post(f"{STANDS}/<int:table_id>/take-back")
def places_stand_take_back(table_id: int) -> ResponseReturnValue:
    """Make a stand a table for everybody again."""
    event, who, now = access.event(), access.organizer(), access.now()
    (table,) = places.tables_of(event, [table_id])
    return answer_of(
        lambda: stands.take_back(event, table, who, now),
        _("Table %(number)d is nobody's stand any more.", number=table.number),
        url_for("organizer.places"),
    )
