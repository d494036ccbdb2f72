"""Requests to organizations: the list, and each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.extensions import db
from matchmaking.models import RequestStatus
from matchmaking.organizer import blueprint
from matchmaking.organizer.labels import priority_labels, request_statuses
from matchmaking.organizer.requests import REQUESTS
from matchmaking.pages import listing, see_other
from matchmaking.services.files.lists import organization_requests as request_list
from matchmaking.services.files.lists import people as people_list
from matchmaking.services.requests import organization_sides, request_desk

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

TO_ALL = f"{REQUESTS}/organizations"
ONE = f"{TO_ALL}/<int:to_all_id>"
STATUSES = tuple(status.value for status in RequestStatus)


@blueprint.get(TO_ALL)
def requests_organizations() -> str:
    """Who asks which organization."""
    event, look = access.event(), listing(("created",), {"status": STATUSES})
    look = look.with_total(request_list.count(event, look.q, look.filters["status"]))
    return render_template(
        "organizer/requests_organizations.html",
        listing=look,
        statuses=request_statuses(),
        priorities=priority_labels(),
        requests=request_list.entries(event, look.q, look.filters["status"], offset=look.offset, limit=look.per_page),
    )


@blueprint.get(ONE)
def requests_organization(to_all_id: int) -> str:
    """One request: who asks which organization, and who of it can accept."""
    found = request_list.request(access.event(), to_all_id)
    pending = found.status is RequestStatus.PENDING
    return render_template(
        "organizer/requests_organization.html",
        request=found,
        priorities=priority_labels(),
        asked=organization_sides.asked(found.requester, found.organization) if pending else [],
    )


@blueprint.post(f"{ONE}/accept/<int:participant_id>")
def requests_organization_accept(to_all_id: int, participant_id: int) -> ResponseReturnValue:
    """Accept for one of the organization."""
    event = access.event()
    found = request_list.request(event, to_all_id)
    person = people_list.person(event, participant_id)
    given = request_desk.accept_for_organization(event, found, person, access.organizer(), access.now())
    db.session.commit()
    flash(_("%(one)s and %(other)s have agreed to meet.", one=found.requester.name, other=person.name), "success")
    return see_other(url_for("organizer.requests_request", request_id=given.id))


@blueprint.post(f"{ONE}/withdraw")
def requests_organization_withdraw(to_all_id: int) -> ResponseReturnValue:
    """Withdraw for the requester."""
    found = request_list.request(access.event(), to_all_id)
    request_desk.withdraw_from_organization(found, access.organizer(), access.now())
    db.session.commit()
    flash(_("The request is now: %(status)s.", status=request_statuses()[found.status.value]), "success")
    return see_other(url_for("organizer.requests_organization", to_all_id=to_all_id))
