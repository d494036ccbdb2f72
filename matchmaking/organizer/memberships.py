"""Participants of whom nobody has said yet whether they are of the organization they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.extensions import db
from matchmaking.organizer import blueprint
from matchmaking.organizer.organizations import ORGANIZATIONS
from matchmaking.organizer.participant import ONE
from matchmaking.pages import see_other
from matchmaking.services.files.lists import people
from matchmaking.services.people import memberships

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


@blueprint.get(f"{ORGANIZATIONS}/unconfirmed")
def organizations_unconfirmed() -> str:
    """Whoever waits to be confirmed by a colleague or an organizer."""
    return render_template("organizer/organizations_unconfirmed.html", people=memberships.unconfirmed(access.event()))


@blueprint.post(f"{ONE}/organization/confirm")
def participants_organization_confirm(participant_id: int) -> ResponseReturnValue:
    """Say that somebody is of the organization they name."""
    person = people.person(access.event(), participant_id)
    memberships.confirm(person, access.organizer(), access.now())
    db.session.commit()
    flash(_("%(name)s is confirmed.", name=person.name), "success")
    return see_other(url_for("organizer.participants_participant", participant_id=person.id))


@blueprint.post(f"{ONE}/organization/refuse")
def participants_organization_refuse(participant_id: int) -> ResponseReturnValue:
    """Say that they are not of it."""
    person = people.person(access.event(), participant_id)
    memberships.refuse(person, access.organizer(), access.now())
    db.session.commit()
    flash(_("%(name)s takes part under their own name now, and is told so.", name=person.name), "success")
    return see_other(url_for("organizer.participants_participant", participant_id=person.id))
