"""Answering one request by the link in its mail: a page with two buttons, no sign-in, for this one act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import g, render_template, url_for
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from matchmaking import access
from matchmaking.extensions import db
from matchmaking.forms import Form
from matchmaking.models import Event, MeetingRequest
from matchmaking.pages import see_other
from matchmaking.public import blueprint
from matchmaking.services.people import directory
from matchmaking.services.requests import answer_links, meeting_requests, organization_requests, organization_sides
from matchmaking.services.setup import phases

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue

    from matchmaking.models import OrganizationRequest, Participant


class AnswerForm(Form):
    """Two buttons, and whether a colleague may go."""

    colleagues = BooleanField(_l("Whoever of my organization is free may attend"))


@blueprint.get("/answer/<token>")
def answer(token: str) -> str:
    """Show who asks, and what became of it."""
    return _page(token, _request(token), AnswerForm())


@blueprint.post("/answer/<token>/accept")
def answer_accept(token: str) -> ResponseReturnValue:
    """Agree to meet."""
    request, form = _request(token), AnswerForm()
    return _carried_out(
        token,
        request,
        form,
        lambda: meeting_requests.accept(request, access.now(), colleagues=form.colleagues.data),
    )


@blueprint.post("/answer/<token>/decline")
def answer_decline(token: str) -> ResponseReturnValue:
    """Say no, quietly and for good."""
    request = _request(token)
    return _carried_out(
        token, request, AnswerForm(), lambda: meeting_requests.decline_unanswered(request, access.now())
    )


@blueprint.get("/answer/organizations/<int:request_id>/<token>")
def answer_organization(request_id: int, token: str) -> str:
    """Show who asks one's organization, and what became of it."""
    return _page_to_all(request_id, token, Form())


@blueprint.post("/answer/organizations/<int:request_id>/<token>/accept")
def answer_organization_accept(request_id: int, token: str) -> ResponseReturnValue:
    """Agree to meet whoever asked."""
    request, reader = _request_to_all(request_id, token)
    return _carried_out_to_all(request_id, token, lambda: organization_requests.accept(request, reader, access.now()))


@blueprint.post("/answer/organizations/<int:request_id>/<token>/decline")
def answer_organization_decline(request_id: int, token: str) -> ResponseReturnValue:
    """Say no for oneself."""
    request, reader = _request_to_all(request_id, token)
    return _carried_out_to_all(request_id, token, lambda: organization_requests.decline(request, reader, access.now()))


def _carried_out_to_all(request_id: int, token: str, act: Callable[[], object]) -> ResponseReturnValue:
    form = Form()
    if form.carried_out(act):
        return see_other(url_for("public.answer_organization", request_id=request_id, token=token))
    return _page_to_all(request_id, token, form), form.status


def _request_to_all(request_id: int, token: str) -> tuple[OrganizationRequest, Participant]:
    request, reader = answer_links.organization_request_of(request_id, token)
    g.event = db.session.get_one(Event, request.event_id)
    g.slug = g.event.slug
    return request, reader


def _page_to_all(request_id: int, token: str, form: Form) -> str:
    request, reader = _request_to_all(request_id, token)
    waits = organization_sides.is_asked(request, reader)
    return render_template(
        "public/answer_organization.html",
        token=token,
        request_=request,
        reader=reader,
        person=request.requester,
        form=form,
        waits=waits and phases.booking_is_open(g.event, access.now()),
        meets=organization_sides.have_agreed(request.requester, reader),
    )


def _carried_out(
    token: str, request: MeetingRequest, form: AnswerForm, act: Callable[[], object]
) -> ResponseReturnValue:
    if form.carried_out(act):
        return see_other(url_for("public.answer", token=token))
    return _page(token, request, form), form.status


def _request(token: str) -> MeetingRequest:
    """The request of the link; the page belongs to its event, also where it is not listed."""
    request = answer_links.request_of(token)
    g.event = db.session.get_one(Event, request.event_id)
    g.slug = g.event.slug
    return request


def _page(token: str, request: MeetingRequest, form: AnswerForm) -> str:
    return render_template(
        "public/answer.html",
        token=token,
        request_=request,
        person=request.requester,
        form=form,
        open=phases.booking_is_open(g.event, access.now()),
        has_colleagues=directory.has_colleagues(request.recipient),
    )
