"""The hall's screen: read by whoever knows its address, without signing in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import jsonify, render_template

from matchmaking import access
from matchmaking.public import blueprint
from matchmaking.services.day import screens

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

HIDDEN = {"X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer"}


@blueprint.get("/hall/<token>")
def hall(token: str) -> ResponseReturnValue:
    """The page itself; what it shows, it asks for by itself."""
    event = screens.event_of(token)
    return render_template("public/hall.html", token=token, hall=event), HIDDEN


@blueprint.get("/hall/<token>/now")
def hall_now(token: str) -> ResponseReturnValue:
    """The hours and tables of the day, and the server's clock."""
    return jsonify(screens.shown(screens.event_of(token), access.now())), HIDDEN
