"""The personal feed."""

from __future__ import annotations

from matchmaking.feeds import blueprint


@blueprint.get("/<token>.ics")
def personal(token: str) -> str:
    """Answer one participant's calendar."""
    del token
    return ""
