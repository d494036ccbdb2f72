"""Participants of whom nobody has said yet whether they are of the organization they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.extensions import db
from matchmaking.organizer import blueprint
from matchmaking.organizer.organizations import ORGANIZATIONS
from matchmaking.organizer.participant import ONE
from matchmaking.pages import see_other
from matchmaking.services.files.lists import people
from matchmaking.services.people import memberships, organizing
from matchmaking.services.refusals import Refusal

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


@blueprint.get(f"{ORGANIZATIONS}/unconfirmed")
def organizations_unconfirmed() -> str:
    """Whoever waits to be confirmed by a colleague or an organizer."""
    return render_template("organizer/organizations_unconfirmed.html", claims=memberships.unconfirmed(access.event()))


@blueprint.post(f"{ONE}/organizations/<int:organization_id>/confirm")
def participants_organization_confirm(participant_id: int, organization_id: int) -> ResponseReturnValue:
    """Say that somebody is of the organization they name."""
    person = people.person(access.event(), participant_id)
    memberships.confirm(memberships.claim_of(person, organization_id), access.organizer(), access.now())
    db.session.commit()
    flash(_("%(name)s is confirmed.", name=person.name), "success")
    return see_other(url_for("organizer.participants_participant", participant_id=person.id))


@blueprint.post(f"{ONE}/organizations/<int:organization_id>/refuse")
def participants_organization_refuse(participant_id: int, organization_id: int) -> ResponseReturnValue:
    """Say that they are not of it."""
    person = people.person(access.event(), participant_id)
    memberships.refuse(memberships.claim_of(person, organization_id), access.organizer(), access.now())
    db.session.commit()
    flash(_("Not confirmed, and told so: %(name)s", name=person.name), "success")
    return see_other(url_for("organizer.participants_participant", participant_id=person.id))


@blueprint.post(f"{ONE}/organizations")
def participants_organizations_add(participant_id: int) -> ResponseReturnValue:
    """Let somebody represent one more organization."""
    person = people.person(access.event(), participant_id)
    try:
        organizing.add_organization(person, request.form.get("name", ""), access.organizer(), access.now())
    except Refusal as refusal:
        db.session.rollback()
        flash(str(refusal), "refusal")
    else:
        db.session.commit()
    return see_other(url_for("organizer.participants_participant", participant_id=person.id))


@blueprint.post(f"{ONE}/organizations/<int:organization_id>/remove")
def participants_organizations_remove(participant_id: int, organization_id: int) -> ResponseReturnValue:
    """Let somebody represent it no longer."""
    person = people.person(access.event(), participant_id)
    organizing.remove_organization(person, organization_id, access.organizer(), access.now())
    db.session.commit()
    return see_other(url_for("organizer.participants_participant", participant_id=person.id))
