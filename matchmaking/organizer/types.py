"""Participation types and who may meet whom."""

from __future__ import annotations

from matchmaking.organizer import blueprint


@blueprint.get("/events/<slug>/types")
def types() -> str:
    """Types and rules."""
    return ""
