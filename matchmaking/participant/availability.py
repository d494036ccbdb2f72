"""When one can meet."""

from __future__ import annotations

from matchmaking.participant import blueprint


@blueprint.get("/availability")
def availability() -> str:
    """Show the page."""
    return ""
