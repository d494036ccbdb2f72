"""Acting for a participant: begun, found again, ended. It is no sign-in of the participant's."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from matchmaking.extensions import db
from matchmaking.models import (
    ActingTime,
    AuditEntry,
    EventOrganizer,
    EventSession,
    MeetingRequest,
    Organization,
    OrganizationRequest,
    Participant,
)
from matchmaking.services import audit
from matchmaking.services.people import participants
from matchmaking.services.refusals import Conflict
from matchmaking.services.setup.phases import require_not_cancelled

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from matchmaking.models import Event, SignIn

LONGEST = timedelta(hours=1)


def begin(event: Event, person: Participant, sign_in: SignIn, now: datetime) -> ActingTime:
    """Let the organizer of this sign-in act for somebody; for whomever they acted before, they act no more."""
    require_not_cancelled(event)
    if not _can_be_acted_for(person):
        raise Conflict(_("%(name)s does not take part.", name=person.name))
    before = find(event, sign_in, now)
    if before is not None:
        end(before, now)
    acting = ActingTime(
        event_id=event.id,
        organizer=sign_in.organizer,
        participant=person,
        sign_in_id=sign_in.id,
        started_at=now,
        expires_at=now + LONGEST,
    )
    db.session.add(acting)
    _record("acting.begun", acting, now)
    return acting


def find(event: Event, sign_in: SignIn, now: datetime) -> ActingTime | None:
    """For whom the organizer of this sign-in acts now, as long as they may and the participant takes part."""
    acting = db.session.scalar(
        select(ActingTime)
        .join(
            EventOrganizer,
            (EventOrganizer.event_id == ActingTime.event_id) & (EventOrganizer.organizer_id == ActingTime.organizer_id),
        )
        .where(
            ActingTime.sign_in_id == sign_in.id,
            ActingTime.event_id == event.id,
            ActingTime.ended_at.is_(None),
            ActingTime.expires_at > now,
        )
        .options(joinedload(ActingTime.participant), joinedload(ActingTime.organizer))
        .order_by(ActingTime.id.desc())
        .limit(1)
    )
    return acting if acting is not None and _can_be_acted_for(acting.participant) else None


def end(acting: ActingTime, now: datetime) -> None:
    """Act no more."""
    acting.ended_at = now
    _record("acting.ended", acting, now)


def note(acting: ActingTime, action: str, about: Mapping[str, int], now: datetime) -> None:
    """
    Write down one act before it is done, in its transaction: an act that is refused takes the note with it.

    Whatever else is written down in that transaction as the participant's is the organizer's as well.
    """
    acting.last_act_at = now
    audit.record(
        action,
        at=now,
        event_id=acting.event_id,
        organizer=acting.organizer,
        participant=acting.participant,
        subject=_subject(acting, about)[:100],
        **({"session_id": about["session_id"]} if "session_id" in about else {}),
    )
    audit.on_behalf(acting.organizer)


def marks_of_sessions(person: Participant) -> dict[int, datetime]:
    """When organizers last signed somebody up for a session, or off; by the session's id."""
    entries = db.session.execute(
        select(AuditEntry.at, AuditEntry.detail)
        .where(
            AuditEntry.event_id == person.event_id,
            AuditEntry.participant_id == person.id,
            AuditEntry.action.in_(("acted.attends", "acted.left")),
        )
        .order_by(AuditEntry.at, AuditEntry.id)
    )
    return {detail["session_id"]: at for at, detail in entries if "session_id" in detail}


def _subject(acting: ActingTime, about: Mapping[str, int]) -> str:
    """Whom or what an act is about; the act itself refuses ids that belong to another event."""
    other: Participant | None = None
    if "participant_id" in about:
        other = db.session.get(Participant, about["participant_id"])
    if "request_id" in about and (request := db.session.get(MeetingRequest, about["request_id"])) is not None:
        other = request.recipient if request.requester_id == acting.participant_id else request.requester
    if other is not None and other.event_id == acting.event_id:
        return f"{acting.participant.name} → {other.name}"
    organization = _organization(about)
    if organization is not None and organization.event_id == acting.event_id:
        return f"{acting.participant.name} → {organization.name}"
    session = db.session.get(EventSession, about["session_id"]) if "session_id" in about else None
    return f"{acting.participant.name}: {session.title}" if session is not None else acting.participant.name


def _organization(about: Mapping[str, int]) -> Organization | None:
    if "organization_id" in about:
        return db.session.get(Organization, about["organization_id"])
    request = db.session.get(OrganizationRequest, about.get("to_all_id", 0))
    return request.organization if request is not None else None


def _can_be_acted_for(person: Participant) -> bool:
    return not participants.has_left(person) and person.merged_into_id is None


def _record(action: str, acting: ActingTime, now: datetime) -> None:
    audit.record(
        action,
        at=now,
        event_id=acting.event_id,
        organizer=acting.organizer,
        participant=acting.participant,
        subject=acting.participant.name[:100],
    )
