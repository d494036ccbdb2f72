"""An event's own look, and the series that it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.organizer import blueprint
from matchmaking.organizer.answers import answer_of
from matchmaking.organizer.look_forms import ColoursForm, LogoForm, SeriesForm
from matchmaking.organizer.settings import SETTINGS
from matchmaking.pages import see_other
from matchmaking.services.setup import look, series

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


@blueprint.route(f"{SETTINGS}/look", methods=["GET", "POST"])
def settings_look() -> ResponseReturnValue:
    """Choose the event's colours."""
    form = ColoursForm(obj=access.event())
    return _look_page(form, LogoForm(formdata=None)) if not _colours_set(form) else _saved("settings_look")


@blueprint.post(f"{SETTINGS}/look/logo")
def settings_look_logo() -> ResponseReturnValue:
    """Take a logo."""
    event, form = access.event(), LogoForm()
    if form.carried_out(lambda: look.set_logo(event, form.content(), access.organizer(), access.now())):
        return _saved("settings_look")
    return _look_page(ColoursForm(formdata=None, obj=event), form)


@blueprint.post(f"{SETTINGS}/look/logo/remove")
def settings_look_logo_remove() -> ResponseReturnValue:
    """Take the logo away."""
    return answer_of(
        lambda: look.remove_logo(access.event(), access.organizer(), access.now()),
        _("The logo is removed."),
        url_for("organizer.settings_look"),
    )


@blueprint.route(f"{SETTINGS}/series", methods=["GET", "POST"])
def settings_series() -> ResponseReturnValue:
    """Begin a series with this event, or change what its series is."""
    event, who, now = access.event(), access.organizer(), access.now()
    form = SeriesForm(obj=event.series)

    def save() -> None:
        if event.series:
            series.change(event, form.values(), who, now)
        else:
            series.begin(event, form.values(), who, now)

    if form.carried_out(save):
        return _saved("settings_series")
    mine = [one for one in series.of_organizer(who) if one.id != event.series_id]
    return render_template("organizer/settings_series.html", form=form, mine=mine), form.status


@blueprint.post(f"{SETTINGS}/series/<int:series_id>/join")
def settings_series_join(series_id: int) -> ResponseReturnValue:
    """Let the event belong to a series that there is."""
    return answer_of(
        lambda: series.join(access.event(), series_id, access.organizer(), access.now()),
        _("The event belongs to the series."),
        url_for("organizer.settings_series"),
    )


@blueprint.post(f"{SETTINGS}/series/leave")
def settings_series_leave() -> ResponseReturnValue:
    """Let the event belong to no series."""
    return answer_of(
        lambda: series.leave(access.event(), access.organizer(), access.now()),
        _("The event belongs to no series."),
        url_for("organizer.settings_series"),
    )


def _colours_set(form: ColoursForm) -> bool:
    event, who, now = access.event(), access.organizer(), access.now()
    return form.carried_out(
        lambda: look.set_colours(event, form.accent.data or "", form.accent_dark.data or "", who, now)
    )


def _look_page(colours: ColoursForm, logo: LogoForm) -> ResponseReturnValue:
    status = max(colours.status, logo.status)
    return render_template("organizer/settings_look.html", colours=colours, logo=logo), status


def _saved(page: str) -> ResponseReturnValue:
    flash(_("Saved."), "success")
    return see_other(url_for(f"organizer.{page}"))
