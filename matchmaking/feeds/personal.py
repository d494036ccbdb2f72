"""The personal feed: one participant's agenda at a secret address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from matchmaking import calendar_answers
from matchmaking.extensions import db
from matchmaking.feeds import blueprint
from matchmaking.models import Event
from matchmaking.services.agenda import calendars
from matchmaking.services.refusals import NotFound

if TYPE_CHECKING:
    from werkzeug.wrappers import Response


@blueprint.get("/<token>.ics")
def personal(token: str) -> Response:
    """Answer the agenda as a calendar file; a wrong address and a revoked one answer alike."""
    owner = calendars.owner_of_feed(token)
    if owner is None:
        raise NotFound(_("There is no such page."))
    event = db.session.get_one(Event, owner.event_id)
    return calendar_answers.answer(calendars.of_participant(event, owner), filename="agenda.ics")
