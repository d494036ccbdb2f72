"""A profile in small steps: each is saved by itself, and each can be skipped."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.models import TermKind
from matchmaking.pages import see_other
from matchmaking.participant import blueprint
from matchmaking.participant.profile_step_forms import STEPS
from matchmaking.services.people import participants, profiles, taxonomies, visibility
from matchmaking.services.refusals import NotFound
from matchmaking.services.setup import phases

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from matchmaking.participant.profile_step_forms import StepForm

WORDS = ("offers", "needs", "fields")


@blueprint.route("/profile/steps/<int:number>", methods=["GET", "POST"])
def profile_steps(number: int) -> ResponseReturnValue:
    """Fill in one part of the profile, then go on to the next."""
    if not 1 <= number <= len(STEPS):
        raise NotFound(_("There is no such page."))
    who, event = access.participant(), access.event()
    form: StepForm = STEPS[number - 1]()
    form.offer(taxonomies.choices(event))
    if request.method == "GET":
        form.show(_as_it_is())
    if form.carried_out(lambda: _save(form)):
        if number < len(STEPS):
            return see_other(url_for("participant.profile_steps", number=number + 1))
        flash(_("Your profile is saved."), "success")
        return see_other(url_for("participant.profile"))
    page = render_template("participant/profile_steps.html", who=who, form=form, number=number, last=len(STEPS))
    return page, form.status


def _as_it_is() -> dict[str, Any]:
    who = access.participant()
    known = profiles.of(who)
    values: dict[str, Any] = {name: "\n".join(getattr(known, name)) for name in WORDS}
    values |= {kind.value: keys for kind, keys in taxonomies.chosen(who).items()}
    values |= {name: getattr(who, name).value for name in visibility.COLUMNS}
    return values | {"about": known.about, "phone": known.phone}


def _save(form: StepForm) -> None:
    who, event, now = access.participant(), access.event(), access.now()
    phases.require_not_cancelled(event)
    given = form.data
    changes: dict[str, Any] = {name: profiles.words_of(given[name] or "") for name in WORDS if name in given}
    changes |= {name: given[name] or "" for name in ("about", "phone") if name in given}
    participants.update(who, replace(profiles.of(who), **changes), now)
    kinds = {kind: given[kind.value] or () for kind in TermKind if kind.value in given}
    taxonomies.choose(event, who, kinds)
    visibility.set_audiences(who, {name: given[name] for name in visibility.COLUMNS if name in given}, now)
