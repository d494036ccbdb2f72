"""One's own profile."""

from __future__ import annotations

from matchmaking.participant import blueprint


@blueprint.get("/profile")
def profile() -> str:
    """Show the page."""
    return ""
