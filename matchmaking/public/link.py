"""What a mailed link leads to."""

from __future__ import annotations

from matchmaking.public import blueprint


@blueprint.route("/link/<token>", methods=["GET", "POST"])
def link(token: str) -> str:
    """One button."""
    del token
    return ""
