"""Participants are told what organizers did for them: one mail that gathers the acts of a stretch."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from matchmaking.extensions import db
from matchmaking.models import ActingTime, AuditEntry, Event
from matchmaking.services.acting.acts import KINDS
from matchmaking.services.mail import addresses, outbox

if TYPE_CHECKING:
    from datetime import datetime

QUIET = timedelta(minutes=15)
KIND_OF_MAIL = "acted_for"


def tell_all(now: datetime) -> int:
    """Write the mails that are due: acting has ended, or nothing was done for a while."""
    due = select(ActingTime).where(
        or_(ActingTime.told_at.is_(None), ActingTime.told_at < ActingTime.last_act_at),
        or_(ActingTime.ended_at.is_not(None), ActingTime.expires_at <= now, ActingTime.last_act_at <= now - QUIET),
        ActingTime.last_act_at.is_not(None),
    )
    told = 0
    for acting in db.session.scalars(due).all():
        told += tell(acting, now)
    return told


def tell(acting: ActingTime, now: datetime) -> bool:
    """Write the one mail about what was done since the last; nothing where nothing was."""
    if not untold(acting):
        return False
    event = db.session.get_one(Event, acting.event_id)
    outbox.write(
        KIND_OF_MAIL,
        acting.participant,
        now=now,
        dedupe_key=f"{KIND_OF_MAIL}:{acting.id}:{acting.last_act_at}",
        event=event,
        **_context(acting, event),
    )
    acting.told_at = acting.last_act_at
    return True


def preview(acting: ActingTime) -> tuple[str, str]:
    """Subject and text of the mail, as it would be written now."""
    event, person = db.session.get_one(Event, acting.event_id), acting.participant
    return outbox.text_of(KIND_OF_MAIL, person.name, person.language, event=event, **_context(acting, event))


def untold(acting: ActingTime) -> list[AuditEntry]:
    """What was done since the participant was told last, in order."""
    done = select(AuditEntry).where(
        AuditEntry.event_id == acting.event_id,
        AuditEntry.organizer_id == acting.organizer_id,
        AuditEntry.participant_id == acting.participant_id,
        AuditEntry.action.in_(KINDS),
        AuditEntry.at >= acting.started_at,
        AuditEntry.at <= (acting.last_act_at or acting.started_at),
    )
    if acting.told_at is not None:
        done = done.where(AuditEntry.at > acting.told_at)
    return list(db.session.scalars(done.order_by(AuditEntry.at, AuditEntry.id)))


def _context(acting: ActingTime, event: Event) -> dict[str, Any]:
    return {
        "organizer": acting.organizer,
        "acts": [(entry, KINDS[entry.action]) for entry in untold(acting)],
        "page_url": addresses.page("participant.agenda", slug=event.slug),
    }
