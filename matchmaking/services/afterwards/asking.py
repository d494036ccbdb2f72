"""Asking for feedback: one mail to each attendee after each day on which they had meetings."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import CalendarEntry, Event, Feedback, Participant, ParticipantStatus, Slot
from matchmaking.services import audit
from matchmaking.services.afterwards import feedback_links
from matchmaking.services.mail import addresses, outbox
from matchmaking.services.words.times import day_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from matchmaking.models import Mail, Organizer

REST = timedelta(minutes=30)  # between the day's last meeting and the mail
TOO_LATE = timedelta(days=7)  # an event that was over long ago is not asked about by itself


def ask_after_each_day(now: datetime) -> int:
    """Ask the attendees of every event whose day has just ended; the worker's task. Answers how many were asked."""
    asked = 0
    for event in _asking(now):
        until = _end_of_day(event, now)
        if until is not None and (event.feedback_asked_until is None or event.feedback_asked_until < until):
            asked += _ask(event, _unanswered(event, until), until, now)
    return asked


def ask_now(event: Event, organizer: Organizer, now: datetime) -> int:
    """Ask all who have meetings behind them that they have said nothing of; at most once a day each."""
    asked = _ask(event, _unanswered(event, now), now, now)
    audit.record("feedback.asked", at=now, event_id=event.id, organizer=organizer, people=asked)
    return asked


def to_be_asked(event: Event, now: datetime) -> int:
    """How many have meetings behind them that they have said nothing of."""
    return len(_unanswered(event, now))


def preview(event: Event, reader: Organizer) -> str:
    """The mail as an attendee gets it, with an address that leads nowhere."""
    url = addresses.page("public.feedback", token="…")  # noqa: S106 - it opens nothing
    return outbox.text_of("feedback", reader.name, reader.language, event=event, feedback_url=url)[1]


def _asking(now: datetime) -> Sequence[Event]:
    return db.session.scalars(
        select(Event).where(
            Event.asks_feedback,
            Event.version_number > 0,
            Event.cancelled_at.is_(None),
            Event.feedback_closed_at.is_(None),
            Event.starts_on <= (now + timedelta(days=1)).date(),
            Event.ends_on >= (now - TOO_LATE).date(),
        )
    ).all()


def _end_of_day(event: Event, now: datetime) -> datetime | None:
    """The end of the last slot of the latest day whose slots have all ended a while ago."""
    last: dict[object, datetime] = {}
    for ends_at in db.session.scalars(select(Slot.ends_at).where(Slot.event_id == event.id)):
        day = day_of(ends_at, event)
        last[day] = max(ends_at, last.get(day, ends_at))
    return max((end for end in last.values() if end + REST <= now), default=None)


def _unanswered(event: Event, until: datetime) -> list[Participant]:
    """Those who had a meeting until then and said nothing of it."""
    said = select(Feedback.id).where(
        Feedback.participant_id == CalendarEntry.participant_id, Feedback.meeting_id == CalendarEntry.meeting_id
    )
    owing = select(CalendarEntry.participant_id).where(
        CalendarEntry.cancelled.is_(False), CalendarEntry.ends_at <= until, ~said.exists()
    )
    return list(
        db.session.scalars(
            select(Participant)
            .where(
                Participant.event_id == event.id,
                Participant.status == ParticipantStatus.APPROVED,
                Participant.id.in_(owing),
            )
            .order_by(Participant.id)
        )
    )


def _ask(event: Event, people: Sequence[Participant], until: datetime, now: datetime) -> int:
    event.feedback_asked_until = until
    return sum(_mail(event, person, now) is not None for person in people)


def _mail(event: Event, person: Participant, now: datetime) -> Mail | None:
    return outbox.write(
        "feedback",
        person,
        now=now,
        dedupe_key=f"feedback:{event.id}:{person.id}:{day_of(now, event).isoformat()}",
        event=event,
        feedback_url=feedback_links.url_for_participant(person),
    )
