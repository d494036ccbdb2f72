"""An event's own look: a stylesheet of its colours, and its logo. Both addresses change with what they hold."""

from __future__ import annotations

from flask import Response, request

from matchmaking import access
from matchmaking.public import blueprint
from matchmaking.services.setup import look as looks

FOR_GOOD = "private, max-age=31536000, immutable"


@blueprint.get("/e/<slug>/look.css")
def look() -> Response:
    """Answer the event's colours."""
    event = access.event()
    return _kept(Response(looks.stylesheet(event), mimetype="text/css"), looks.version(event))


@blueprint.get("/e/<slug>/logo.png")
def logo() -> Response:
    """Answer the event's logo."""
    event = access.event()
    return _kept(Response(looks.logo_of(event), mimetype="image/png"), event.logo_hash[:16])


def _kept(answer: Response, version: str) -> Response:
    """Kept for good where the address names what it holds, else asked for again each time."""
    answer.headers["Cache-Control"] = FOR_GOOD if request.args.get("v") == version else "private, no-cache"
    return answer
