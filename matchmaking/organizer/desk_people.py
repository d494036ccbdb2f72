"""One person at the desk: today's agenda, and what can be noted about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.extensions import db
from matchmaking.organizer import blueprint
from matchmaking.organizer.desk import ONE
from matchmaking.organizer.desk_forms import HoursForm
from matchmaking.organizer.desk_words import whereabouts_words
from matchmaking.pages import see_other
from matchmaking.services.agenda import agendas
from matchmaking.services.day import check_in, presence, wishes
from matchmaking.services.day.today import Today, Trouble
from matchmaking.services.files.lists import people
from matchmaking.services.schedule import publishing

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response

    from matchmaking.models import Meeting, Participant


@blueprint.get(ONE)
def desk_person(participant_id: int) -> ResponseReturnValue:
    """Somebody's day, and where those are whom they meet."""
    return _page(people.person(access.event(), participant_id), None)


@blueprint.post(f"{ONE}/hours")
def desk_hours(participant_id: int) -> ResponseReturnValue:
    """Note when somebody arrives and leaves today."""
    event, person, form = access.event(), people.person(access.event(), participant_id), HoursForm()

    def note() -> None:
        check_in.note_hours(event, person, *form.hours, access.organizer(), access.now())

    if form.carried_out(note):
        flash(_("The hours of %(name)s are noted.", name=person.name), "success")
        return _after_hours(person)
    return _page(person, form)


@blueprint.post(f"{ONE}/left")
def desk_left(participant_id: int) -> ResponseReturnValue:
    """Note that somebody has left for today."""
    person = people.person(access.event(), participant_id)
    check_in.leave(access.event(), person, access.organizer(), access.now())
    db.session.commit()
    flash(_("%(name)s has left.", name=person.name), "success")
    return _after_hours(person)


def _after_hours(person: Participant) -> Response:
    """To the meetings that somebody cannot keep, if there are any."""
    event = access.event()
    if publishing.in_force(event) is not None:
        freed = Today(event, access.now()).freed.values()
        if any(person.id in one.people and one.trouble is Trouble.AWAY for one in freed):
            return see_other(url_for("organizer.desk_changes"))
    return see_other(url_for("organizer.desk_person", participant_id=person.id))


def _page(person: Participant, form: HoursForm | None) -> ResponseReturnValue:
    event, now = access.event(), access.now()
    arrival = presence.arrival_of(event, person, now)
    form = form or HoursForm().show(arrival.presence)
    today = presence.day_of(event, now)
    day = next((day for day in agendas.days_of(event, person) if day.day == today), None)
    items = [item for item in day.items if not item.cancelled] if day else []
    partners = {item.entry.partner_id for item in items if item.entry}
    page = render_template(
        "organizer/desk_person.html",
        arrival=arrival,
        form=form,
        day=day,
        next_item=next((item for item in items if item.starts_at > now), None),
        where=presence.whereabouts_of(event, partners, now),
        unplaced=_unplaced(person),
        words=whereabouts_words(),
    )
    return page, form.status


def _unplaced(person: Participant) -> list[tuple[Meeting, Participant]]:
    """What the person has agreed on and has no place for, with whom."""
    event = access.event()
    if publishing.in_force(event) is None:
        return []
    meetings = wishes.unplaced(Today(event, access.now()), person)
    return [(meeting, meeting.high if meeting.low_id == person.id else meeting.low) for meeting in meetings]
