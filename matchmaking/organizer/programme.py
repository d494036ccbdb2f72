"""The programme."""

from __future__ import annotations

from matchmaking.organizer import blueprint


@blueprint.get("/events/<slug>/programme")
def programme() -> str:
    """Sessions by day."""
    return ""


@blueprint.route("/events/<slug>/programme/<int:session_id>", methods=["GET", "POST"])
def programme_edit(session_id: int) -> str:
    """Change a session."""
    del session_id
    return ""
