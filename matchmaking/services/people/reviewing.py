"""Pending registrations, decided one after the other; the last decision can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import delete, exists, or_, select, update

from matchmaking.extensions import db
from matchmaking.models import (
    AuditEntry,
    Mail,
    MailStatus,
    MeetingRequest,
    OrganizationRequest,
    Participant,
    ParticipantStatus,
    ParticipationType,
)
from matchmaking.services import audit
from matchmaking.services.people import participants
from matchmaking.services.refusals import Conflict, Invalid

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from matchmaking.models import Event, Organizer

REASON_LENGTH = 1000
PAUSE = timedelta(minutes=2)
"""How long the mail about a decision waits, so that one taken back at once is never told."""
UNDO_WITHIN = timedelta(hours=1)
DECISIONS = {"participant.approved": ParticipantStatus.APPROVED, "participant.declined": ParticipantStatus.DECLINED}


@dataclass(frozen=True)
class Place:
    """Whose turn it is among those who wait, and who comes before and after."""

    participant_id: int
    number: int
    count: int
    previous_id: int | None
    next_id: int | None


def place(event: Event, participant_id: int | None) -> Place | None:
    """Find somebody who waits, or else who has waited longest; None where nobody waits."""
    ids = _waiting(event)
    if not ids:
        return None
    at = ids.index(participant_id) if participant_id in ids else 0
    return Place(
        participant_id=ids[at],
        number=at + 1,
        count=len(ids),
        previous_id=ids[at - 1] if at else None,
        next_id=ids[at + 1] if at + 1 < len(ids) else None,
    )


def approve(person: Participant, type_id: int, organizer: Organizer, now: datetime) -> None:
    """Let somebody take part, as the type that the organizer has chosen."""
    _require_waiting(person)
    kind = db.session.get(ParticipationType, type_id)
    if kind is None or kind.event_id != person.event_id:
        raise Invalid(_("This event has no such participation type."))
    before = person.type_id
    person.type = kind
    participants.approve(person, now)
    _wait_with_mail("approved", person, now)
    _record("participant.approved", person, organizer, now, review=True, type_before=before)


def decline(person: Participant, reason: str, organizer: Organizer, now: datetime) -> None:
    """Do not let somebody take part, and tell them why if a reason is given."""
    _require_waiting(person)
    if len(reason) > REASON_LENGTH:
        raise Invalid(_("The reason has at most %(count)d characters.", count=REASON_LENGTH))
    participants.decline(person, now, reason)
    _wait_with_mail("declined", person, now)
    _record("participant.declined", person, organizer, now, review=True, type_before=person.type_id)


def undo(person: Participant, organizer: Organizer, now: datetime) -> bool:
    """Take the last decision about somebody back; answers whether they were told of it already."""
    decided = _last_decision(person)
    if decided is None or person.status is not DECISIONS[decided.action] or decided.at < now - UNDO_WITHIN:
        raise Conflict(_("The last decision about %(name)s cannot be taken back any more.", name=person.name))
    asked = or_(MeetingRequest.requester_id == person.id, MeetingRequest.recipient_id == person.id)
    asked_all = OrganizationRequest.requester_id == person.id
    if db.session.scalar(select(or_(exists().where(asked), exists().where(asked_all)))):
        raise Conflict(_("%(name)s has meeting requests already: end their part on their own page.", name=person.name))
    told = not _unsay(person, decided)
    person.status = ParticipantStatus.PENDING
    person.type = db.session.get(ParticipationType, decided.detail["type_before"]) or person.type
    _record("participant.review_undone", person, organizer, now)
    return told


def _waiting(event: Event) -> Sequence[int]:
    query = select(Participant.id).where(
        Participant.event_id == event.id, Participant.status == ParticipantStatus.PENDING
    )
    return db.session.scalars(query.order_by(Participant.created_at, Participant.id)).all()


def _require_waiting(person: Participant) -> None:
    if person.status is not ParticipantStatus.PENDING:
        raise Conflict(_("%(name)s does not wait for approval.", name=person.name))


def _last_decision(person: Participant) -> AuditEntry | None:
    """What was decided last in the review, unless it was taken back."""
    entries = select(AuditEntry).where(
        AuditEntry.participant_id == person.id,
        AuditEntry.action.in_([*DECISIONS, "participant.review_undone"]),
    )
    last = db.session.scalar(entries.order_by(AuditEntry.id.desc()).limit(1))
    return last if last is not None and last.detail.get("review") else None


def _wait_with_mail(kind: str, person: Participant, now: datetime) -> None:
    db.session.flush()
    db.session.execute(
        update(Mail)
        .where(Mail.kind == kind, Mail.participant_id == person.id, Mail.created_at == now)
        .values(next_attempt_at=now + PAUSE)
        .execution_options(synchronize_session="fetch")
    )


def _unsay(person: Participant, decided: AuditEntry) -> bool:
    """Delete the decision's mail if no worker has begun to send it; answers whether nothing was told."""
    deleted = db.session.execute(
        delete(Mail)
        .where(
            Mail.kind == decided.action.removeprefix("participant."),
            Mail.participant_id == person.id,
            Mail.created_at == decided.at,
            Mail.status == MailStatus.QUEUED,
            Mail.attempts == 0,
        )
        .returning(Mail.id)
    )
    return deleted.first() is not None


def _record(  # noqa: PLR0913 - what an entry says
    action: str, person: Participant, organizer: Organizer, now: datetime, *, review: bool = False, type_before: int = 0
) -> None:
    detail = {"review": True, "type_before": type_before} if review else {}
    audit.record(
        action,
        at=now,
        event_id=person.event_id,
        organizer=organizer,
        participant=person,
        subject=person.name[:100],
        **detail,
    )
