"""How feedback is asked for, and until when it is taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from matchmaking.services import audit
from matchmaking.services.refusals import Invalid

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.models import Event, Organizer

# The currencies of the countries that such events bring together, and two that deals are often made in.
CURRENCIES = (
    "EUR", "ALL", "BAM", "BGN", "CHF", "CZK", "DKK", "GBP", "GEL", "HUF", "MDL", "MKD", "NOK", "PLN", "RON", "RSD",
    "SEK", "TRY", "UAH", "USD",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Settings:
    """Whether attendees are asked by mail after each day, and the currency of what they declare."""

    asks_feedback: bool
    currency: str


def change(event: Event, settings: Settings, organizer: Organizer, now: datetime) -> None:
    """Keep the settings."""
    if settings.currency not in CURRENCIES:
        raise Invalid(_("Choose one of the currencies offered."))
    event.asks_feedback, event.currency = settings.asks_feedback, settings.currency
    audit.record(
        "feedback.changed",
        at=now,
        event_id=event.id,
        organizer=organizer,
        asks_feedback=settings.asks_feedback,
        currency=settings.currency,
    )


def close(event: Event, organizer: Organizer, now: datetime) -> None:
    """Let nobody change what was said any more."""
    event.feedback_closed_at = now
    audit.record("feedback.closed", at=now, event_id=event.id, organizer=organizer)


def reopen(event: Event, organizer: Organizer, now: datetime) -> None:
    """Let attendees say more."""
    event.feedback_closed_at = None
    audit.record("feedback.reopened", at=now, event_id=event.id, organizer=organizer)
