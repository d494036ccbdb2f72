"""An event's settings: what it is, its texts, the hours of its phases, its limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.organizer import blueprint
from matchmaking.organizer.answers import answer_of
from matchmaking.organizer.event_forms import HoursForm, LimitsForm, SettingsForm, TextsForm
from matchmaking.pages import see_other
from matchmaking.services.refusals import NotFound
from matchmaking.services.setup import event_hours, event_setup, phases, wordings
from matchmaking.services.setup.event_hours import Door

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from matchmaking.services.setup.moved_days import Move

SETTINGS = "/events/<slug>/settings"


@blueprint.route(SETTINGS, methods=["GET", "POST"])
def settings() -> ResponseReturnValue:
    """Change what the event is."""
    event, who, now = access.event(), access.organizer(), access.now()
    form = SettingsForm.of(event)
    seen = request.form.get("seen")
    asked: list[Move] = []

    def save() -> None:
        basics, along = form.basics(listed=form.listed.data), form.move_sessions.data
        move = event_setup.preview(event, basics, now, move_sessions=along)
        if move.matters and seen != move.token:
            asked.append(move)
        else:
            event_setup.change(event, basics, who, now, move_sessions=along)
            wordings.change(event, event, form.wordings(), who, now)

    if form.carried_out(save):
        if asked:
            return render_template("organizer/settings_move.html", form=form, move=asked[0], stale=seen is not None)
        flash(_("Saved."), "success")
        return see_other(url_for("organizer.settings", slug=event.slug))
    return render_template("organizer/settings.html", form=form), form.status


@blueprint.route(f"{SETTINGS}/texts", methods=["GET", "POST"])
@blueprint.route(f"{SETTINGS}/texts/<language>", methods=["GET", "POST"])
def settings_texts(language: str | None = None) -> ResponseReturnValue:
    """Write the event's own words in one of its languages."""
    event = access.event()
    language = language or event.languages[0]
    if language not in event.languages:
        raise NotFound(_("There is no such page."))
    written = {text.language: text for text in event.texts}
    form = TextsForm(obj=written.get(language))
    if form.carried_out(
        lambda: event_setup.set_texts(event, {language: form.texts()}, access.organizer(), access.now())
    ):
        flash(_("Saved."), "success")
        return see_other(url_for("organizer.settings_texts", language=language))
    return render_template("organizer/settings_texts.html", form=form, language=language, written=written), form.status


@blueprint.route(f"{SETTINGS}/hours", methods=["GET", "POST"])
def settings_hours() -> ResponseReturnValue:
    """Announce when registration and booking open and close."""
    event, now = access.event(), access.now()
    form = HoursForm(obj=event)
    if form.carried_out(lambda: event_hours.set_hours(event, form.hours(), access.organizer(), now)):
        flash(_("Saved."), "success")
        return see_other(url_for("organizer.settings_hours"))
    doors = {
        Door.REGISTRATION: phases.registration_is_open(event, now),
        Door.BOOKING: phases.booking_is_open(event, now),
    }
    return render_template("organizer/settings_hours.html", form=form, doors=doors), form.status


@blueprint.post(f"{SETTINGS}/<any(registration, booking):door>/open")
def settings_open(door: str) -> ResponseReturnValue:
    """Open registration or booking now."""
    return answer_of(
        lambda: event_hours.open_now(access.event(), Door(door), access.organizer(), access.now()),
        _("Registration is open.") if door == Door.REGISTRATION else _("Booking is open."),
        url_for("organizer.settings_hours"),
    )


@blueprint.post(f"{SETTINGS}/<any(registration, booking):door>/close")
def settings_close(door: str) -> ResponseReturnValue:
    """Close registration or booking now."""
    return answer_of(
        lambda: event_hours.close_now(access.event(), Door(door), access.organizer(), access.now()),
        _("Registration is closed.") if door == Door.REGISTRATION else _("Booking is closed."),
        url_for("organizer.settings_hours"),
    )


@blueprint.route(f"{SETTINGS}/limits", methods=["GET", "POST"])
def settings_limits() -> ResponseReturnValue:
    """Set limits on requests and meetings."""
    event, who, now = access.event(), access.organizer(), access.now()
    form = LimitsForm(obj=event)

    def save() -> None:
        event_hours.set_limits(event, form.limits(), who, now)
        event_hours.set_lunch(event, form.lunch(), who, now)
        event_hours.set_approval(event, who, now, approve_registrations=form.approve_registrations.data)
        event_hours.set_changes_by_people(event, who, now, allowed=form.people_change_meetings.data)

    if form.carried_out(save):
        flash(_("Saved."), "success")
        return see_other(url_for("organizer.settings_limits"))
    return render_template("organizer/settings_limits.html", form=form), form.status
