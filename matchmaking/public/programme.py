"""The programme, as a page and as a calendar file."""

from __future__ import annotations

from flask import render_template

from matchmaking.public import blueprint


@blueprint.get("/e/<slug>/programme")
def programme() -> str:
    """Show the programme by day."""
    return render_template("public/programme.html")


@blueprint.get("/e/<slug>/programme.ics")
def programme_ics() -> str:
    """Answer the programme as a calendar file."""
    return ""
