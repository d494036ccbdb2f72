"""Meeting requests: the list, and each of them."""

from __future__ import annotations

from matchmaking.organizer import blueprint


@blueprint.get("/events/<slug>/requests")
def requests() -> str:
    """Who asks whom."""
    return ""


@blueprint.get("/events/<slug>/requests/<int:request_id>")
def requests_request(request_id: int) -> str:
    """One of them."""
    del request_id
    return ""
