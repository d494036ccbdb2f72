"""Participants and organizations that may be the same: compared side by side, merged, or told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from matchmaking import access
from matchmaking.extensions import db
from matchmaking.models import NotOneOrganization, NotTwins, Participant
from matchmaking.organizer import blueprint
from matchmaking.organizer.organizations import ORGANIZATIONS
from matchmaking.organizer.participants import PARTICIPANTS
from matchmaking.organizer.twin_words import compared, reasons
from matchmaking.pages import see_other
from matchmaking.services.files.lists import organizations as organization_list
from matchmaking.services.files.lists import people
from matchmaking.services.people import joining, merging, twins
from matchmaking.services.refusals import Conflict

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response

    from matchmaking.models import Organization

TWINS = f"{PARTICIPANTS}/twins"
PAIR = f"{TWINS}/<int:kept_id>/<int:gone_id>"
SAME = f"{ORGANIZATIONS}/twins"
SAME_PAIR = f"{SAME}/<int:kept_id>/<int:gone_id>"


@blueprint.get(TWINS)
def participants_twins() -> str:
    """Who may be the same person, and why."""
    found = twins.suspected(access.event())
    known = people.by_id(access.event(), {key for pair in found for key in (pair.low_id, pair.high_id)})
    return render_template("organizer/participants_twins.html", found=found, known=known, reasons=reasons())


@blueprint.route(PAIR, methods=["GET", "POST"])
def participants_twins_pair(kept_id: int, gone_id: int) -> ResponseReturnValue:
    """Two side by side, and what merging them would do."""
    kept, gone = _person(kept_id), _person(gone_id)
    plan = merging.plan(kept, gone)
    status = 200
    if request.method == "POST":
        taken = [name for name in merging.CHOICES if request.form.get(name) == "gone"]
        try:
            merging.merge(kept, gone, taken, access.organizer(), access.now())
        except Conflict:
            db.session.rollback()
            kept, gone, status = _person(kept_id), _person(gone_id), 409
            plan = merging.plan(kept, gone)
        else:
            db.session.commit()
            flash(_("The two are one now: %(name)s.", name=kept.name), "success")
            return see_other(url_for("organizer.participants_participant", participant_id=kept_id))
    page = render_template(
        "organizer/participants_twins_pair.html", kept=kept, gone=gone, plan=plan, rows=compared(kept, gone)
    )
    return page, status


@blueprint.post(f"{PAIR}/deny")
def participants_twins_deny(kept_id: int, gone_id: int) -> Response:
    """Remember that these are two people."""
    kept, gone = _person(kept_id), _person(gone_id)
    twins.deny(NotTwins, kept.id, gone.id)
    db.session.commit()
    flash(_("Noted: these are two people."), "success")
    return see_other(url_for("organizer.participants_twins"))


@blueprint.get(SAME)
def organizations_twins() -> str:
    """Which organizations may be the same, and why."""
    found = twins.suspected_organizations(access.event())
    keys = {key for pair in found for key in (pair.low_id, pair.high_id)}
    known = {entry.organization.id: entry for entry in organization_list.entries_of(access.event(), keys)}
    return render_template("organizer/organizations_twins.html", found=found, known=known, reasons=reasons())


@blueprint.post(f"{SAME_PAIR}/merge")
def organizations_twins_merge(kept_id: int, gone_id: int) -> Response:
    """Make one organization of two."""
    kept, gone = _organization(kept_id), _organization(gone_id)
    count = joining.join(kept, gone, access.organizer(), access.now())
    db.session.commit()
    flash(
        ngettext(
            "%(num)d person represents “%(name)s” now.",
            "%(num)d people represent “%(name)s” now.",
            count,
            name=kept.name,
        ),
        "success",
    )
    return see_other(url_for("organizer.organizations_twins"))


@blueprint.post(f"{SAME_PAIR}/deny")
def organizations_twins_deny(kept_id: int, gone_id: int) -> Response:
    """Remember that these are two organizations."""
    twins.deny(NotOneOrganization, _organization(kept_id).id, _organization(gone_id).id)
    db.session.commit()
    flash(_("Noted: these are two organizations."), "success")
    return see_other(url_for("organizer.organizations_twins"))


def _person(participant_id: int) -> Participant:
    return people.person(access.event(), participant_id)


def _organization(organization_id: int) -> Organization:
    return organization_list.organization(access.event(), organization_id)
