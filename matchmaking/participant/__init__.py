"""The participants' pages: behind the sign-in to one event."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, request, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.participant import acting, leaving
from matchmaking.services.documents import endorsing
from matchmaking.services.people import participants

blueprint = Blueprint("participant", __name__, url_prefix="/e/<slug>/me")
blueprint.before_request(access.guard_participant)
blueprint.before_request(leaving.lead_to_data)
blueprint.before_request(acting.note_or_refuse)


@blueprint.context_processor
def navigation() -> dict[str, Any]:
    """The tabs; a page belongs to the tab whose name its endpoint begins with."""
    if g.get("failing"):
        return {}
    tabs: tuple[tuple[str, str], ...] = (
        ("agenda", _("Agenda")),
        ("suggestions", _("Suggestions")),
        ("directory", _("Directory")),
        ("requests", _("Requests")),
        ("availability", _("Availability")),
        ("profile", _("Profile")),
    )
    if participants.has_left(access.participant()):
        tabs = (("profile", _("Your data")),)
    elif endorsing.any_readable(access.participant()):
        tabs = (*tabs[:-1], ("documents", _("Documents")), tabs[-1])
    here = (request.endpoint or "").removeprefix("participant.")
    if here == "meeting":  # one entry of the agenda
        here = "agenda"
    elif here.startswith("organization"):
        here = "directory"
    return {
        "nav_items": [(label, url_for(f"participant.{name}"), here.startswith(name)) for name, label in tabs],
        "event_url": url_for("public.event"),
        "notice_urls": (url_for("public.privacy"), url_for("public.accessibility")),
        "account_url": url_for("participant.profile"),
        "sign_out_url": url_for("public.sign_out"),
    }


from matchmaking.participant import (  # noqa: F401
    agenda,
    availability,
    changes,
    colleagues,
    directory,
    documents,
    organizations,
    profile,
    profile_steps,
    requests,
    shortlist,
    suggestions,
)
