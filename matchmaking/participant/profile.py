"""One's own profile, and ending one's participation."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from flask import current_app, flash, render_template, request, url_for
from flask_babel import gettext as _

from matchmaking import access, page_language
from matchmaking.erase_form import EraseForm
from matchmaking.extensions import db
from matchmaking.pages import download, see_other
from matchmaking.participant import blueprint
from matchmaking.profile_forms import ProfileForm
from matchmaking.services import audit
from matchmaking.services.mail import choices
from matchmaking.services.people import further_organizations, memberships, participants, profiles, visibility
from matchmaking.services.refusals import Refusal
from matchmaking.services.retention import consent_log, erasing, keeping, own_data
from matchmaking.services.setup import phases
from matchmaking.services.words import languages

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response


@blueprint.get("/profile")
def profile() -> str:
    """Show the profile as others see it, and what only the organizers see; to those who have left, what is held."""
    kept = keeping.promise(access.event())
    who = access.participant()
    if participants.has_left(who):
        return render_template("participant/profile_left.html", who=who, kept=kept, said=consent_log.of(who))
    return render_template(
        "participant/profile.html",
        who=who,
        kept=kept,
        said=consent_log.of(who),
        seen_by=visibility.SEEN_BY,
        mails=[
            (choice.value, choices.LABELS[choice.value], choices.is_wanted(who, choice))
            for choice in choices.offered(access.event())
        ],
        daily_label=choices.LABELS[choices.DAILY],
        offered=languages.choices(current_app.config["LANGUAGES"]),
        mark=audit.last_by_organizers(who, "acted.profile", "participant.changed"),
    )


@blueprint.route("/profile/edit", methods=["GET", "POST"])
def profile_edit() -> ResponseReturnValue:
    """Change the profile; address and type stay as they are."""
    who, event = access.participant(), access.event()
    known = profiles.of(who)
    form = ProfileForm()
    form.offer([who.type], known.languages)
    if request.method == "GET":
        form.show(known)

    def save() -> None:
        phases.require_not_cancelled(event)
        before = who.organization_id
        participants.update(who, form.profile(who.email), access.now())
        if who.organization_id != before and not access.is_acting():
            memberships.claim(who, access.now())

    if form.carried_out(save):
        flash(_("Your profile is saved."), "success")
        return see_other(url_for("participant.profile"))
    return render_template("participant/profile_edit.html", who=who, form=form), form.status


@blueprint.post("/profile/organizations")
def profile_organizations_add() -> ResponseReturnValue:
    """Represent one more organization."""
    who = access.participant()
    phases.require_not_cancelled(access.event())
    name = request.form.get("name", "")
    try:
        if access.is_acting():
            further_organizations.add(who, name)
        else:
            memberships.claim_as_well(who, name, access.now())
    except Refusal as refusal:
        db.session.rollback()
        flash(str(refusal), "refusal")
    else:
        db.session.commit()
    return see_other(url_for("participant.profile", _anchor="organizations"))


@blueprint.post("/profile/organizations/<int:organization_id>/remove")
def profile_organizations_remove(organization_id: int) -> ResponseReturnValue:
    """Represent it no longer."""
    phases.require_not_cancelled(access.event())
    further_organizations.remove(access.participant(), organization_id)
    db.session.commit()
    return see_other(url_for("participant.profile", _anchor="organizations"))


@blueprint.post("/profile/language")
def profile_language() -> ResponseReturnValue:
    """Read pages, mails and the calendar in another language from now on."""
    participants.set_language(access.participant(), request.form.get("language", ""), access.now())
    db.session.commit()
    answer = see_other(url_for("participant.profile"))
    page_language.forget(answer)
    return answer


@blueprint.post("/profile/mails")
def profile_mails() -> ResponseReturnValue:
    """Say which mails are wanted."""
    for choice in choices.offered(access.event()):
        choices.switch(access.participant(), choice, access.now(), wanted=choice.value in request.form.getlist("mails"))
    choices.set_daily(access.participant(), access.now(), daily="daily" in request.form)
    db.session.commit()
    flash(_("Saved."), "success")
    return see_other(url_for("participant.profile", _anchor="mails"))


@blueprint.get("/profile/data.json")
def profile_data() -> Response:
    """Everything that is held about the participant, as a file to keep."""
    who, event, now = access.participant(), access.event(), access.now()
    held = own_data.of(who, event, now, booking_over=phases.booking_is_over(event, now))
    text = json.dumps(held, ensure_ascii=False, indent=2)
    return download(text.encode(), f"{event.slug}-my-data.json", "application/json")


@blueprint.route("/profile/withdraw", methods=["GET", "POST"])
def profile_withdraw() -> ResponseReturnValue:
    """Ask once more, then end the participation."""
    who, event = access.participant(), access.event()
    phases.require_running(event, access.now())
    if request.method == "GET":
        return render_template("participant/profile_withdraw.html", who=who)
    participants.withdraw(who, access.now())
    audit.record("participant.withdrawn", at=access.now(), event_id=event.id, participant=who, subject=who.name)
    db.session.commit()
    flash(_("You no longer take part."), "success")
    return see_other(url_for("public.event"))


@blueprint.route("/profile/erase", methods=["GET", "POST"])
def profile_erase() -> ResponseReturnValue:
    """Say what erasing does, and do it at once where it is agreed to."""
    who, event = access.participant(), access.event()
    form = EraseForm()
    if form.carried_out(lambda: erasing.erase(who, event, access.now())):
        flash(_("Your data are erased. You no longer take part."), "success")
        return access.with_nothing_kept(see_other(url_for("public.event")))
    page = render_template("participant/profile_erase.html", form=form, has_left=participants.has_left(who))
    return page, form.status
