"""Who sees a participant's address, phone, and what they wrote about themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _l

from matchmaking.models import Audience
from matchmaking.services import audit
from matchmaking.services.people import profiles

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from matchmaking.models import Participant

LABELS = {
    "email_to": _l("Your e-mail address is seen by"),
    "phone_to": _l("Your phone is seen by"),
    "about_to": _l("What you wrote about yourself is seen by"),
}
"""The participant's columns, and what they are called."""
COLUMNS = tuple(LABELS)
SEEN_BY = {
    Audience.NOBODY: _l("the organizers only"),
    Audience.PARTNERS: _l("those with whom you have agreed to meet"),
    Audience.EVERYBODY: _l("all whom you may meet"),
}
CHANGED = "participant.visibility_changed"


def set_audiences(participant: Participant, audiences: Mapping[str, str], now: datetime) -> None:
    """Let these be seen by those; words that not everybody sees find nobody either."""
    changed: dict[str, Any] = {
        name: to for name, to in audiences.items() if getattr(participant, name) is not Audience(to)
    }
    for name, audience in changed.items():
        setattr(participant, name, Audience(audience))
    profiles.rebuild_search(participant)
    if changed:
        audit.record(CHANGED, at=now, event_id=participant.event_id, participant=participant, **changed)
