"""Meeting requests: sent, received, and the meetings that came of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.extensions import db, limiter
from matchmaking.forms import UNPROCESSABLE
from matchmaking.pages import see_other
from matchmaking.participant import blueprint, ranking
from matchmaking.participant.directory import person_page
from matchmaking.participant.request_forms import RankForm, RequestForm
from matchmaking.services.people import directory, memberships
from matchmaking.services.requests import meeting_requests as services
from matchmaking.services.requests import quotas, request_lists
from matchmaking.services.setup import phases

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


@blueprint.get("/requests")
def requests() -> str:
    """List what waits for an answer, what was agreed on, and what was sent."""
    who, event, now = access.participant(), access.event(), access.now()
    return render_template(
        "participant/requests.html",
        who=who,
        lists=request_lists.of(who, booking_over=phases.booking_is_over(event, now)),
        quota=quotas.of(event, who),
        booking_open=phases.booking_is_open(event, now),
        has_colleagues=directory.has_colleagues(who),
        newcomers=memberships.waiting_for(who),
        rank_form=RankForm(),
    )


@blueprint.get("/requests/ranks")
def requests_ranks() -> str:
    """Show what was sent by rank, to be moved from one to another."""
    who, event = access.participant(), access.event()
    return render_template(
        "participant/requests_ranks.html",
        who=who,
        ranked=request_lists.by_rank(who),
        quota=quotas.of(event, who),
        booking_open=phases.booking_is_open(event, access.now()),
    )


@blueprint.post("/people/<int:participant_id>/request")
@limiter.limit("60 per minute; 600 per day", key_func=lambda: f"participant {access.participant().id}")
def requests_send(participant_id: int) -> ResponseReturnValue:
    """Ask somebody for a meeting."""
    who = access.participant()
    person = directory.person(who, participant_id)
    form = RequestForm()
    if form.carried_out(
        lambda: services.send(
            who,
            person,
            form.priority,
            form.message.data or "",
            access.now(),
            colleagues=form.colleagues.data,
            by_organizers=access.is_acting(),
        )
    ):
        flash(_("Your request to %(name)s is sent.", name=person.name), "success")
        return see_other(url_for("participant.directory_person", participant_id=participant_id))
    return person_page(participant_id, form), UNPROCESSABLE


@blueprint.post("/requests/<int:request_id>/accept")
def requests_accept(request_id: int) -> ResponseReturnValue:
    """Agree to meet."""
    received = services.received_by(access.participant(), request_id)
    services.accept(
        received,
        access.now(),
        colleagues=request.form.get("colleagues") == "1",
        by_organizers=access.is_acting(),
    )
    db.session.commit()
    flash(_("You meet %(name)s. The schedule will say when and where.", name=received.requester.name), "success")
    return see_other(url_for("participant.requests"))


@blueprint.post("/requests/<int:request_id>/decline")
def requests_decline(request_id: int) -> ResponseReturnValue:
    """Say no, or call a meeting off."""
    received = services.received_by(access.participant(), request_id)
    services.decline(received, access.now())
    db.session.commit()
    flash(_("The meeting with %(name)s will not take place.", name=received.requester.name), "success")
    return see_other(url_for("participant.requests"))


@blueprint.post("/requests/<int:request_id>/withdraw")
def requests_withdraw(request_id: int) -> ResponseReturnValue:
    """Take a request back, or call a meeting off."""
    sent = services.sent_by(access.participant(), request_id)
    services.withdraw(sent, access.now())
    db.session.commit()
    flash(_("Your request to %(name)s is withdrawn.", name=sent.recipient.name), "success")
    return see_other(url_for("participant.requests"))


@blueprint.post("/requests/<int:request_id>/rank")
def requests_rank(request_id: int) -> ResponseReturnValue:
    """Change how much a meeting is wished for."""
    sent = services.sent_by(access.participant(), request_id)
    return ranking.change(
        lambda priority: services.reprioritise(sent, priority, access.now(), by_organizers=access.is_acting()),
        sent.recipient.name,
        f"request-{request_id}",
    )
