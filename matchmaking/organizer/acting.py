"""Acting for a participant: begun and ended here; in between, their own pages are used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.extensions import db
from matchmaking.organizer import blueprint
from matchmaking.pages import see_other
from matchmaking.services.acting import acting, telling
from matchmaking.services.files.lists import people

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

ACTING = "/events/<slug>/participants"


@blueprint.get(f"{ACTING}/<int:participant_id>/acting")
def participants_acting(participant_id: int) -> str:
    """Say what acting means; while one acts, what was done, and the mail about it."""
    person = people.person(access.event(), participant_id)
    now = access.acting()
    mine = now if now is not None and now.participant_id == person.id else None
    done = telling.untold(mine) if mine else []
    return render_template(
        "organizer/participants_acting.html",
        person=person,
        mine=mine,
        mail=telling.preview(mine) if mine and done else None,
    )


@blueprint.post(f"{ACTING}/<int:participant_id>/acting")
def participants_acting_begin(participant_id: int) -> Response:
    """Open the participant's pages to the organizer."""
    person = people.person(access.event(), participant_id)
    acting.begin(access.event(), person, access.organizers_sign_in(), access.now())
    db.session.commit()
    return see_other(url_for("participant.agenda"))


@blueprint.post(f"{ACTING}/acting/end")
def participants_acting_end() -> Response:
    """Close them again, and tell the participant what was done."""
    current = access.acting()
    if current is None:
        flash(_("You act for nobody any more."), "info")
        return see_other(url_for("organizer.participants"))
    acting.end(current, access.now())
    told = telling.tell(current, access.now())
    db.session.commit()
    name = current.participant.name
    if told:
        flash(_("You no longer act for %(name)s, who gets a mail about what was done.", name=name), "success")
    else:
        flash(_("You no longer act for %(name)s. Nothing was changed, so no mail is sent.", name=name), "success")
    return see_other(url_for("organizer.participants_participant", participant_id=current.participant_id))
