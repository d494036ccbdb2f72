"""Whom one may meet."""

from __future__ import annotations

from matchmaking.participant import blueprint


@blueprint.get("/people")
def directory() -> str:
    """Show the page."""
    return ""


@blueprint.get("/people/<int:participant_id>")
def directory_person(participant_id: int) -> str:
    """Show the page."""
    del participant_id
    return ""
