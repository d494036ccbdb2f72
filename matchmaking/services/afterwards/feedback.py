"""Feedback: both sides say whether a meeting took place, how good it was, and what follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from matchmaking.extensions import db
from matchmaking.models import CalendarEntry, Event, Feedback, FollowUp, Participant
from matchmaking.services.refusals import NotFound, PhaseClosed

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Select


MOST = 2_000_000_000  # of a value or a number of people: what both databases can add up


@dataclass(frozen=True, slots=True)
class Answer:
    """What one attendee says of one meeting; of one that did not take place nothing else is kept."""

    took_place: bool
    rating: int | None = None
    follow_up: FollowUp | None = None
    value: int | None = None
    reached: int | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A meeting that was to be held by now, as one attendee knows it, and what they said of it."""

    entry: CalendarEntry
    said: Feedback | None


def items_of(participant: Participant, now: datetime) -> list[Item]:
    """The meetings of this participant that have ended, in order of time."""
    entries = db.session.scalars(
        select(CalendarEntry)
        .where(
            CalendarEntry.participant_id == participant.id,
            CalendarEntry.cancelled.is_(False),
            CalendarEntry.ends_at <= now,
        )
        .options(joinedload(CalendarEntry.partner).joinedload(Participant.organization))
        .order_by(CalendarEntry.starts_at, CalendarEntry.meeting_id)
    )
    said = {row.meeting_id: row for row in db.session.scalars(_of(participant))}
    return [Item(entry, said.get(entry.meeting_id)) for entry in entries]


def is_open(event: Event) -> bool:
    """Whether feedback can be given and changed."""
    return event.feedback_closed_at is None


def give(event: Event, participant: Participant, meeting_id: int, answer: Answer, now: datetime) -> None:
    """Keep what a participant says of a meeting of theirs; saying it again replaces it."""
    if not is_open(event):
        raise PhaseClosed(_("The organizers have closed the feedback."))
    entry = db.session.get(CalendarEntry, (participant.id, meeting_id))
    if entry is None or entry.cancelled or entry.ends_at > now:
        raise NotFound(_("There is no such meeting."))
    row = db.session.scalar(_of(participant).where(Feedback.meeting_id == meeting_id))
    if row is None:
        row = Feedback(event_id=event.id, meeting_id=meeting_id, participant_id=participant.id)
        db.session.add(row)
    kept = answer if answer.took_place else Answer(took_place=False, comment=answer.comment)
    row.took_place, row.rating, row.follow_up = kept.took_place, kept.rating, kept.follow_up
    row.value, row.reached, row.comment = kept.value, kept.reached, kept.comment
    row.changed_at = now


def _of(participant: Participant) -> Select[Feedback]:
    return select(Feedback).where(Feedback.participant_id == participant.id)
