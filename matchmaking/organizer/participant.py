"""One participant: everything about them, and what organizers can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.extensions import db
from matchmaking.organizer import blueprint
from matchmaking.organizer.labels import acts, priority_labels
from matchmaking.organizer.participant_forms import DaysForm, ParticipantForm
from matchmaking.pages import see_other
from matchmaking.services.files.lists import people
from matchmaking.services.files.lists import requests as request_list
from matchmaking.services.log import sentences
from matchmaking.services.people import availability, organizing, profiles
from matchmaking.services.retention import erasing
from matchmaking.services.setup import participation

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response

    from matchmaking.models import Participant

ONE = "/events/<slug>/participants/<int:participant_id>"


@blueprint.get(ONE)
def participants_participant(participant_id: int) -> ResponseReturnValue:
    """Everything about one participant; whoever was merged into another leads there."""
    person = people.person(access.event(), participant_id)
    if person.merged_into_id is not None:
        return see_other(url_for("organizer.participants_participant", participant_id=person.merged_into_id))
    form = DaysForm().offer(access.event(), availability.absent_days(person))
    requests = request_list.of(person)
    return render_template(
        "organizer/participant.html",
        person=person,
        profile=profiles.of(person),
        form=form,
        sent=[made for made in requests if made.requester_id == person.id],
        received=[made for made in requests if made.recipient_id == person.id],
        sign_ups=[found for found in availability.sign_ups_of(person) if found.withdrawn_at is None],
        kept_free=len(availability.kept_free(person)),
        history=people.history(person),
        erasable=not erasing.is_erased(person),
        acts={**sentences.SENTENCES, **acts()},
        priorities=priority_labels(),
    )


@blueprint.route(f"{ONE}/edit", methods=["GET", "POST"])
def participants_edit(participant_id: int) -> ResponseReturnValue:
    """Change a participant's profile."""
    person = people.person(access.event(), participant_id)
    form = ParticipantForm()
    profile = profiles.of(person)
    form.offer(participation.types_of(access.event()), profile.languages)
    if not form.is_submitted():
        form.show(profile)
    if form.carried_out(lambda: organizing.change(person, form.whole_profile(), access.organizer(), access.now())):
        return _back(person)
    return render_template("organizer/participant_edit.html", form=form, person=person), form.status


@blueprint.post(f"{ONE}/days")
def participants_days(participant_id: int) -> Response:
    """Say on which days somebody is there."""
    person = people.person(access.event(), participant_id)
    form = DaysForm().offer(access.event(), ())
    if form.carried_out(
        lambda: organizing.set_days(person, form.absent(access.event()), access.organizer(), access.now())
    ):
        flash(_("The days are noted."), "success")
    return _back(person)


@blueprint.post(f"{ONE}/approve")
def participants_approve(participant_id: int) -> Response:
    """Let somebody take part."""
    person = people.person(access.event(), participant_id)
    organizing.approve(person, access.organizer(), access.now())
    db.session.commit()
    flash(_("%(name)s takes part.", name=person.name), "success")
    return _back(person)


@blueprint.post(f"{ONE}/decline")
def participants_decline(participant_id: int) -> Response:
    """Do not let somebody take part."""
    person = people.person(access.event(), participant_id)
    organizing.decline(person, access.organizer(), access.now())
    db.session.commit()
    flash(_("%(name)s was declined.", name=person.name), "success")
    return _back(person)


@blueprint.post(f"{ONE}/withdraw")
def participants_withdraw(participant_id: int) -> Response:
    """End somebody's part."""
    person = people.person(access.event(), participant_id)
    organizing.withdraw(person, access.organizer(), access.now())
    db.session.commit()
    flash(_("%(name)s takes part no more.", name=person.name), "success")
    return _back(person)


@blueprint.post(f"{ONE}/sign-in-link")
def participants_link(participant_id: int) -> Response:
    """Mail somebody a link to sign in with."""
    person = people.person(access.event(), participant_id)
    organizing.mail_sign_in_link(access.event(), person, access.organizer(), access.now())
    db.session.commit()
    flash(_("A link to sign in with is on its way to %(address)s.", address=person.email), "success")
    return _back(person)


def _back(person: Participant) -> Response:
    """To where the act came from: the list as it was looked at, or the person's page."""
    look = request.form.get("list", "")
    if look.startswith("?"):
        return see_other(url_for("organizer.participants") + look)
    return see_other(url_for("organizer.participants_participant", participant_id=person.id))
