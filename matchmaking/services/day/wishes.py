"""Wishes at the desk: two who stand there and agree get a meeting, and the places that are free for both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from matchmaking.extensions import db
from matchmaking.models import Meeting, Participant, Priority, RequestStatus
from matchmaking.services import audit
from matchmaking.services.day import presence
from matchmaking.services.day.places import Places
from matchmaking.services.refusals import NotFound
from matchmaking.services.requests import meeting_requests, meeting_rules, pairs
from matchmaking.services.setup import phases

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.models import Event, Organizer
    from matchmaking.services.day.places import Offer
    from matchmaking.services.day.today import Today

MOST_PLACES = 12
MOST_PARTNERS = 20


@dataclass(frozen=True)
class Partner:
    """Somebody who may be wished for, or why not."""

    arrival: presence.Arrival
    reason_not: str | None


def agree(event: Event, one: Participant, other: Participant, organizer: Organizer, now: datetime) -> Meeting:
    """Note that one asks the other, and that both have agreed at the desk; answers their meeting."""
    phases.require_running(event, now)
    new = meeting_requests.put(event, one, other, Priority.MUST, "", RequestStatus.ACCEPTED, now)
    meeting = pairs.hold(one, other).meeting
    if meeting is None:
        raise LookupError("A meeting that was just agreed on is gone.")
    if new:
        audit.record(
            "desk.wish_noted",
            at=now,
            event_id=event.id,
            organizer=organizer,
            subject=f"{one.name} → {other.name}"[:100],
            meeting=meeting.id,
        )
    return meeting


def meeting_of(event: Event, meeting_id: int) -> Meeting:
    """One meeting of this event that is agreed on."""
    found = db.session.get(Meeting, meeting_id)
    if found is None or found.event_id != event.id or found.cancelled_at is not None:
        raise NotFound(_("There is no such meeting."))
    return found


def unplaced(today: Today, person: Participant) -> list[Meeting]:
    """What somebody has agreed on and has no place for, or had and was not held."""
    theirs = or_(Meeting.low_id == person.id, Meeting.high_id == person.id)
    agreed = select(Meeting).where(theirs, Meeting.cancelled_at.is_(None)).order_by(Meeting.id)
    agreed = agreed.options(
        *(joinedload(side).joinedload(Participant.organization) for side in (Meeting.low, Meeting.high))
    )
    held = today.board.of_meeting.keys() - today.freed.keys()
    return [meeting for meeting in db.session.scalars(agreed) if meeting.id not in held]


def free_places(today: Today, meeting: Meeting) -> list[Offer]:
    """Where a meeting could be held from the next slot on: today first, then what costs least, then the soonest."""
    slots = today.open_slots
    if not slots:
        return []
    offers = Places(today, slots[0]).of_meeting(meeting.id, slots)
    starts = {slot.id: slot.starts_at for slot in slots}

    def rank(offer: Offer) -> tuple[object, ...]:
        starts_at = starts[offer.slot]
        return (presence.day_of(today.event, starts_at), max(0, offer.breaks), offer.table_changes, starts_at)

    return sorted(offers, key=rank)[:MOST_PLACES]


def partners(event: Event, person: Participant, words: str, now: datetime) -> list[Partner]:
    """Those whom the typed words find, and why they may not meet, where they may not."""
    rules = meeting_rules.rules_of(event)
    found = presence.arrivals(event, now, presence.Search(words), offset=0, limit=MOST_PARTNERS)
    others = [arrival for arrival in found if arrival.person.id != person.id]
    return [Partner(one, meeting_rules.reason_not(person, one.person, rules)) for one in others]
