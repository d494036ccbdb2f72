"""Participants: the list, and each of them."""

from __future__ import annotations

from matchmaking.organizer import blueprint


@blueprint.get("/events/<slug>/participants")
def participants() -> str:
    """Everybody who is known at the event."""
    return ""


@blueprint.get("/events/<slug>/participants/<int:participant_id>")
def participants_participant(participant_id: int) -> str:
    """One of them."""
    del participant_id
    return ""
