"""Whose agenda a browser keeps: a sign that says nothing of the person, and differs for everybody."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from flask import current_app

if TYPE_CHECKING:
    from matchmaking.models import Participant

HEADER = "X-Agenda-Of"


def sign_of(participant: Participant) -> str:
    """The same for one participant each time, so that a browser sees when another has signed in."""
    secret = current_app.config["SECRET_KEY"].encode()
    return hmac.digest(secret, f"agenda of {participant.id}".encode(), "sha256").hex()[:32]
