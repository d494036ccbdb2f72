"""Erasing what is held about one participant, who has asked the organizers for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.erase_form import EraseForm
from matchmaking.organizer import blueprint
from matchmaking.organizer.participant import ONE
from matchmaking.pages import see_other
from matchmaking.services.files.lists import people
from matchmaking.services.retention import erasing

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


@blueprint.route(f"{ONE}/erase", methods=["GET", "POST"])
def participants_erase(participant_id: int) -> ResponseReturnValue:
    """Say what erasing does, and do it at once where it is agreed to; a merged record is erased with the one kept."""
    event = access.event()
    person = people.person(event, participant_id)
    person = person.merged_into or person
    form = EraseForm()
    if form.carried_out(lambda: erasing.erase(person, event, access.now(), access.organizer())):
        flash(_("The data are erased."), "success")
        return see_other(url_for("organizer.participants"))
    return render_template("organizer/participants_erase.html", form=form, person=person), form.status
