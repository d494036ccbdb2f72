"""The programme: its sessions day by day, those at the same time beside each other."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from matchmaking import access
from matchmaking.organizer import blueprint
from matchmaking.organizer.answers import answer_of
from matchmaking.organizer.programme_forms import SessionForm
from matchmaking.pages import see_other
from matchmaking.services.people.availability import days_of
from matchmaking.services.refusals import NotFound, Refusal
from matchmaking.services.setup import programme as programme_service
from matchmaking.services.setup import session_kinds, slots, wordings
from matchmaking.services.setup.effects import Effects
from matchmaking.services.setup.timetables import timetable
from matchmaking.services.words.times import day_of

if TYPE_CHECKING:
    from datetime import date

    from flask.typing import ResponseReturnValue

    from matchmaking.models import Event, EventSession

PROGRAMME = "/events/<slug>/programme"


@blueprint.get(PROGRAMME)
def programme() -> ResponseReturnValue:
    """Show the programme, one day at a time."""
    event = access.event()
    sessions = programme_service.sessions_of(event)
    days = days_of(event)
    chosen = _chosen_day(days, sessions)
    return render_template(
        "organizer/programme.html",
        days=days,
        table=timetable(event, sessions, chosen),
        any_sessions=bool(sessions),
        slot_counts=slots.count_by_session(event),
        attending=programme_service.attending_by_session(event),
        name_of=session_kinds.name_of,
    )


@blueprint.route(f"{PROGRAMME}/new", methods=["GET", "POST"])
def programme_new() -> ResponseReturnValue:
    """Add a session."""
    event, who, now = access.event(), access.organizer(), access.now()
    form = SessionForm.empty(event, request.args.get("day", ""))

    def add() -> None:
        session = programme_service.add(event, form.values(), who, now)
        wordings.change(event, session, form.wordings(), who, now)

    if form.carried_out(add):
        flash(_("“%(title)s” is in the programme.", title=form.title.data), "success")
        return see_other(url_for("organizer.programme", day=form.day.data))
    return render_template("organizer/programme_new.html", form=form), form.status


@blueprint.route(f"{PROGRAMME}/<int:session_id>", methods=["GET", "POST"])
def programme_edit(session_id: int) -> ResponseReturnValue:
    """Change a session; what concerns anybody is shown first, and done when it is confirmed."""
    event, who, now = access.event(), access.organizer(), access.now()
    session = programme_service.session_of(event, session_id)
    form = SessionForm.of(event, session)
    asked = _effects_to_confirm(event, session, form)
    if asked is not None:
        return _confirmation(session, form, asked)
    marks: list[int] = []
    seen = request.form.get("seen")

    def change() -> None:
        marks.append(programme_service.change(event, session, form.values(), who, now, seen=seen))
        wordings.change(event, session, form.wordings(), who, now)

    if form.carried_out(change):
        flash(_("Saved."), "success")
        if marks[0]:
            flash(_marks_sentence(marks[0]), "warning")
        return see_other(url_for("organizer.programme", day=form.day.data))
    attending = programme_service.attending_by_session(event).get(session.id, 0)
    page = render_template("organizer/programme_edit.html", form=form, session=session, attending=attending)
    return page, form.status


@blueprint.get(f"{PROGRAMME}/<int:session_id>/move")
def programme_move(session_id: int) -> ResponseReturnValue:
    """Show what moving or resizing a session would do; nothing is changed before it is confirmed."""
    event = access.event()
    session = programme_service.session_of(event, session_id)
    form = SessionForm.moved(event, session, request.args)
    if form is None:
        raise NotFound(_("There is no such page."))
    rooms = sorted({one.room for one in programme_service.sessions_of(event)} | {form.room.data or ""})
    return _confirmation(session, form, _effects_of(event, session, form), rooms=rooms)


@blueprint.route(f"{PROGRAMME}/<int:session_id>/<any(remove, cancel):act>", methods=["GET", "POST"])
def programme_end(session_id: int, act: str) -> ResponseReturnValue:
    """Take a session out of the programme, or cancel it, once it was shown what that does."""
    event, who, now = access.event(), access.organizer(), access.now()
    session = programme_service.session_of(event, session_id)
    shown = programme_service.effects_of_end(event, session, cancel=act == "cancel")
    seen = request.form.get("seen")
    if request.method == "GET" or (shown.matter and not shown.refusals and seen != shown.token):
        return render_template(
            "organizer/programme_effects.html", session=session, shown=shown, act=act, stale=seen is not None, form=None
        )
    done, sentence = {
        "remove": (programme_service.remove, _("“%(title)s” is removed.", title=session.title)),
        "cancel": (
            programme_service.cancel,
            _("“%(title)s” is cancelled; programme and calendars say so.", title=session.title),
        ),
    }[act]
    return answer_of(lambda: done(event, session, who, now, seen=seen), sentence, url_for("organizer.programme"))


def _chosen_day(days: list[date], sessions: list[EventSession]) -> date:
    """The day that was asked for; otherwise the first with sessions."""
    asked = request.args.get("day", "")
    first = day_of(sessions[0].starts_at, access.event()) if sessions else days[0]
    return next((day for day in days if day.isoformat() == asked), first)


def _effects_of(event: Event, session: EventSession, form: SessionForm) -> Effects:
    """What the values of a form would do; what makes them impossible is the reason why not."""
    try:
        return programme_service.effects_of_change(event, session, form.values(), access.now())
    except Refusal as refusal:
        return Effects(refusals=(str(refusal),))


def _effects_to_confirm(event: Event, session: EventSession, form: SessionForm) -> Effects | None:
    """What a sent form would do and has not yet been confirmed, or otherwise than it is now."""
    if not form.validate_on_submit():
        return None
    shown = _effects_of(event, session, form)
    return shown if shown.matter and request.form.get("seen") != shown.token else None


def _confirmation(
    session: EventSession, form: SessionForm, shown: Effects, *, rooms: list[str] | None = None
) -> ResponseReturnValue:
    """The page that asks; with rooms to choose from, another place can be looked at before anything is confirmed."""
    page = render_template(
        "organizer/programme_effects.html",
        session=session,
        shown=shown,
        form=form,
        act="change",
        stale="seen" in request.form,
        rooms=rooms,
    )
    return page, HTTPStatus.CONFLICT if shown.refusals and request.method == "POST" else HTTPStatus.OK


def _marks_sentence(count: int) -> str:
    return ngettext(
        "%(num)d participant had marked a slot as not free that is gone now.",
        "%(num)d participants had marked slots as not free that are gone now.",
        count,
    )
