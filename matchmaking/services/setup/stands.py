"""Own stands: tables of one participant's own, where all their meetings are held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from matchmaking.extensions import db
from matchmaking.models import MeetingTable, Participant, ParticipantStatus
from matchmaking.services import audit
from matchmaking.services.refusals import Conflict, NotFound
from matchmaking.services.setup.phases import require_not_cancelled
from matchmaking.services.words.text import fold

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.models import Event, Organizer

MOST_FOUND = 20


def candidates(event: Event, q: str) -> list[Participant]:
    """Participants whom a search finds by name, organization or address, and who have no stand yet; the first few."""
    words = fold(q).split()
    if not words:
        return []
    matches = [
        Participant.search.contains(word, autoescape=True) | Participant.email_key.contains(word, autoescape=True)
        for word in words
    ]
    return list(
        db.session.scalars(
            select(Participant)
            .where(Participant.event_id == event.id, Participant.status == ParticipantStatus.APPROVED, *matches)
            .where(Participant.id.not_in(select(MeetingTable.stand_of_id).where(MeetingTable.stand_of_id.is_not(None))))
            .options(joinedload(Participant.organization))
            .order_by(Participant.family_name, Participant.given_name, Participant.id)
            .limit(MOST_FOUND)
        )
    )


def give(event: Event, table: MeetingTable, participant_id: int, organizer: Organizer, now: datetime) -> None:
    """Make a table the stand of a participant of this event."""
    require_not_cancelled(event)
    participant = db.session.scalar(
        select(Participant).where(Participant.id == participant_id, Participant.event_id == event.id)
    )
    if participant is None:
        raise NotFound(_("There is no such participant."))
    if participant.status is not ParticipantStatus.APPROVED:
        raise Conflict(_("%(name)s does not take part, or is not approved yet.", name=participant.name))
    if table.stand_of is not None:
        raise Conflict(
            _("Table %(number)d is the stand of %(name)s already.", number=table.number, name=table.stand_of.name)
        )
    own = db.session.scalar(select(MeetingTable).where(MeetingTable.stand_of_id == participant.id))
    if own is not None:
        raise Conflict(_("%(name)s has table %(number)d as a stand.", name=participant.name, number=own.number))
    table.stand_of = participant
    audit.record(
        "stand.given",
        at=now,
        event_id=event.id,
        organizer=organizer,
        subject=f"table {table.number}",
        participant_id=participant.id,
    )


def take_back(event: Event, table: MeetingTable, organizer: Organizer, now: datetime) -> None:
    """Make a stand a table for everybody again."""
    require_not_cancelled(event)
    if table.stand_of is None:
        raise Conflict(_("Table %(number)d is nobody's stand.", number=table.number))
    audit.record(
        "stand.taken_back",
        at=now,
        event_id=event.id,
        organizer=organizer,
        subject=f"table {table.number}",
        participant_id=table.stand_of_id,
    )
    table.stand_of = None
