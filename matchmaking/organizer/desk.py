"""The desk: who is here and who is not, found by name or by badge, and checked in with one press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.extensions import db
from matchmaking.organizer import blueprint
from matchmaking.organizer.desk_words import whereabouts_words
from matchmaking.pages import listing, see_other
from matchmaking.services.day import check_in, presence
from matchmaking.services.day.presence import Search, Whereabouts
from matchmaking.services.files.lists import people
from matchmaking.services.refusals import NotFound

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response

    from matchmaking.models import Participant

DESK = "/events/<slug>/desk"
ONE = f"{DESK}/<int:participant_id>"
STATES = tuple(one.value for one in Whereabouts)
PER_PAGE = 20  # a phone shows no more, and a slow network likes it


@blueprint.get(DESK)
def desk() -> ResponseReturnValue:
    """Everybody who is to come today."""
    event, now = access.event(), access.now()
    look = listing(("name",), {"is": STATES}, per_page=PER_PAGE)
    search = Search(look.q, look.filters["is"])
    look = look.with_total(presence.count(event, now, search))
    page = render_template(
        "organizer/desk.html",
        listing=look,
        day=presence.day_of(event, now),
        counts=presence.counts(event, now),
        arrivals=presence.arrivals(event, now, search, offset=look.offset, limit=look.per_page),
        words=whereabouts_words(),
    )
    return page, {"Permissions-Policy": "camera=(self), microphone=(), geolocation=()"}  # for the scanner


@blueprint.get(f"{DESK}/code")
def desk_code() -> ResponseReturnValue:
    """Go to whoever's badge was scanned or typed."""
    try:
        person = check_in.owner_of_badge(access.event(), request.args.get("code", ""))
    except NotFound as refusal:
        flash(str(refusal), "error")
        return see_other(url_for("organizer.desk"))
    return see_other(url_for("organizer.desk_person", participant_id=person.id))


@blueprint.get(f"{DESK}/badge/<token>")
def desk_badge(token: str) -> ResponseReturnValue:
    """Go to whoever's badge the phone's camera saw."""
    person = check_in.owner_of_badge(access.event(), token)
    return see_other(url_for("organizer.desk_person", participant_id=person.id))


@blueprint.post(f"{ONE}/check-in")
def desk_check_in(participant_id: int) -> ResponseReturnValue:
    """Note that somebody is here."""
    person = people.person(access.event(), participant_id)
    new = check_in.check_in(access.event(), person, access.organizer(), access.now())
    db.session.commit()
    if new:
        return _answer(person, _("%(name)s is here.", name=person.name))
    return _answer(person, _("%(name)s was checked in already.", name=person.name))


@blueprint.post(f"{ONE}/undo")
def desk_undo(participant_id: int) -> ResponseReturnValue:
    """Take a check-in back."""
    person = people.person(access.event(), participant_id)
    check_in.undo(access.event(), person, access.organizer(), access.now())
    db.session.commit()
    return _answer(person, _("The check-in of %(name)s is taken back.", name=person.name))


def _answer(person: Participant, said: str) -> Response | str:
    """The row alone where a script asked; else the page that the act came from."""
    if request.headers.get("HX-Request") and request.form.get("row"):
        arrival = presence.arrival_of(access.event(), person, access.now())
        counts = presence.counts(access.event(), access.now())
        return render_template(
            "organizer/_desk_row.html", arrival=arrival, said=said, counts=counts, words=whereabouts_words()
        )
    flash(said, "success")
    if request.form.get("row"):
        return see_other(url_for("organizer.desk"))
    return see_other(url_for("organizer.desk_person", participant_id=person.id))
