"""Organizers' way in and out."""

from __future__ import annotations

from matchmaking.public import blueprint


@blueprint.route("/organizer/sign-in", methods=["GET", "POST"])
def organizer_sign_in() -> str:
    """Sign in with a password."""
    return ""


@blueprint.route("/organizer/forgotten", methods=["GET", "POST"])
def organizer_forgotten() -> str:
    """Ask for a new password."""
    return ""


@blueprint.post("/sign-out")
def sign_out() -> str:
    """Sign out."""
    return ""
