"""The front page: the events that can be seen."""

from __future__ import annotations

from flask import render_template

from matchmaking.public import blueprint
from matchmaking.services.setup import events


@blueprint.get("/")
def home() -> str:
    """List the events."""
    return render_template("public/home.html", events=events.listed())
