"""Asking for a link to sign in with."""

from __future__ import annotations

from flask import render_template

from matchmaking.public import blueprint


@blueprint.route("/e/<slug>/sign-in", methods=["GET", "POST"])
def sign_in() -> str:
    """Mail a link to a participant of this event."""
    return render_template("public/sign_in.html")
