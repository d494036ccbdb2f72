"""Meetings to come that lost their table or one of their people, and the tables that are out of order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from matchmaking import access
from matchmaking.extensions import db
from matchmaking.organizer import blueprint
from matchmaking.organizer.desk import DESK
from matchmaking.pages import see_other
from matchmaking.row_ids import row_id
from matchmaking.services.day import displaced, placing, tables
from matchmaking.services.day.today import Today
from matchmaking.services.refusals import NotFound
from matchmaking.services.schedule import publishing

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

CHANGES = f"{DESK}/changes"


@blueprint.get(CHANGES)
def desk_changes() -> ResponseReturnValue:
    """Every meeting to come that cannot be held, each with the nearest free place."""
    event = access.event()
    today = Today(event, access.now()) if publishing.in_force(event) is not None else None
    out = tables.out(event)
    away = {table.id for table, _zone in out}
    return render_template(
        "organizer/desk_changes.html",
        today=today,
        displaced=displaced.of(today) if today else [],
        out=out,
        in_order=[table for table in tables.of_event(event) if table.id not in away],
    )


@blueprint.post(f"{CHANGES}/all")
def desk_changes_all() -> ResponseReturnValue:
    """Move all of them, and take out what has no other place."""
    made, moved, taken_out = displaced.move_all(access.event(), access.organizer(), access.now())
    db.session.commit()
    if made is None:
        flash(_("There is nothing to move any more."), "success")
        return see_other(url_for("organizer.desk_changes"))
    said = [ngettext("%(num)d meeting was moved.", "%(num)d meetings were moved.", moved)]
    if taken_out:
        said.append(
            ngettext(
                "%(num)d has no other place and was taken out.",
                "%(num)d have no other place and were taken out.",
                taken_out,
            )
        )
    flash(" ".join(said), "success")
    return see_other(url_for("organizer.desk_changes"))


@blueprint.post(f"{CHANGES}/<int:meeting_id>/out")
def desk_changes_out(meeting_id: int) -> ResponseReturnValue:
    """Take one of them out."""
    placing.release(access.event(), meeting_id, access.organizer(), access.now())
    db.session.commit()
    flash(_("The meeting is taken out, and those concerned are told."), "success")
    return see_other(url_for("organizer.desk_changes"))


@blueprint.post(f"{CHANGES}/tables/out")
def desk_changes_table_out() -> ResponseReturnValue:
    """A table is out of order from now on."""
    table = tables.put_out(access.event(), _table_id(), access.organizer(), access.now())
    db.session.commit()
    flash(_("Table %(number)s is out of order from now on.", number=table.number), "success")
    return see_other(url_for("organizer.desk_changes"))


@blueprint.post(f"{CHANGES}/tables/back")
def desk_changes_table_back() -> ResponseReturnValue:
    """A table is in order again."""
    table = tables.put_back(access.event(), _table_id(), access.organizer(), access.now())
    db.session.commit()
    flash(_("Table %(number)s is in order again.", number=table.number), "success")
    return see_other(url_for("organizer.desk_changes"))


def _table_id() -> int:
    try:
        return row_id(request.form.get("table", ""))
    except ValueError as error:
        raise NotFound(_("There is no such table.")) from error
