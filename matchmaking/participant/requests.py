"""Requests sent and received."""

from __future__ import annotations

from matchmaking.participant import blueprint


@blueprint.get("/requests")
def requests() -> str:
    """Show the page."""
    return ""


@blueprint.post("/people/<int:participant_id>/request")
def requests_send(participant_id: int) -> str:
    """Show the page."""
    del participant_id
    return ""


@blueprint.post("/requests/<int:request_id>/accept")
def requests_accept(request_id: int) -> str:
    """Show the page."""
    del request_id
    return ""


@blueprint.post("/requests/<int:request_id>/decline")
def requests_decline(request_id: int) -> str:
    """Show the page."""
    del request_id
    return ""


@blueprint.post("/requests/<int:request_id>/withdraw")
def requests_withdraw(request_id: int) -> str:
    """Show the page."""
    del request_id
    return ""


@blueprint.post("/requests/<int:request_id>/rank")
def requests_rank(request_id: int) -> str:
    """Show the page."""
    del request_id
    return ""
