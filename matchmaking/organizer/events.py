"""An organizer's events."""

from __future__ import annotations

from matchmaking.organizer import blueprint


@blueprint.get("/")
def events() -> str:
    """Every event of this organizer."""
    return ""


@blueprint.route("/events/new", methods=["GET", "POST"])
def events_new() -> str:
    """Set up a new event."""
    return ""
