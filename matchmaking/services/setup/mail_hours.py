"""Which mails go out by themselves: before a day with meetings, and each meeting to calendars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaking.services import audit
from matchmaking.services.setup.phases import require_not_cancelled

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.models import Event, Organizer


@dataclass(frozen=True, slots=True)
class Ahead:
    """Whether everybody is told of a day's meetings the evening before, and that morning."""

    evening: bool
    morning: bool


def set_ahead(event: Event, ahead: Ahead, organizer: Organizer, now: datetime) -> None:
    """Tell so from now on, or do not; saying it twice is the same as once."""
    require_not_cancelled(event)
    if ahead == Ahead(event.tells_evening, event.tells_morning):
        return
    event.tells_evening, event.tells_morning = ahead.evening, ahead.morning
    audit.record(
        "event.reminders_switched",
        at=now,
        event_id=event.id,
        organizer=organizer,
        evening=ahead.evening,
        morning=ahead.morning,
    )


def set_invitations(event: Event, organizer: Organizer, now: datetime, *, sent: bool) -> None:
    """Send every meeting to calendars by mail from now on, or do not; what was published goes within a minute."""
    require_not_cancelled(event)
    if event.sends_invitations is sent:
        return
    event.sends_invitations = sent
    audit.record("event.invitations_switched", at=now, event_id=event.id, organizer=organizer, sent=sent)
