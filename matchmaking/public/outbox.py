"""The outbox."""

from __future__ import annotations

from matchmaking.public import blueprint


@blueprint.get("/outbox")
def outbox() -> str:
    """Mails, newest first."""
    return ""
