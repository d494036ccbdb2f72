"""Interpreters: the list, and those who are added to it and changed."""

from __future__ import annotations

from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING

from flask import flash, render_template, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.organizer import blueprint
from matchmaking.organizer.answers import answer_of
from matchmaking.organizer.interpreter_forms import InterpreterForm
from matchmaking.pages import see_other
from matchmaking.services.people import availability
from matchmaking.services.people import interpreters as services

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from matchmaking.models import Participant

HERE = "/events/<slug>/interpreters"


@blueprint.get(HERE)
def interpreters() -> str:
    """Everybody who interprets."""
    event = access.event()
    return render_template(
        "organizer/interpreters.html", working=services.of_event(event), slots=len(availability.slots_of(event))
    )


@blueprint.route(f"{HERE}/new", methods=["GET", "POST"])
def interpreters_new() -> ResponseReturnValue:
    """Add an interpreter."""
    event, who, now = access.event(), access.organizer(), access.now()
    slots = availability.slots_of(event)
    form = InterpreterForm(slots, data={"slots": [slot.id for slot in slots]})
    if form.carried_out(lambda: services.add(event, form.facts(), form.working(), who, now)):
        flash(_("%(name)s interprets.", name=form.given_name.data), "success")
        return see_other(url_for("organizer.interpreters"))
    return _form_page(form, None), form.status


@blueprint.route(f"{HERE}/<int:participant_id>", methods=["GET", "POST"])
def interpreters_edit(participant_id: int) -> ResponseReturnValue:
    """Change an interpreter."""
    event, who, now = access.event(), access.organizer(), access.now()
    person = services.find(event, participant_id)
    facts, free = services.facts_of(person), availability.kept_free(person)
    slots = availability.slots_of(event)
    working = [slot.id for slot in slots if slot.id not in free]
    form = InterpreterForm(slots, data={**asdict(facts), "slots": working}, spoken=facts.languages)
    if form.carried_out(lambda: services.change(event, person, form.facts(), form.working(), who, now)):
        flash(_("Saved."), "success")
        return see_other(url_for("organizer.interpreters"))
    return _form_page(form, person), form.status


@blueprint.post(f"{HERE}/<int:participant_id>/remove")
def interpreters_remove(participant_id: int) -> ResponseReturnValue:
    """Let an interpreter go."""
    event, who, now = access.event(), access.organizer(), access.now()
    person = services.find(event, participant_id)
    return answer_of(
        lambda: services.remove(event, person, who, now),
        _("%(name)s interprets no more.", name=person.name),
        url_for("organizer.interpreters"),
    )


def _form_page(form: InterpreterForm, person: Participant | None) -> str:
    slots = availability.slots_of(access.event())
    sessions = [(session, list(inside)) for session, inside in groupby(slots, key=lambda slot: slot.session)]
    ticked = set(form.slots.data or ())
    return render_template(
        "organizer/interpreters_edit.html", form=form, person=person, sessions=sessions, ticked=ticked
    )
