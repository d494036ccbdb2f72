"""Zones and tables."""

from __future__ import annotations

from matchmaking.organizer import blueprint


@blueprint.get("/events/<slug>/tables")
def places() -> str:
    """Zones with their tables."""
    return ""
