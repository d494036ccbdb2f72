"""An organization whose people a participant may meet, and requests to it: whoever of it fits has the meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.extensions import db, limiter
from matchmaking.forms import UNPROCESSABLE
from matchmaking.models import RequestStatus
from matchmaking.pages import see_other
from matchmaking.participant import blueprint, ranking
from matchmaking.participant.request_forms import RequestForm
from matchmaking.services.people import directory, shortlist
from matchmaking.services.requests import organization_requests as services
from matchmaking.services.requests import organization_sides, quotas
from matchmaking.services.setup import phases

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from matchmaking.models import OrganizationRequest

TO_ALL = "/requests/organizations/<int:to_all_id>"


@blueprint.get("/organizations/<int:organization_id>")
def organization(organization_id: int) -> str:
    """Show who of an organization takes part, and what can be asked of it."""
    return _page(organization_id, RequestForm())


@blueprint.post("/organizations/<int:organization_id>/request")
@limiter.limit("60 per minute; 600 per day", key_func=lambda: f"participant {access.participant().id}")
def organization_ask(organization_id: int) -> ResponseReturnValue:
    """Ask an organization for a meeting."""
    who = access.participant()
    asked = organization_sides.organization(who, organization_id)
    form = RequestForm()
    sent: list[OrganizationRequest] = []

    def ask() -> None:
        sent.append(
            services.ask(
                who,
                asked,
                form.priority,
                form.message.data or "",
                access.now(),
                colleagues=form.colleagues.data,
                by_organizers=access.is_acting(),
            )
        )

    if not form.carried_out(ask):
        return _page(organization_id, form), UNPROCESSABLE
    if sent[0].status is RequestStatus.ACCEPTED:
        flash(_("Somebody of %(name)s has asked as well: you have agreed to meet.", name=asked.name), "success")
        return see_other(url_for("participant.requests"))
    flash(_("Your request to %(name)s is sent.", name=asked.name), "success")
    return see_other(url_for("participant.organization", organization_id=organization_id))


@blueprint.post(f"{TO_ALL}/accept")
def organization_accept(to_all_id: int) -> ResponseReturnValue:
    """Agree to meet whoever has asked one's organization."""
    who = access.participant()
    given = services.accept(services.put_to(who, to_all_id), who, access.now(), by_organizers=access.is_acting())
    db.session.commit()
    flash(_("You meet %(name)s. The schedule will say when and where.", name=given.requester.name), "success")
    return see_other(url_for("participant.requests"))


@blueprint.post(f"{TO_ALL}/decline")
def organization_decline(to_all_id: int) -> ResponseReturnValue:
    """Say no for oneself; the others of the organization can still accept."""
    who = access.participant()
    received = services.put_to(who, to_all_id)
    services.decline(received, who, access.now())
    db.session.commit()
    flash(_("You do not meet %(name)s for your organization.", name=received.requester.name), "success")
    return see_other(url_for("participant.requests"))


@blueprint.post(f"{TO_ALL}/withdraw")
def organization_withdraw(to_all_id: int) -> ResponseReturnValue:
    """Take a request to an organization back."""
    sent = services.sent_by(access.participant(), to_all_id)
    services.withdraw(sent, access.now())
    db.session.commit()
    flash(_("Your request to %(name)s is withdrawn.", name=sent.organization.name), "success")
    return see_other(url_for("participant.requests"))


@blueprint.post(f"{TO_ALL}/rank")
def organization_rank(to_all_id: int) -> ResponseReturnValue:
    """Change how much a meeting is wished for."""
    sent = services.sent_by(access.participant(), to_all_id)
    return ranking.change(
        lambda priority: services.reprioritise(sent, priority, access.now(), by_organizers=access.is_acting()),
        sent.organization.name,
        f"organization-{to_all_id}",
    )


def _page(organization_id: int, form: RequestForm) -> str:
    who, event, now = access.participant(), access.event(), access.now()
    shown = organization_sides.organization(who, organization_id)
    people = organization_sides.meetable_of(who, shown)
    return render_template(
        "participant/organization.html",
        who=who,
        organization=shown,
        people=people,
        form=form,
        standing=organization_sides.standing(who, shown, booking_over=phases.booking_is_over(event, now)),
        quota=quotas.of(event, who),
        booking_open=phases.booking_is_open(event, now),
        has_colleagues=directory.has_colleagues(who),
        marks=directory.marks(who, people, booking_over=phases.booking_is_over(event, now)),
        starred=shortlist.starred(who, people),
    )
