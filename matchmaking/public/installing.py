"""What makes an agenda installable: the manifest, its icons, and the worker that keeps the last copy."""

from __future__ import annotations

from pathlib import Path

from flask import Response, current_app, jsonify, url_for

from matchmaking import access
from matchmaking.public import blueprint
from matchmaking.services.setup import icons
from matchmaking.services.words.wordings import worded

ICONS = ("192", "512")
A_DAY = "private, max-age=86400"


@blueprint.get("/worker.js")
def worker() -> Response:
    """Answer from the top of the site, so that each event's own pages may use it; it holds nothing of anybody."""
    answer = Response(Path(current_app.static_folder or "", "js/worker.js").read_bytes(), mimetype="text/javascript")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@blueprint.get("/e/<slug>/manifest.webmanifest")
def manifest() -> Response:
    """Describe the event's pages to a phone that puts them on its screen."""
    event = access.event()
    agenda = url_for("participant.agenda")
    answer = jsonify(
        id=agenda,
        name=worded(event, "name"),
        short_name=worded(event, "name"),
        start_url=agenda,
        scope=agenda.removesuffix("agenda"),
        display="standalone",
        theme_color=icons.colour_of(event),
        background_color="#fbfbfa",
        icons=[
            {
                "src": url_for("public.icon", size=size),
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": purpose,
            }
            for size in ICONS
            for purpose in ("any", "maskable")
        ],
    )
    answer.mimetype = "application/manifest+json"
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@blueprint.get("/e/<slug>/icon-<any('192', '512'):size>.png")
def icon(size: str) -> Response:
    """Answer the event's icon."""
    answer = Response(icons.icon_of(access.event(), int(size)), mimetype="image/png")
    answer.headers["Cache-Control"] = A_DAY
    return answer
