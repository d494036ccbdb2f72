"""Wishes at the desk: two who agree there are given a free place at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.extensions import db
from matchmaking.organizer import blueprint
from matchmaking.organizer.desk import ONE
from matchmaking.organizer.desk_words import whereabouts_words
from matchmaking.pages import MAX_QUERY_LENGTH, see_other
from matchmaking.services.day import presence, wishes
from matchmaking.services.day.today import Today
from matchmaking.services.files.lists import people
from matchmaking.services.refusals import Conflict

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


@blueprint.get(f"{ONE}/wish")
def desk_wish(participant_id: int) -> ResponseReturnValue:
    """Choose whom somebody wants to meet."""
    event, person = access.event(), people.person(access.event(), participant_id)
    words = request.args.get("q", "")[:MAX_QUERY_LENGTH].strip()
    return render_template(
        "organizer/desk_wish.html",
        person=person,
        q=words,
        found=wishes.partners(event, person, words, access.now()) if words else [],
        words=whereabouts_words(),
    )


@blueprint.post(f"{ONE}/wish/<int:partner_id>")
def desk_wish_agree(participant_id: int, partner_id: int) -> ResponseReturnValue:
    """Note that both agree, and go on to the places that are free for them."""
    event = access.event()
    person, partner = (people.person(event, one) for one in (participant_id, partner_id))
    try:
        meeting = wishes.agree(event, person, partner, access.organizer(), access.now())
    except Conflict as refusal:
        db.session.rollback()
        flash(str(refusal), "error")
        return see_other(url_for("organizer.desk_wish", participant_id=person.id))
    db.session.commit()
    flash(_("%(one)s and %(other)s have agreed to meet.", one=person.name, other=partner.name), "success")
    return see_other(url_for("organizer.desk_wish_places", participant_id=person.id, meeting_id=meeting.id))


@blueprint.get(f"{ONE}/places/<int:meeting_id>")
def desk_wish_places(participant_id: int, meeting_id: int) -> ResponseReturnValue:
    """Where two who have agreed could meet, from the next slot on."""
    event, now = access.event(), access.now()
    person, meeting = people.person(event, participant_id), wishes.meeting_of(event, meeting_id)
    today = Today(event, now)
    offers = wishes.free_places(today, meeting)
    return render_template(
        "organizer/desk_wish_places.html",
        person=person,
        today=today,
        meeting=meeting,
        held=today.board.of_meeting.get(meeting.id),
        offers=offers,
        where=presence.whereabouts_of(event, {who for one in offers for who in one.people}, now),
        words=whereabouts_words(),
    )
