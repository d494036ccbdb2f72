"""An event's settings."""

from __future__ import annotations

from matchmaking.organizer import blueprint


@blueprint.route("/events/<slug>/settings", methods=["GET", "POST"])
def settings() -> str:
    """Name, days, place, languages."""
    return ""
