"""One participant's own limits and times: meetings, arriving and leaving, VIP and protected times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.organizer import blueprint
from matchmaking.organizer.answers import answer_of
from matchmaking.organizer.limit_forms import OwnLimitsForm, ProtectForm, StayForm
from matchmaking.pages import see_other
from matchmaking.services.files.lists import people
from matchmaking.services.people import availability, limits, protecting

if TYPE_CHECKING:
    from datetime import date

    from flask.typing import ResponseReturnValue

    from matchmaking.models import Participant

HERE = "/events/<slug>/participants/<int:participant_id>/limits"


@blueprint.route(HERE, methods=["GET", "POST"])
def participants_limits(participant_id: int) -> ResponseReturnValue:
    """Say how many meetings somebody may have."""
    person, who, now = people.person(access.event(), participant_id), access.organizer(), access.now()
    form = OwnLimitsForm(obj=person)
    if form.carried_out(lambda: limits.set_own(person, form.own(), who, now)):
        flash(_("Saved."), "success")
        return see_other(_page(person))
    return _shown(person, form=form), form.status


@blueprint.post(f"{HERE}/hours")
def participants_hours(participant_id: int) -> ResponseReturnValue:
    """Say when somebody arrives and leaves."""
    event, who, now = access.event(), access.organizer(), access.now()
    person = people.person(event, participant_id)
    forms = _stay_forms(person)
    if sum(not form.validate() for form in forms.values()):
        return _shown(person, stays=forms), 422
    return answer_of(
        lambda: protecting.set_stays(event, person, {day: form.stay() for day, form in forms.items()}, who, now),
        _("The hours are noted."),
        _page(person),
    )


@blueprint.post(f"{HERE}/vip")
def participants_vip(participant_id: int) -> ResponseReturnValue:
    """Mark somebody as a VIP, or as one no more."""
    person, who, now = people.person(access.event(), participant_id), access.organizer(), access.now()
    vip = not person.vip
    return answer_of(
        lambda: protecting.set_vip(person, who, now, vip=vip),
        _("%(name)s is a VIP.", name=person.name) if vip else _("%(name)s is no VIP any more.", name=person.name),
        _page(person),
    )


@blueprint.post(f"{HERE}/protect")
def participants_protect(participant_id: int) -> ResponseReturnValue:
    """Protect a time."""
    person, who, now = people.person(access.event(), participant_id), access.organizer(), access.now()
    form = ProtectForm()
    if form.carried_out(lambda: protecting.protect(person, *form.period(), who, now)):
        flash(_("The time is protected."), "success")
        return see_other(_page(person))
    return _shown(person, protect=form), form.status


@blueprint.post(f"{HERE}/protected/<int:row_id>/remove")
def participants_unprotect(participant_id: int, row_id: int) -> ResponseReturnValue:
    """Protect a time no longer."""
    person, who, now = people.person(access.event(), participant_id), access.organizer(), access.now()
    return answer_of(
        lambda: protecting.unprotect(person, row_id, who, now), _("The time is protected no longer."), _page(person)
    )


def _page(person: Participant) -> str:
    return url_for("organizer.participants_limits", participant_id=person.id)


def _shown(
    person: Participant,
    *,
    form: OwnLimitsForm | None = None,
    protect: ProtectForm | None = None,
    stays: dict[date, StayForm] | None = None,
) -> str:
    return render_template(
        "organizer/participant_limits.html",
        person=person,
        form=form or OwnLimitsForm(formdata=None, obj=person),
        protect=protect or ProtectForm(formdata=None),
        stays=stays or _stay_forms(person, as_known=True),
        protected=protecting.times_of(person),
        general=limits.general(access.event(), person),
    )


def _stay_forms(person: Participant, *, as_known: bool = False) -> dict[date, StayForm]:
    """A form for each day of the event: as it was sent, or as it is known."""
    event, known = access.event(), protecting.stays_of(person)
    forms = {}
    for day in availability.days_of(event):
        form = StayForm(prefix=f"day-{day.isoformat()}-", **({"formdata": None} if as_known else {}))
        if as_known and day in known:
            form.show(known[day])
        forms[day] = form
    return forms
