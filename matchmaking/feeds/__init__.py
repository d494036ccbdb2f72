"""Calendar feeds: read by programs, at secret addresses, without signing in."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("feeds", __name__, url_prefix="/feed")

from matchmaking.feeds import personal  # noqa: F401
