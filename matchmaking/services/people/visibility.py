"""Who sees a participant's address, phone, and what they wrote about themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaking.models import Audience
from matchmaking.services.people import profiles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matchmaking.models import Participant

COLUMNS = ("email_to", "phone_to", "about_to")


def set_audiences(participant: Participant, audiences: Mapping[str, str]) -> None:
    """Let these be seen by those; words that not everybody sees find nobody either."""
    for name, audience in audiences.items():
        setattr(participant, name, Audience(audience))
    profiles.rebuild_search(participant)
