"""An organizer's own account."""

from __future__ import annotations

from matchmaking.organizer import blueprint


@blueprint.get("/account")
def account() -> str:
    """The account."""
    return ""
