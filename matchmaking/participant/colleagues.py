"""Newcomers who name the same organization: whoever is of it says whether they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.extensions import db
from matchmaking.pages import see_other
from matchmaking.participant import blueprint
from matchmaking.services.people import memberships

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


@blueprint.post("/colleagues/<int:participant_id>/<int:organization_id>/confirm")
def colleagues_confirm(participant_id: int, organization_id: int) -> ResponseReturnValue:
    """Say that somebody is of one's organization."""
    who = access.participant()
    claimed = memberships.claim_before(who, participant_id, organization_id)
    memberships.confirm(claimed, who, access.now())
    db.session.commit()
    flash(_("%(name)s is of your organization.", name=claimed.person.name), "success")
    return see_other(url_for("participant.agenda_colleagues"))


@blueprint.post("/colleagues/<int:participant_id>/<int:organization_id>/refuse")
def colleagues_refuse(participant_id: int, organization_id: int) -> ResponseReturnValue:
    """Say that somebody is not of it."""
    who = access.participant()
    claimed = memberships.claim_before(who, participant_id, organization_id)
    memberships.refuse(claimed, who, access.now())
    db.session.commit()
    flash(_("%(name)s no longer takes part under the name of your organization.", name=claimed.person.name), "success")
    return see_other(url_for("participant.agenda_colleagues"))
