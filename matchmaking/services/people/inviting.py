"""Who is invited to a session: participants, whole organizations, whole types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from matchmaking.extensions import db
from matchmaking.models import Organization, Participant, ParticipationType, SessionInvitation
from matchmaking.services import audit
from matchmaking.services.people import participants, seating
from matchmaking.services.refusals import Invalid, NotFound

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.models import Event, EventSession, Organizer

MOST_FOUND = 20
LONGEST_ID = 9  # digits
WHOM = {
    "participant": (Participant.id, Participant.event_id),
    "organization": (Organization.id, Organization.event_id),
    "type": (ParticipationType.id, ParticipationType.event_id),
}


def invitations(session: EventSession) -> list[SessionInvitation]:
    """Every invitation to a session, in the order in which they were given."""
    rows = select(SessionInvitation).where(SessionInvitation.session_id == session.id).order_by(SessionInvitation.id)
    whom = (SessionInvitation.participant, SessionInvitation.organization, SessionInvitation.type)
    return list(db.session.scalars(rows.options(*(joinedload(one) for one in whom))))


def invite(event: Event, session: EventSession, whom: str, organizer: Organizer, now: datetime) -> None:
    """Invite somebody, given as `participant:5`, `organization:7` or `type:2`; once more changes nothing."""
    kind, _colon, number = whom.partition(":")
    if kind not in WHOM or not (number.isascii() and number.isdecimal() and len(number) <= LONGEST_ID):
        raise Invalid(_("Choose one of those offered."))
    row, of_event = WHOM[kind]
    found = db.session.scalar(select(row).where(row == int(number), of_event == event.id))
    if found is None:
        raise NotFound(_("There is nobody like that at this event."))
    column = f"{kind}_id"
    before = select(SessionInvitation.id).where(SessionInvitation.session_id == session.id)
    if db.session.scalar(before.where(getattr(SessionInvitation, column) == found)) is not None:
        return
    db.session.add(SessionInvitation(session_id=session.id, **{column: found}))
    db.session.flush()
    audit.record("session.invited", at=now, event_id=event.id, organizer=organizer, subject=session.title, whom=kind)


def uninvite(event: Event, session: EventSession, invitation_id: int, organizer: Organizer, now: datetime) -> None:
    """Take an invitation back; whoever has signed up keeps the seat."""
    found = db.session.scalar(
        select(SessionInvitation).where(
            SessionInvitation.id == invitation_id, SessionInvitation.session_id == session.id
        )
    )
    if found is None:
        raise NotFound(_("There is no such invitation."))
    db.session.delete(found)
    audit.record("session.uninvited", at=now, event_id=event.id, organizer=organizer, subject=session.title)


def found(event: Event, query: str) -> list[Participant]:
    """The participants whom words find, to be added or invited; none without words."""
    if not query:
        return []
    chosen = select(Participant).where(
        Participant.event_id == event.id, Participant.status.in_(seating.TAKING_PART), *participants.matches(query)
    )
    rows = chosen.options(joinedload(Participant.organization)).order_by(Participant.search, Participant.id)
    return list(db.session.scalars(rows.limit(MOST_FOUND)))


def participant_of(event: Event, participant_id: int) -> Participant:
    """One participant of the event."""
    found = db.session.get(Participant, participant_id)
    if found is None or found.event_id != event.id:
        raise NotFound(_("There is no such participant."))
    return found
