"""The agenda: as a page, on paper, and in one's own calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _

from matchmaking import access, calendar_answers
from matchmaking.extensions import db
from matchmaking.pages import see_other
from matchmaking.participant import blueprint
from matchmaking.services.afterwards import feedback, feedback_links
from matchmaking.services.agenda import agendas, calendars, colleagues, now_next, offline, plans, proposals
from matchmaking.services.mail import addresses
from matchmaking.services.people import directory, memberships, participants
from matchmaking.services.schedule import publishing

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response


@blueprint.get("/")
def start() -> Response:
    """Where a participant's pages begin."""
    return redirect(url_for("participant.agenda"), code=303)


@blueprint.get("/agenda")
def agenda() -> Response:
    """Show the agenda as last published, and the ways to keep it."""
    who, event = access.participant(), access.event()
    days, saved_for = agendas.days_of(event, who), offline.sign_of(who)
    glance = now_next.of(days, access.now())
    feed_url = addresses.page("feeds.personal", token=participants.token_of_feed(who))
    page = render_template(
        "participant/agenda.html",
        who=who,
        days=days,
        glance=glance,
        proposed=proposals.open_for(who, access.now()),
        plan=plans.of(event) if days else None,
        at_table=now_next.table_of(glance),
        saved_for=saved_for,
        also_there=calendars.also_there,
        has_colleagues=directory.has_colleagues(who),
        newcomers=memberships.waiting_for(who),
        version=publishing.in_force(event),
        feed_url=feed_url,
        webcal_url=f"webcal:{feed_url.partition(':')[2]}",
        feedback_token=feedback_links.token_of(who) if feedback.items_of(who, access.now()) else None,
    )
    answer = make_response(page)
    if not access.is_acting():
        answer.headers[offline.HEADER] = saved_for
    return answer


@blueprint.get("/offline")
def agenda_offline() -> str:
    """Say that there is no network; browsers keep it, and show it then."""
    return render_template("participant/agenda_offline.html")


@blueprint.get("/agenda/print")
def agenda_print() -> str:
    """The agenda for paper, without what was cancelled."""
    who, event = access.participant(), access.event()
    return render_template(
        "participant/agenda_print.html",
        who=who,
        days=agendas.days_of(event, who),
        also_there=calendars.also_there,
        version=publishing.in_force(event),
    )


@blueprint.get("/agenda/colleagues")
def agenda_colleagues() -> str:
    """Whom those of the same organization meet, as far as they show it."""
    who = access.participant()
    return render_template(
        "participant/agenda_colleagues.html",
        who=who,
        shown=colleagues.shown_to(who, access.event()),
        newcomers=memberships.waiting_for(who),
    )


@blueprint.post("/agenda/show")
def agenda_show() -> ResponseReturnValue:
    """Let colleagues see the agenda, or not any more."""
    colleagues.show(access.participant(), access.now(), wanted=request.form.get("wanted") == "1")
    db.session.commit()
    flash(_("Saved."), "success")
    return see_other(url_for("participant.agenda_colleagues"))


@blueprint.get("/agenda.ics")
def agenda_ics() -> Response:
    """The agenda as a file to keep, which is the feed as it is now."""
    event = access.event()
    return calendar_answers.answer(
        calendars.of_participant(event, access.participant()), filename=f"{event.slug}.ics", attached=True
    )


@blueprint.post("/agenda/address")
def agenda_new_address() -> ResponseReturnValue:
    """Give the feed a new address; the old one answers no more."""
    participants.new_feed_address(access.participant())
    db.session.commit()
    flash(_("Your feed has a new address. Calendars with the old one are no longer brought up to date."), "success")
    return see_other(url_for("participant.agenda", _anchor="subscribe"))


@blueprint.post("/agenda/alarm")
def agenda_alarm() -> ResponseReturnValue:
    """Switch the reminder ten minutes before a meeting on or off."""
    wanted = request.form.get("wanted") == "1"
    participants.set_alarm(access.participant(), wanted, access.now())
    db.session.commit()
    flash(_("Reminders are on.") if wanted else _("Reminders are off."), "success")
    return see_other(url_for("participant.agenda", _anchor="subscribe"))


@blueprint.get("/meetings/<int:meeting_id>")
def meeting(meeting_id: int) -> str:
    """One meeting: with whom, when, where."""
    who = access.participant()
    view = agendas.meeting_of(who, meeting_id)
    return render_template(
        "participant/meeting.html",
        who=who,
        view=view,
        also_there=calendars.also_there,
        colleagues=agendas.colleagues_meeting(who, view.partner),
        plan=plans.of(access.event()),
        change=proposals.latest(who, meeting_id),
    )
