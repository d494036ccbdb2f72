"""Zones and the tables in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from matchmaking import access
from matchmaking.forms import given
from matchmaking.organizer import blueprint
from matchmaking.organizer.answers import answer_of
from matchmaking.organizer.place_forms import TablesForm, ZoneForm, ZoneTablesForm
from matchmaking.pages import see_other
from matchmaking.row_ids import row_id
from matchmaking.services.setup import places as places_service
from matchmaking.services.setup import wordings

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

TABLES = "/events/<slug>/tables"


@blueprint.get(TABLES)
def places() -> ResponseReturnValue:
    """Show zones, tables and stands."""
    zones = places_service.zones_of(access.event())
    stands = [table for zone in zones for table in zone.tables if table.stand_of is not None]
    return render_template("organizer/places.html", zones=zones, stands=stands)


@blueprint.route(f"{TABLES}/zones/new", methods=["GET", "POST"])
def places_zone_new() -> ResponseReturnValue:
    """Add a zone."""
    event, who, now = access.event(), access.organizer(), access.now()
    form = ZoneForm.worded(event)()

    def add() -> None:
        zone = places_service.add_zone(event, given(form.name.data), who, now)
        wordings.change(event, zone, form.wordings(), who, now)

    if form.carried_out(add):
        return see_other(url_for("organizer.places"))
    return render_template("organizer/places_zone_new.html", form=form), form.status


@blueprint.route(f"{TABLES}/zones/<int:zone_id>", methods=["GET", "POST"])
def places_zone(zone_id: int) -> ResponseReturnValue:
    """Rename a zone; its tables can be moved and removed there."""
    event, who, now = access.event(), access.organizer(), access.now()
    zones = places_service.zones_of(event)
    zone = places_service.zone_of(event, zone_id)
    form = ZoneForm.worded(event, zone)(obj=zone)

    def change() -> None:
        places_service.rename_zone(event, zone, given(form.name.data), who, now)
        wordings.change(event, zone, form.wordings(), who, now)

    if form.carried_out(change):
        flash(_("Saved."), "success")
        return see_other(url_for("organizer.places"))
    tables = ZoneTablesForm.of(zone, [other for other in zones if other.id != zone.id])
    return render_template("organizer/places_zone.html", form=form, tables_form=tables, zone=zone), form.status


@blueprint.post(f"{TABLES}/zones/<int:zone_id>/up")
def places_zone_up(zone_id: int) -> ResponseReturnValue:
    """Let a zone stand further up."""
    event, who, now = access.event(), access.organizer(), access.now()
    zone = places_service.zone_of(event, zone_id)
    return answer_of(
        lambda: places_service.move_zone(event, zone, who, now),
        _("“%(name)s” stands further up.", name=zone.name),
        url_for("organizer.places"),
    )


@blueprint.post(f"{TABLES}/zones/<int:zone_id>/remove")
def places_zone_remove(zone_id: int) -> ResponseReturnValue:
    """Remove a zone with its tables."""
    event, who, now = access.event(), access.organizer(), access.now()
    zone = places_service.zone_of(event, zone_id)
    return answer_of(
        lambda: places_service.remove_zone(event, zone, who, now),
        _("“%(name)s” and its tables are removed.", name=zone.name),
        url_for("organizer.places"),
    )


@blueprint.post(f"{TABLES}/zones/<int:zone_id>/tables")
def places_zone_tables(zone_id: int) -> ResponseReturnValue:
    """Move or remove the tables that were ticked."""
    event, who, now = access.event(), access.organizer(), access.now()
    zone = places_service.zone_of(event, zone_id)
    tables = places_service.tables_of(event, request.form.getlist("table_ids", type=row_id))
    back = url_for("organizer.places_zone", zone_id=zone.id)
    if not tables:
        flash(_("No table was ticked."), "refusal")
        return see_other(back)
    if "remove" in request.form:
        done = ngettext("%(num)d table is removed.", "%(num)d tables are removed.", len(tables))
        return answer_of(lambda: places_service.remove_tables(event, tables, who, now), done, back)
    target = places_service.zone_of(event, request.form.get("zone_id", 0, type=row_id))
    done = ngettext(
        "%(num)d table is in “%(zone)s” now.", "%(num)d tables are in “%(zone)s” now.", len(tables), zone=target.name
    )
    return answer_of(lambda: places_service.move_tables(event, tables, target, who, now), done, back)


@blueprint.route(f"{TABLES}/new", methods=["GET", "POST"])
def places_new() -> ResponseReturnValue:
    """Add tables to a zone."""
    event, who, now = access.event(), access.organizer(), access.now()
    zones = places_service.zones_of(event)
    if not zones:
        flash(_("Tables stand in zones: add a zone first."), "refusal")
        return see_other(url_for("organizer.places_zone_new"))
    form = TablesForm.for_zones(zones)

    def add() -> None:
        zone = places_service.zone_of(event, given(form.zone_id.data))
        places_service.add_tables(event, zone, form.numbers(), who, now)

    if form.carried_out(add):
        count = len(form.numbers())
        flash(ngettext("%(num)d table is added.", "%(num)d tables are added.", count), "success")
        return see_other(url_for("organizer.places"))
    return render_template("organizer/places_new.html", form=form), form.status
