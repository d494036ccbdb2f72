"""Participation types, and who may meet whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.forms import given
from matchmaking.organizer import blueprint
from matchmaking.organizer.answers import answer_of
from matchmaking.organizer.type_forms import TypeForm
from matchmaking.pages import see_other
from matchmaking.services.refusals import Invalid
from matchmaking.services.requests.meeting_rules import type_pair, type_pairs
from matchmaking.services.setup import participation, who_meets, wordings

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from matchmaking.services.requests.meeting_rules import TypePair

TYPES = "/events/<slug>/types"


@blueprint.get(TYPES)
def types() -> ResponseReturnValue:
    """Show types and rules."""
    event = access.event()
    kinds, allowed = participation.types_of(event), type_pairs(event)
    return render_template(
        "organizer/types.html",
        types=kinds,
        counts=participation.count_by_type(event),
        allowed=allowed,
        pair=type_pair,
        sides=who_meets.sides_of(kinds, allowed),
    )


@blueprint.post(f"{TYPES}/rules")
def types_rules() -> ResponseReturnValue:
    """Say which types may meet."""
    event, who, now = access.event(), access.organizer(), access.now()
    return answer_of(
        lambda: participation.set_rules(event, [_pair(text) for text in request.form.getlist("pair")], who, now),
        _("Saved. Requests that were sent before stay; meetings that are not allowed any more are not scheduled."),
        url_for("organizer.types"),
    )


@blueprint.route(f"{TYPES}/new", methods=["GET", "POST"])
def types_new() -> ResponseReturnValue:
    """Add a type."""
    event, who, now = access.event(), access.organizer(), access.now()
    form = TypeForm.worded(event)(data={"self_registration": True})

    def add() -> None:
        kind = participation.add_type(
            event, given(form.name.data), who, now, self_registration=form.self_registration.data
        )
        participation.set_limits(event, kind, form.limits(), who, now)
        wordings.change(event, kind, form.wordings(), who, now)

    if form.carried_out(add):
        flash(_("“%(name)s” is added. Say below whom they may meet.", name=form.name.data), "success")
        return see_other(url_for("organizer.types"))
    return render_template("organizer/types_new.html", form=form), form.status


@blueprint.route(f"{TYPES}/<int:type_id>", methods=["GET", "POST"])
def types_edit(type_id: int) -> ResponseReturnValue:
    """Change a type."""
    event, who, now = access.event(), access.organizer(), access.now()
    kind = participation.type_of(event, type_id)
    form = TypeForm.worded(event, kind)(obj=kind)

    def change() -> None:
        participation.change_type(
            event, kind, given(form.name.data), who, now, self_registration=form.self_registration.data
        )
        participation.set_limits(event, kind, form.limits(), who, now)
        wordings.change(event, kind, form.wordings(), who, now)

    if form.carried_out(change):
        flash(_("Saved."), "success")
        return see_other(url_for("organizer.types"))
    return render_template("organizer/types_edit.html", form=form, kind=kind), form.status


@blueprint.post(f"{TYPES}/<int:type_id>/up")
def types_up(type_id: int) -> ResponseReturnValue:
    """Let a type stand further up."""
    event, who, now = access.event(), access.organizer(), access.now()
    kind = participation.type_of(event, type_id)
    return answer_of(
        lambda: participation.move_type(event, kind, who, now),
        _("“%(name)s” stands further up.", name=kind.name),
        url_for("organizer.types"),
    )


@blueprint.post(f"{TYPES}/<int:type_id>/remove")
def types_remove(type_id: int) -> ResponseReturnValue:
    """Remove a type that nobody has."""
    event, who, now = access.event(), access.organizer(), access.now()
    kind = participation.type_of(event, type_id)
    return answer_of(
        lambda: participation.remove_type(event, kind, who, now),
        _("“%(name)s” is removed.", name=kind.name),
        url_for("organizer.types"),
    )


def _pair(text: str) -> TypePair:
    one, _dash, other = text.partition("-")
    if not (one.isascii() and one.isdecimal() and other.isascii() and other.isdecimal() and len(text) < 20):  # noqa: PLR2004
        raise Invalid(_("The rules could not be read. Reload the page and try again."))
    return type_pair(int(one), int(other))
