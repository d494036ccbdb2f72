"""The public page of an event."""

from __future__ import annotations

from flask import render_template

from matchmaking.public import blueprint


@blueprint.get("/e/<slug>/")
def event() -> str:
    """Show the event."""
    return render_template("public/event.html")
