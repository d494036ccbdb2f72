"""Registering for an event."""

from __future__ import annotations

from flask import render_template

from matchmaking.public import blueprint


@blueprint.route("/e/<slug>/register", methods=["GET", "POST"])
def register() -> str:
    """Show the form, and take a registration."""
    return render_template("public/register.html")
