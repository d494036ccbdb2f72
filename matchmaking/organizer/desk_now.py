"""The meetings of a slot: who is missing, and who could meet in the places that are free by it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.extensions import db
from matchmaking.organizer import blueprint
from matchmaking.organizer.desk import DESK
from matchmaking.organizer.desk_words import whereabouts_words
from matchmaking.pages import see_other
from matchmaking.row_ids import row_id
from matchmaking.services.day import no_shows, placing, presence
from matchmaking.services.day.places import Places
from matchmaking.services.day.today import PATIENCE, Today
from matchmaking.services.refusals import Conflict, Invalid
from matchmaking.services.schedule import publishing
from matchmaking.services.schedule.rearranging import Place

if TYPE_CHECKING:
    from collections.abc import Collection

    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response

    from matchmaking.services.day.places import Offer
    from matchmaking.services.day.presence import Whereabouts
    from matchmaking.services.schedule.roster import Period

NOW = f"{DESK}/now"
MOST_OFFERS = 12
NO_TABLE = "0"  # as chosen in a form; no table has this id


@dataclass(frozen=True)
class Offered:
    """An offer with where its people are: those who are here are asked first."""

    offer: Offer
    here: bool


@blueprint.get(NOW)
def desk_now() -> ResponseReturnValue:
    """The meetings of the running slot, or of the one asked for."""
    if publishing.in_force(access.event()) is None:
        return render_template("organizer/desk_now.html", today=None)
    today = Today(access.event(), access.now())
    slot = _slot(today)
    held = today.in_slot(slot.id) if slot else []
    return render_template(
        "organizer/desk_now.html",
        today=today,
        slot=slot,
        held=held,
        missing_from=slot.starts_at + PATIENCE if slot else None,
        where=_where(today, {person for one in held for person in one.people}),
        words=whereabouts_words(),
    )


@blueprint.get(f"{NOW}/<int:slot_id>/places")
def desk_now_places(slot_id: int) -> ResponseReturnValue:
    """Who could meet in the places of a slot that are free."""
    today = Today(access.event(), access.now())
    slot = today.slot_of(slot_id)
    over = slot.ends_at <= today.now
    offers = [] if over else Places(today, slot).standby(slot.id)
    where = _where(today, {person for one in offers for person in one.people})
    found = [Offered(one, all(where.get(person) == "here" for person in one.people)) for one in offers]
    found = [one for one in found if all(where.get(person) != "left" for person in one.offer.people)]
    return render_template(
        "organizer/desk_places.html",
        today=today,
        slot=slot,
        over=over,
        offered=sorted(found, key=lambda one: not one.here)[:MOST_OFFERS],
        where=where,
        words=whereabouts_words(),
        back=url_for("organizer.desk_now", slot=slot.id),
    )


@blueprint.post(f"{NOW}/meetings/<int:meeting_id>/missing/<int:participant_id>")
def desk_now_missing(meeting_id: int, participant_id: int) -> ResponseReturnValue:
    """Mark that somebody did not come; then offer who could meet instead."""
    event, now = access.event(), access.now()
    no_shows.mark(event, meeting_id, participant_id, access.organizer(), now)
    db.session.commit()
    today = Today(event, now)
    held = today.board.of_meeting[meeting_id]
    name = today.roster.name(participant_id)
    flash(_("It is noted that %(name)s did not come. The place is free.", name=name), "success")
    return see_other(url_for("organizer.desk_now_places", slot_id=held.slot))


@blueprint.post(f"{NOW}/meetings/<int:meeting_id>/came/<int:participant_id>")
def desk_now_came(meeting_id: int, participant_id: int) -> ResponseReturnValue:
    """They came after all."""
    event, now = access.event(), access.now()
    no_shows.take_back(event, meeting_id, participant_id, access.organizer(), now)
    db.session.commit()
    flash(_("The meeting is held after all."), "success")
    return see_other(url_for("organizer.desk_now", slot=Today(event, now).board.of_meeting[meeting_id].slot))


@blueprint.post(f"{DESK}/place/<int:meeting_id>")
def desk_place(meeting_id: int) -> ResponseReturnValue:
    """Put a meeting into a place that was offered, and publish it at once."""
    event, to = access.event(), _chosen_place()
    try:
        made = placing.place(event, meeting_id, to, access.organizer(), access.now())
    except Conflict as refusal:
        db.session.rollback()
        flash(str(refusal), "error")
        return _back_to_offers()
    db.session.commit()
    if made is None:
        flash(_("This meeting stands there already."), "success")
    else:
        flash(
            _("Placed: version %(number)s is published, and those concerned are told.", number=made.number), "success"
        )
    return _back()


def _slot(today: Today) -> Period | None:
    asked = request.args.get("slot", "")
    try:
        return today.slot_of(row_id(asked)) if asked else today.slot
    except ValueError:
        return today.slot


def _where(today: Today, people: Collection[int]) -> dict[int, Whereabouts]:
    return presence.whereabouts_of(today.event, people, today.now)


def _chosen_place() -> Place:
    try:
        slot, table = row_id(request.form.get("slot", "")), row_id(request.form.get("table", ""))
        people = tuple(row_id(person) for person in request.form.getlist("person"))
    except ValueError as error:
        raise Invalid(_("Choose one of the places that are offered.")) from error
    return Place(slot, None if str(table) == NO_TABLE else table, people)


def _back() -> Response:
    """To the person's page where the wish came from, else to the slot that was filled."""
    person = request.form.get("for", "")
    if person.isascii() and person.isdecimal() and len(person) < 10:  # noqa: PLR2004 - no id is longer
        return see_other(url_for("organizer.desk_person", participant_id=int(person)))
    return see_other(url_for("organizer.desk_now", slot=request.form["slot"]))


def _back_to_offers() -> Response:
    person, meeting = request.form.get("for", ""), (request.view_args or {})["meeting_id"]
    if person.isascii() and person.isdecimal() and len(person) < 10:  # noqa: PLR2004 - no id is longer
        return see_other(url_for("organizer.desk_wish_places", participant_id=int(person), meeting_id=meeting))
    return see_other(url_for("organizer.desk_now_places", slot_id=int(request.form["slot"])))
