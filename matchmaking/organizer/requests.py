"""Meeting requests: the list, and each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.extensions import db
from matchmaking.models import Priority, RequestStatus
from matchmaking.organizer import blueprint
from matchmaking.organizer.exports import list_file
from matchmaking.organizer.labels import priority_labels, request_statuses
from matchmaking.organizer.request_forms import NewRequestForm, RequestForm
from matchmaking.pages import listing, see_other
from matchmaking.services.files.lists import organization_requests
from matchmaking.services.files.lists import requests as request_list
from matchmaking.services.files.lists.requests import Search
from matchmaking.services.requests import request_desk

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response as BaseResponse

    from matchmaking.models import MeetingRequest
    from matchmaking.pages import Listing

REQUESTS = "/events/<slug>/requests"
ONE = f"{REQUESTS}/<int:request_id>"
STATUSES = tuple(status.value for status in RequestStatus)
PRIORITIES = tuple(str(priority.value) for priority in Priority)


@blueprint.get(REQUESTS)
def requests() -> str:
    """Who asks whom."""
    event, (look, search) = access.event(), _look()
    look = look.with_total(request_list.count(event, search))
    return render_template(
        "organizer/requests.html",
        listing=look,
        to_organizations=organization_requests.count(event),
        statuses=request_statuses(),
        priorities=priority_labels(),
        entries=request_list.entries(
            event, search, sort=look.sort, descending=look.descending, offset=look.offset, limit=look.per_page
        ),
    )


@blueprint.get(f"{REQUESTS}.xlsx", defaults={"format": "xlsx"})
@blueprint.get(f"{REQUESTS}.csv", defaults={"format": "csv"})
def requests_export(format: str) -> Response:  # noqa: A002 - the word in the address
    """The same list as a file."""
    look, search = _look()
    header, rows = request_list.table(access.event(), search, sort=look.sort, descending=look.descending)
    return list_file(format, "requests", header, rows)


@blueprint.route(f"{REQUESTS}/add", methods=["GET", "POST"])
def requests_add() -> ResponseReturnValue:
    """Let one participant ask another."""
    form = NewRequestForm()
    if request.method == "GET":
        form.requester.data = request.args.get("requester", "")
    added: list[MeetingRequest] = []

    def add() -> None:
        added.append(
            request_desk.add(
                access.event(),
                form.requester.data or "",
                form.recipient.data or "",
                form.chosen_priority,
                form.message.data or "",
                access.organizer(),
                access.now(),
                accepted=form.state.data == RequestStatus.ACCEPTED.value,
            )
        )

    if form.carried_out(add):
        return see_other(url_for("organizer.requests_request", request_id=added[0].id))
    return render_template("organizer/requests_add.html", form=form), form.status


@blueprint.route(ONE, methods=["GET", "POST"])
def requests_request(request_id: int) -> ResponseReturnValue:
    """One request: who asks whom, how much, and what has become of it."""
    event, found = access.event(), request_list.request(access.event(), request_id)
    form = RequestForm()
    if not form.is_submitted():
        form.show(found)

    def change() -> None:
        message = form.message.data or ""
        request_desk.change(event, found, form.chosen_priority, message, access.organizer(), access.now())

    if form.carried_out(change):
        flash(_("The request is changed."), "success")
        return see_other(url_for("organizer.requests_request", request_id=found.id))
    other = request_list.counterpart(found)
    return render_template("organizer/request.html", request=found, other=other, form=form), form.status


@blueprint.post(f"{ONE}/accept")
def requests_accept(request_id: int) -> BaseResponse:
    """Accept for the recipient."""
    found = request_list.request(access.event(), request_id)
    request_desk.accept(access.event(), found, access.organizer(), access.now())
    return _done(found)


@blueprint.post(f"{ONE}/decline")
def requests_decline(request_id: int) -> BaseResponse:
    """Decline for the recipient."""
    found = request_list.request(access.event(), request_id)
    request_desk.decline(found, access.organizer(), access.now())
    return _done(found)


@blueprint.post(f"{ONE}/withdraw")
def requests_withdraw(request_id: int) -> BaseResponse:
    """Withdraw for the requester."""
    found = request_list.request(access.event(), request_id)
    request_desk.withdraw(found, access.organizer(), access.now())
    return _done(found)


def _done(found: MeetingRequest) -> BaseResponse:
    db.session.commit()
    flash(_("The request is now: %(status)s.", status=request_statuses()[found.status.value]), "success")
    return see_other(url_for("organizer.requests_request", request_id=found.id))


def _look() -> tuple[Listing, Search]:
    look = listing(request_list.SORTS, {"status": STATUSES, "priority": PRIORITIES, "mutual": ("yes", "no")})
    return look, Search(words=look.q, **look.filters)
