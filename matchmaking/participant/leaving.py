"""What is left to those who were declined or have withdrawn: the page of what is held about them, and its acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request, url_for

from matchmaking import access
from matchmaking.pages import see_other
from matchmaking.services.people import participants

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

OPEN = frozenset({"participant.profile", "participant.profile_data", "participant.profile_erase"})


def lead_to_data() -> Response | None:
    """Whatever else they ask for answers with that page, and is not done."""
    if participants.has_left(access.participant()) and request.endpoint not in OPEN:
        return see_other(url_for("participant.profile"))
    return None
