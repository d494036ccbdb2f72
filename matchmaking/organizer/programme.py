"""The programme: its sessions day by day, those at the same time beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from matchmaking import access
from matchmaking.organizer import blueprint
from matchmaking.organizer.answers import answer_of
from matchmaking.organizer.programme_forms import SessionForm
from matchmaking.pages import see_other
from matchmaking.services.setup import programme as programme_service
from matchmaking.services.setup import session_kinds, slots
from matchmaking.services.setup.programme_days import by_day

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

PROGRAMME = "/events/<slug>/programme"


@blueprint.get(PROGRAMME)
def programme() -> ResponseReturnValue:
    """Show the programme."""
    event = access.event()
    return render_template(
        "organizer/programme.html",
        days=by_day(event, programme_service.sessions_of(event)),
        slot_counts=slots.count_by_session(event),
        attending=programme_service.attending_by_session(event),
        name_of=session_kinds.name_of,
    )


@blueprint.route(f"{PROGRAMME}/new", methods=["GET", "POST"])
def programme_new() -> ResponseReturnValue:
    """Add a session."""
    event, who, now = access.event(), access.organizer(), access.now()
    form = SessionForm.empty(event)
    if form.carried_out(lambda: programme_service.add(event, form.values(), who, now)):
        flash(_("“%(title)s” is in the programme.", title=form.title.data), "success")
        return see_other(url_for("organizer.programme"))
    return render_template("organizer/programme_new.html", form=form), form.status


@blueprint.route(f"{PROGRAMME}/<int:session_id>", methods=["GET", "POST"])
def programme_edit(session_id: int) -> ResponseReturnValue:
    """Change a session."""
    event, who, now = access.event(), access.organizer(), access.now()
    session = programme_service.session_of(event, session_id)
    form = SessionForm.of(event, session)
    marks: list[int] = []
    if form.carried_out(lambda: marks.append(programme_service.change(event, session, form.values(), who, now))):
        flash(_("Saved."), "success")
        if marks[0]:
            flash(_marks_sentence(marks[0]), "warning")
        return see_other(url_for("organizer.programme"))
    attending = programme_service.attending_by_session(event).get(session.id, 0)
    page = render_template("organizer/programme_edit.html", form=form, session=session, attending=attending)
    return page, form.status


@blueprint.post(f"{PROGRAMME}/<int:session_id>/remove")
def programme_remove(session_id: int) -> ResponseReturnValue:
    """Take a session out of the programme."""
    event, who, now = access.event(), access.organizer(), access.now()
    session = programme_service.session_of(event, session_id)
    return answer_of(
        lambda: programme_service.remove(event, session, who, now),
        _("“%(title)s” is removed.", title=session.title),
        url_for("organizer.programme"),
    )


@blueprint.post(f"{PROGRAMME}/<int:session_id>/cancel")
def programme_cancel(session_id: int) -> ResponseReturnValue:
    """Cancel a session that people attend."""
    event, who, now = access.event(), access.organizer(), access.now()
    session = programme_service.session_of(event, session_id)
    return answer_of(
        lambda: programme_service.cancel(event, session, who, now),
        _("“%(title)s” is cancelled; programme and calendars say so.", title=session.title),
        url_for("organizer.programme"),
    )


def _marks_sentence(count: int) -> str:
    return ngettext(
        "%(num)d participant had marked a slot as not free that is gone now.",
        "%(num)d participants had marked slots as not free that are gone now.",
        count,
    )
