"""The organizers' pages: behind their sign-in, each within one of their own events."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, request, url_for
from flask_babel import gettext as _

from matchmaking import access

blueprint = Blueprint("organizer", __name__, url_prefix="/organizer")
blueprint.before_request(access.guard_organizer)


@blueprint.context_processor
def navigation() -> dict[str, Any]:
    """The tabs of an event; a page belongs to the tab whose name its endpoint begins with."""
    if g.get("failing"):
        return {}
    context: dict[str, Any] = {
        "sign_out_url": url_for("public.sign_out"),
        "account_url": url_for("organizer.account"),
    }
    if g.get("event") is None:
        return context
    tabs = (
        ("overview", _("Overview")),
        ("settings", _("Event")),
        ("programme", _("Programme")),
        ("places", _("Tables")),
        ("types", _("Types")),
        ("participants", _("Participants")),
        ("organizations", _("Organizations")),
        ("requests", _("Requests")),
        ("imports", _("Import")),
        ("schedule", _("Schedule")),
    )
    here = (request.endpoint or "").removeprefix("organizer.")
    if here.startswith("organizers"):
        here = "settings"  # who organizes the event is one of its pages
    context["nav_items"] = [(label, url_for(f"organizer.{name}"), here.startswith(name)) for name, label in tabs]
    context["event_url"] = url_for("organizer.overview")
    return context


from matchmaking.organizer import (  # noqa: F401
    account,
    downloads,
    drafts,
    events,
    imports,
    organizations,
    organizers,
    overview,
    participant,
    participants,
    places,
    programme,
    requests,
    runs,
    schedule,
    settings,
    stands,
    types,
    versions,
)
