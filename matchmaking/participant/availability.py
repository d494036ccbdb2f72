"""When a participant can meet: days, slots, and the sessions they attend."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.extensions import db
from matchmaking.pages import see_other
from matchmaking.participant import blueprint
from matchmaking.services import audit
from matchmaking.services.acting import acting
from matchmaking.services.people import availability as times_free
from matchmaking.services.people import half_days, limits, protecting, seating
from matchmaking.services.refusals import Conflict
from matchmaking.services.setup import phases, programme, session_kinds
from matchmaking.services.words import times
from matchmaking.services.words.wordings import worded

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from flask.typing import ResponseReturnValue

    from matchmaking.models import EventSession, Slot


@blueprint.get("/availability")
def availability() -> str:
    """Show days, slots by session, and the sessions one can attend."""
    who, event = access.participant(), access.event()
    offered = seating.offered_to(who, event)
    attended = {row.session_id for row in times_free.sign_ups_of(who) if row.withdrawn_at is None}
    return render_template(
        "participant/availability.html",
        who=who,
        days=times_free.days_of(event),
        slots_by_day=_slots_by_day(),
        absent=times_free.absent_days(who),
        kept_free=times_free.kept_free(who),
        half_days=half_days.of(event, who),
        most_wanted=limits.MOST_WANTED,
        protected=protecting.slots_of(who),
        blocked_by=times_free.blocked_by_sessions(who),
        sessions=offered,
        places=seating.places_of(who),
        taken=seating.taken(event),
        attended=attended,
        kind_name=session_kinds.name_of,
        times_mark=audit.last_by_organizers(who, "acted.times", "participant.days_changed"),
        session_marks=acting.marks_of_sessions(who),
    )


@blueprint.post("/availability")
def availability_save() -> ResponseReturnValue:
    """Store the ticks: whole days, whole sessions, single slots."""
    who, event = access.participant(), access.event()
    phases.require_running(event, access.now())
    days = {day.isoformat(): day for day in times_free.days_of(event)}
    sessions = {str(session.id): slots for _day, on_day in _slots_by_day() for session, slots in on_day}
    slots = {str(slot.id): slot.id for of_session in sessions.values() for slot in of_session}
    absent = [days[text] for text in _ticked("absent", days)]
    kept_free = {slots[text] for text in _ticked("slot", slots)}
    kept_free |= {slot.id for text in _ticked("session", sessions) for slot in sessions[text]}
    changed = [times_free.set_absent_days(who, absent), times_free.set_unavailable_slots(who, kept_free)]
    if any(changed):
        db.session.commit()
        flash(_("Saved."), "success")
    else:
        db.session.rollback()
        flash(_("Nothing was changed."), "success")
    return see_other(url_for("participant.availability"))


@blueprint.post("/availability/half-day")
def availability_half_day() -> ResponseReturnValue:
    """Keep a morning or an afternoon free, or open it again."""
    who, event = access.participant(), access.event()
    phases.require_running(event, access.now())
    before = half_days.turn(event, who, request.form.get("half_day", ""))
    db.session.commit()
    flash(_("You can be met then.") if before.kept_free else _("Nobody meets you then."), "success")
    return see_other(url_for("participant.availability"))


@blueprint.post("/availability/row")
def availability_row() -> ResponseReturnValue:
    """Say how many meetings in a row one wants at most."""
    phases.require_running(access.event(), access.now())
    given = request.form.get("wanted", "")
    # What is no small number is out of range.
    wanted = None if not given else int(given) if given.isascii() and given.isdecimal() and len(given) < 3 else 0  # noqa: PLR2004
    changed = limits.set_wanted_row(access.participant(), wanted)
    db.session.commit()
    flash(_("Saved.") if changed else _("Nothing was changed."), "success")
    return see_other(url_for("participant.availability"))


@blueprint.post("/sessions/<int:session_id>/sign-up")
def availability_sign_up(session_id: int) -> ResponseReturnValue:
    """Attend a session of the programme, or wait for a seat; at the cost of meetings only once these were named."""
    who, session = access.participant(), programme.session_of(access.event(), session_id)
    meetings = seating.meetings_during(who, session)
    place = seating.sign_up(who, session, access.now())
    if meetings and "confirmed" not in request.form:
        db.session.rollback()
        return render_template("participant/availability_collision.html", session=session, meetings=meetings)
    db.session.commit()
    if place:
        flash(_waits(session, place), "info")
    else:
        flash(_("You attend “%(title)s”.", title=worded(session, "title")), "success")
    return see_other(url_for("participant.availability", _anchor="sessions"))


@blueprint.post("/sessions/<int:session_id>/leave")
def availability_leave(session_id: int) -> ResponseReturnValue:
    """Attend a session no longer, or wait no longer for a seat."""
    session = programme.session_of(access.event(), session_id)
    seating.leave(access.participant(), session, access.now())
    db.session.commit()
    flash(_("You no longer attend “%(title)s”.", title=worded(session, "title")), "success")
    return see_other(url_for("participant.availability", _anchor="sessions"))


def _waits(session: EventSession, place: int) -> str:
    return _(
        "All seats of “%(title)s” are taken. You are number %(place)d of those who wait; a mail tells you when a seat "
        "is free.",
        title=worded(session, "title"),
        place=place,
    )


def _ticked(name: str, known: Collection[str]) -> list[str]:
    """The boxes of one name that were ticked, all of which must be on the page as it is now."""
    texts = request.form.getlist(name)
    if any(text not in known for text in texts):
        raise Conflict(_("The programme was changed meanwhile. Open the page again and tick once more."))
    return texts


def _slots_by_day() -> list[tuple[date, list[tuple[EventSession, list[Slot]]]]]:
    """The event's slots by day and by session."""
    event = access.event()
    slots = times_free.slots_of(event)
    return [
        (day, [(session, list(of_session)) for session, of_session in groupby(on_day, key=lambda slot: slot.session)])
        for day, on_day in groupby(slots, key=lambda slot: times.day_of(slot.starts_at, event))
    ]
