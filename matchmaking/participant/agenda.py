"""The agenda."""

from __future__ import annotations

from matchmaking.participant import blueprint


@blueprint.get("/")
def agenda() -> str:
    """Show the page."""
    return ""


@blueprint.get("/print")
def agenda_print() -> str:
    """Show the page."""
    return ""


@blueprint.get("/agenda.ics")
def agenda_ics() -> str:
    """Show the page."""
    return ""


@blueprint.post("/feed-address")
def agenda_new_address() -> str:
    """Show the page."""
    return ""


@blueprint.post("/alarm")
def agenda_alarm() -> str:
    """Show the page."""
    return ""


@blueprint.get("/meetings/<int:meeting_id>")
def meeting(meeting_id: int) -> str:
    """Show the page."""
    del meeting_id
    return ""
