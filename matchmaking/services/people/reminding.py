"""Participants who have sent no request, not answered, or never come: who they are, and a mail to remind them."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, func, or_, select, union
from sqlalchemy.orm import joinedload

from matchmaking.extensions import db
from matchmaking.models import (
    Event,
    Mail,
    MeetingRequest,
    OrganizationRequest,
    Participant,
    ParticipantStatus,
    RequestStatus,
)
from matchmaking.services import audit
from matchmaking.services.mail import addresses, outbox
from matchmaking.services.requests import organization_sides
from matchmaking.services.setup import phases

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from matchmaking.models import Organizer

PAUSE = timedelta(days=3)
"""Nobody is reminded twice within this time."""
BEFORE_CLOSING = timedelta(days=2)
"""So long before booking closes, whoever has not answered is reminded without an organizer's doing."""
SETTLED = timedelta(days=1)
"""What was asked later than that was just told."""
KIND = "reminder"


class Lack(StrEnum):
    """What somebody has not done yet."""

    NO_REQUESTS = "no_requests"
    UNANSWERED = "unanswered"
    NEVER_SIGNED_IN = "never_signed_in"


def lacking(event: Event, lack: Lack) -> ColumnElement[bool]:
    """Condition on `Participant`: whoever takes part in an event and has not done that yet."""
    return _lacking(lack, _unanswered(event, lack))


def people(event: Event, lack: Lack) -> list[Participant]:
    """Everybody at an event who has not done it yet, by name."""
    return _people(event, lack, _unanswered(event, lack))


def last_reminded(event: Event) -> dict[int, datetime]:
    """When each participant was reminded last, if ever."""
    rows = select(Mail.participant_id, func.max(Mail.created_at)).where(Mail.event_id == event.id, Mail.kind == KIND)
    return {key: at for key, at in db.session.execute(rows.group_by(Mail.participant_id)) if key is not None}


def remind(event: Event, lack: Lack, chosen: Collection[int] | None, organizer: Organizer, now: datetime) -> int:
    """
    Remind those chosen, or all; answers how many mails were written.

    Whoever has done it meanwhile, or was reminded within PAUSE, is left in peace.
    """
    phases.require_running(event, now)
    count = _write(event, lack, chosen, now)
    audit.record("participants.reminded", at=now, event_id=event.id, organizer=organizer, lack=lack.value, mails=count)
    return count


def remind_before_closing(now: datetime) -> int:
    """Remind by themselves those who have not answered, once booking is about to close; answers how many mails."""
    closing = (Event.booking_closes_at > now, Event.booking_closes_at <= now + BEFORE_CLOSING)
    waiting = union(
        *(
            select(table.event_id).where(table.status == RequestStatus.PENDING, table.created_at <= now - SETTLED)
            for table in (MeetingRequest, OrganizationRequest)
        )
    )
    events = db.session.scalars(select(Event).where(*closing, Event.cancelled_at.is_(None), Event.id.in_(waiting)))
    return sum(_write(event, Lack.UNANSWERED, None, now) for event in events.all())


def preview(event: Event, lack: Lack, person: Participant) -> tuple[str, str]:
    """The subject and the text that somebody would get, in their language."""
    unanswered = _unanswered(event, lack)[person.id]
    return outbox.text_of(KIND, person.name, person.language, **_context(event, lack, unanswered))


def _write(event: Event, lack: Lack, chosen: Collection[int] | None, now: datetime) -> int:
    reminded, unanswered = last_reminded(event), _unanswered(event, lack)
    count = 0
    for person in _people(event, lack, unanswered):
        at = reminded.get(person.id)
        if (chosen is not None and person.id not in chosen) or (at is not None and at > now - PAUSE):
            continue
        key = f"{KIND}:{person.id}:{now:%Y-%m-%d}"
        context = _context(event, lack, unanswered[person.id])
        count += outbox.write(KIND, person, now=now, dedupe_key=key, **context) is not None
    return count


def _context(event: Event, lack: Lack, unanswered: int) -> dict[str, Any]:
    return {
        "event": event,
        "lack": lack.value,
        "unanswered": unanswered,
        "sign_in_url": addresses.page("public.sign_in", slug=event.slug),
    }


def _lacking(lack: Lack, unanswered: Collection[int]) -> ColumnElement[bool]:
    conditions = {
        Lack.NO_REQUESTS: ~or_(
            *(
                exists().where(table.requester_id == Participant.id, table.status != RequestStatus.WITHDRAWN)
                for table in (MeetingRequest, OrganizationRequest)
            )
        ),
        Lack.UNANSWERED: Participant.id.in_(unanswered),
        Lack.NEVER_SIGNED_IN: Participant.confirmed_at.is_(None),
    }
    return (Participant.status == ParticipantStatus.APPROVED) & conditions[lack]


def _people(event: Event, lack: Lack, unanswered: Collection[int]) -> list[Participant]:
    query = select(Participant).where(Participant.event_id == event.id, _lacking(lack, unanswered))
    return list(
        db.session.scalars(
            query.options(joinedload(Participant.organization)).order_by(Participant.search, Participant.id)
        )
    )


def _unanswered(event: Event, lack: Lack) -> Counter[int]:
    """How many requests wait for each: those to them in person, and those to an organization that are put to them."""
    if lack is not Lack.UNANSWERED:
        return Counter()
    rows = (
        select(MeetingRequest.recipient_id, func.count())
        .where(MeetingRequest.event_id == event.id, MeetingRequest.status == RequestStatus.PENDING)
        .group_by(MeetingRequest.recipient_id)
    )
    return Counter(dict(db.session.execute(rows).all())) + organization_sides.waiting_counts(event)
