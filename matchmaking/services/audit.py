"""Write down who changed what, in the transaction that changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import AuditEntry
from matchmaking.models.audit import SUBJECT_LENGTH

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.models import Organizer, Participant


ACTING = "organizer who acts for a participant"


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
    acting_id = db.session.info.get(ACTING) if participant else None
    db.session.add(
        AuditEntry(
            action=action,
            at=at,
            event_id=event_id,
            organizer_id=organizer.id if organizer else acting_id,
            participant_id=participant.id if participant else None,
            subject=subject[:SUBJECT_LENGTH],  # titles and names may be longer
            detail=detail,
        )
    )


def on_behalf(organizer: Organizer) -> None:
    """From now on, and within this session, whatever a participant does is this organizer's act as well."""
    db.session.info[ACTING] = organizer.id


def last_by_organizers(participant: Participant, *actions: str) -> AuditEntry | None:
    """The last of these acts that an organizer has done about somebody."""
    found = select(AuditEntry).where(
        AuditEntry.event_id == participant.event_id,
        AuditEntry.participant_id == participant.id,
        AuditEntry.organizer_id.is_not(None),
        AuditEntry.action.in_(actions),
    )
    return db.session.scalar(found.order_by(AuditEntry.at.desc(), AuditEntry.id.desc()).limit(1))
