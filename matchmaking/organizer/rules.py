"""Rules beside the types: how the matrix is filled, what else must hold, who is kept apart, and a way to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.organizer import blueprint
from matchmaking.organizer.answers import answer_of
from matchmaking.organizer.labels import rule_labels
from matchmaking.organizer.rule_forms import ApartForm, SwitchesForm
from matchmaking.pages import listing, see_other
from matchmaking.services.refusals import Invalid
from matchmaking.services.requests import kept_apart, meeting_rules
from matchmaking.services.setup import who_meets
from matchmaking.services.setup.who_meets import Fill, Side

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from matchmaking.models import Event, Participant

TYPES = "/events/<slug>/types"
SAVED = "organizer.types"


@blueprint.post(f"{TYPES}/fill")
def types_fill() -> ResponseReturnValue:
    """Let all types meet, none, or each only the others."""
    event, who, now = access.event(), access.organizer(), access.now()
    how = request.form.get("how", "")

    def act() -> None:
        if how not in set(Fill):
            raise Invalid(_("The rules could not be read. Reload the page and try again."))
        who_meets.fill(event, Fill(how), who, now)

    return answer_of(act, _("Saved."), url_for(SAVED))


@blueprint.post(f"{TYPES}/sides")
def types_sides() -> ResponseReturnValue:
    """Let two sides meet across."""
    event, who, now = access.event(), access.organizer(), access.now()
    return answer_of(
        lambda: who_meets.set_sides(event, _chosen_sides(), who, now),
        _("Saved: the sides meet across only."),
        url_for(SAVED),
    )


@blueprint.route(f"{TYPES}/also", methods=["GET", "POST"])
def types_also() -> ResponseReturnValue:
    """Say what else must hold of two who meet."""
    event, who, now = access.event(), access.organizer(), access.now()
    form = SwitchesForm(obj=event)
    if form.carried_out(lambda: who_meets.set_switches(event, form.switches(), who, now)):
        flash(_("Saved."), "success")
        return see_other(url_for("organizer.types_also"))
    return render_template(
        "organizer/types_also.html", form=form, forbidden=len(who_meets.forbidden_meetings(event))
    ), form.status


@blueprint.route(f"{TYPES}/apart", methods=["GET", "POST"])
def types_apart() -> ResponseReturnValue:
    """List who is kept apart, and add to it."""
    event, who, now = access.event(), access.organizer(), access.now()
    form = ApartForm()
    if form.carried_out(
        lambda: kept_apart.add(event, form.one.data or "", form.other.data or "", form.note.data or "", who, now)
    ):
        flash(_("They are kept apart from now on, and not offered to each other any more."), "success")
        return see_other(url_for("organizer.types_apart"))
    look = listing(("newest",), {})
    rows = kept_apart.of_event(event, look.q)
    look = look.with_total(len(rows))
    return render_template(
        "organizer/types_apart.html",
        form=form,
        listing=look,
        rows=rows[look.offset : look.offset + look.per_page],
        known=kept_apart.suggestions(event, with_organizations=True),
    ), form.status


@blueprint.post(f"{TYPES}/apart/<int:row_id>/remove")
def types_apart_remove(row_id: int) -> ResponseReturnValue:
    """Keep two apart no longer."""
    event, who, now = access.event(), access.organizer(), access.now()
    return answer_of(
        lambda: kept_apart.remove(event, row_id, who, now),
        _("They are kept apart no longer."),
        url_for("organizer.types_apart"),
    )


@blueprint.get(f"{TYPES}/check")
def types_check() -> str:
    """Say of two participants whether they may meet, rule by rule."""
    event = access.event()
    texts = [request.args.get(name, "")[:320].strip() for name in ("one", "other")]
    refusals: list[str] = []
    found = [_found(event, text, refusals) for text in texts]
    one, other = found
    return render_template(
        "organizer/types_check.html",
        texts=texts,
        refusals=refusals,
        people=found if one and other else None,
        checks=meeting_rules.checks(one, other) if one and other else [],
        labels=rule_labels(),
        known=kept_apart.suggestions(event, with_organizations=False),
    )


def _found(event: Event, text: str, refusals: list[str]) -> Participant | None:
    try:
        person = kept_apart.find_person(event, text) if text else None
    except Invalid as refusal:
        refusals.append(str(refusal))
        return None
    if text and person is None:
        refusals.append(_("There is no participant “%(text)s”.", text=text))
    return person


def _chosen_sides() -> dict[int, Side]:
    sides = {}
    for name, value in request.form.items():
        prefix, _dash, number = name.partition("-")
        if prefix == "side" and number.isascii() and number.isdecimal() and len(number) < 10 and value in set(Side):  # noqa: PLR2004
            sides[int(number)] = Side(value)
    return sides
