"""What everyone may see: events, their programmes, registration and the ways in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, g, request, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.services.people import participants

if TYPE_CHECKING:
    from matchmaking.models import Participant

blueprint = Blueprint("public", __name__)
blueprint.before_request(access.guard_public)


@blueprint.context_processor
def navigation() -> dict[str, Any]:
    """Within an event: its public pages, and the way to one's own."""
    if g.get("failing"):
        return {}
    who = access.viewer()
    if g.get("event") is None:
        context: dict[str, Any] = {"sign_in_url": url_for("public.organizer_sign_in")}
        if who.organizer:
            context |= {"account_url": url_for("organizer.events"), "sign_out_url": url_for("public.sign_out")}
        return context
    context = {
        "own_page": _own_page(who.participant) if who.participant else None,
        "event_url": url_for("public.event"),
        "notice_urls": (url_for("public.privacy"), url_for("public.accessibility")),
        "nav_items": [
            (_("About"), url_for("public.event"), _is("event")),
            (_("Programme"), url_for("public.programme"), _is("programme")),
        ],
        "sign_in_url": url_for("public.sign_in"),
        "sign_out_url": url_for("public.sign_out"),
    }
    if who.participant:
        context["nav_items"].append((*context["own_page"], False))
        context["account_url"] = url_for("participant.profile")
    elif who.organizer:
        context["account_url"] = url_for("organizer.events")
    return context


def _own_page(who: Participant) -> tuple[str, str]:
    if participants.has_left(who):
        return _("Your data"), url_for("participant.profile")
    return _("My agenda"), url_for("participant.agenda")


def _is(name: str) -> bool:
    return request.endpoint == f"public.{name}"


from matchmaking.public import (  # noqa: F401
    answer,
    event,
    feedback,
    hall,
    home,
    installing,
    language,
    link,
    look,
    mails,
    notices,
    organizer_sign_in,
    outbox,
    programme,
    registration,
    series,
    sign_in,
)
