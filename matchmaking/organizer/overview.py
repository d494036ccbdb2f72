"""Where an event stands."""

from __future__ import annotations

from matchmaking.organizer import blueprint


@blueprint.get("/events/<slug>/")
def overview() -> str:
    """Where the event stands."""
    return ""
