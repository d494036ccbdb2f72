"""Reminders: to those who have no wishes yet, have not answered, or have never signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from matchmaking import access
from matchmaking.extensions import db
from matchmaking.organizer import blueprint
from matchmaking.organizer.labels import lacks
from matchmaking.organizer.participants import PARTICIPANTS
from matchmaking.pages import listing, see_other
from matchmaking.services.people import reminding
from matchmaking.services.people.reminding import Lack

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

REMINDERS = f"{PARTICIPANTS}/reminders"


@blueprint.get(REMINDERS)
def participants_reminders() -> str:
    """Who has not done something yet, when they were reminded last, and what the mail says."""
    event, lack = access.event(), _lack()
    people, reminded = reminding.people(event, lack), reminding.last_reminded(event)
    look = listing(("name",), {"lack": [one.value for one in Lack]}, per_page=200).with_total(len(people))
    fresh = {
        person.id for person in people if person.id in reminded and reminded[person.id] > access.now() - reminding.PAUSE
    }
    return render_template(
        "organizer/participants_reminders.html",
        lack=lack,
        lacks=lacks(),
        listing=look,
        people=people[look.offset : look.offset + look.per_page],
        reminded=reminded,
        fresh=fresh,
        ready=len(people) - len(fresh),
        preview=reminding.preview(event, lack, people[0]) if people else None,
    )


@blueprint.post(REMINDERS)
def participants_reminders_send() -> Response:
    """Write the mails, to those ticked or to all."""
    lack = _lack()
    if request.form.get("all"):
        chosen = None
    else:
        chosen = {int(key) for key in request.form.getlist("person") if key.isascii() and key.isdecimal()}
    count = reminding.remind(access.event(), lack, chosen, access.organizer(), access.now())
    db.session.commit()
    if count:
        flash(ngettext("%(num)d reminder is on its way.", "%(num)d reminders are on their way.", count), "success")
    else:
        flash(_("Nobody was reminded: nobody was ticked, or all were reminded within three days."), "warning")
    return see_other(url_for("organizer.participants_reminders", lack=lack.value))


def _lack() -> Lack:
    value = request.args.get("lack", "")
    return Lack(value) if value in set(Lack) else Lack.NO_REQUESTS
