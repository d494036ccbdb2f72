"""Write down who changed what, in the transaction that changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matchmaking.extensions import db
from matchmaking.models import AuditEntry
from matchmaking.models.audit import SUBJECT_LENGTH

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.models import Organizer, Participant


def record(  # noqa: PLR0913 - an entry has as many columns
    action: str,
    *,
    at: datetime,
    event_id: int | None = None,
    organizer: Organizer | None = None,
    participant: Participant | None = None,
    subject: str = "",
    **detail: Any,
) -> None:
    """Add one entry; `detail` must be JSON."""
    db.session.add(
        AuditEntry(
            action=action,
            at=at,
            event_id=event_id,
            organizer_id=organizer.id if organizer else None,
            participant_id=participant.id if participant else None,
            subject=subject[:SUBJECT_LENGTH],  # titles and names may be longer
            detail=detail,
        )
    )
