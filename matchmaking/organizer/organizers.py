"""The organizers of an event."""

from __future__ import annotations

from matchmaking.organizer import blueprint


@blueprint.get("/events/<slug>/organizers")
def organizers() -> str:
    """Who organizes the event."""
    return ""
