"""An event moved to other days or into another zone: shown before it is done, told once it is."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from matchmaking.extensions import db
from matchmaking.models import (
    AbsentDay,
    EventSession,
    Participant,
    ParticipantStatus,
    ProtectedTime,
    SessionSignUp,
    Slot,
)
from matchmaking.services.mail import addresses, outbox

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import Select

    from matchmaking.models import Event
    from matchmaking.services.setup.event_setup import Basics


@dataclass(frozen=True)
class Days:
    """When an event is, and in which zone."""

    first: date
    last: date
    zone: str


@dataclass(frozen=True)
class Move:
    """
    What a move would do, in numbers; the hours of registration and booking stay on their days.

    `attending` people have sessions in their calendars that change, `told` people get a mail.
    """

    before: Days
    after: Days
    carries: bool
    sessions: int
    slots: int
    absences: int
    protected: int
    attending: int
    told: int

    @property
    def matters(self) -> bool:
        """Whether anybody has to be told of it."""
        return self.before != self.after and self.told > 0

    @property
    def token(self) -> str:
        """It stands for all of this: whoever confirms gives it back."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


def of(event: Event, basics: Basics, *, with_sessions: bool) -> Move:
    """Count what changing the event so would do."""
    before = Days(event.starts_on, event.ends_on, event.time_zone)
    after = Days(basics.starts_on, basics.ends_on, basics.time_zone)
    carries = after.zone != before.zone or (with_sessions and after.first != before.first)
    people = select(Participant.id).where(Participant.event_id == event.id)
    attending = select(func.count(SessionSignUp.participant_id.distinct())).where(
        SessionSignUp.participant_id.in_(people), SessionSignUp.withdrawn_at.is_(None)
    )
    return Move(
        before,
        after,
        carries,
        sessions=_count(select(func.count(EventSession.id)).where(EventSession.event_id == event.id)) * carries,
        slots=_count(select(func.count(Slot.id)).where(Slot.event_id == event.id)) * carries,
        absences=_count(select(func.count()).where(AbsentDay.participant_id.in_(people)))
        * (with_sessions and after.first != before.first),
        protected=_count(select(func.count(ProtectedTime.id)).where(ProtectedTime.participant_id.in_(people)))
        * carries,
        attending=_count(attending) * carries,
        told=_count(
            select(func.count(Participant.id)).where(
                Participant.event_id == event.id, Participant.status == ParticipantStatus.APPROVED
            )
        ),
    )


def tell(event: Event, move: Move, now: datetime) -> None:
    """Write to everybody who takes part when the event is now."""
    people = select(Participant).where(
        Participant.event_id == event.id, Participant.status == ParticipantStatus.APPROVED
    )
    for participant in db.session.scalars(people.order_by(Participant.id)).all():
        outbox.write(
            "event_moved",
            participant,
            now=now,
            dedupe_key=f"event_moved:{event.id}:{now.isoformat()}:{participant.id}",
            event=event,
            move=move,
            url=addresses.page("participant.agenda", slug=event.slug),
        )


def _count(query: Select[Any]) -> int:
    return db.session.scalar(query) or 0
