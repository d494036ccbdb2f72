"""The meetings of a day in one mail to each who has some: the evening before, and again that morning."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from matchmaking.extensions import db
from matchmaking.models import CalendarEntry, Event, Participant, ParticipantStatus
from matchmaking.services.mail import addresses, outbox
from matchmaking.services.words.times import local

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

KIND = "day_ahead"
EVENING, MORNING = time(18), time(7)  # of the event's wall clock
TOO_LATE = timedelta(hours=3)  # a worker that was down for longer wakes nobody up with it


@dataclass(frozen=True, slots=True)
class Call:
    """The moment at which the meetings of a day are told."""

    day: date
    at: datetime
    evening: bool


@dataclass(frozen=True, slots=True)
class Held:
    """One meeting of the day, and everybody else who comes to it."""

    entry: CalendarEntry
    others: tuple[Participant, ...]


def tell_of_meetings(now: datetime) -> int:
    """Tell everybody of the meetings of the day that is near, answer how many mails it took; the worker's task."""
    due = [(event, call) for event in _telling(now) for call in _calls(event, now) if _is_due(event, call)]
    return sum(_tell(event, call, now) for event, call in due)


def _telling(now: datetime) -> Sequence[Event]:
    """Events around these days, whichever day it is in their zone."""
    return db.session.scalars(
        select(Event).where(
            or_(Event.tells_evening, Event.tells_morning),
            Event.version_number > 0,
            Event.cancelled_at.is_(None),
            Event.starts_on <= (now + timedelta(days=2)).date(),
            Event.ends_on >= (now - timedelta(days=1)).date(),
        )
    ).all()


def _calls(event: Event, now: datetime) -> Iterator[Call]:
    """What is to be said just now: at most one, for evening and morning are far from each other."""
    today = local(now, event).date()
    tomorrow = today + timedelta(days=1)
    if event.tells_morning:
        yield from _near(Call(today, _moment(event, today, MORNING), evening=False), now)
    if event.tells_evening:
        yield from _near(Call(tomorrow, _moment(event, today, EVENING), evening=True), now)


def _near(call: Call, now: datetime) -> Iterator[Call]:
    if call.at <= now < call.at + TOO_LATE:
        yield call


def _is_due(event: Event, call: Call) -> bool:
    return event.told_ahead_at is None or event.told_ahead_at < call.at


def _tell(event: Event, call: Call, now: datetime) -> int:
    event.told_ahead_at = call.at
    to_come = [held for held in _meetings(event, call.day) if held.entry.starts_at > now]
    by_reader = groupby(to_come, key=attrgetter("entry.participant"))
    return sum(_write(event, call, reader, list(meetings), now) for reader, meetings in by_reader)


def _write(event: Event, call: Call, reader: Participant, meetings: list[Held], now: datetime) -> bool:
    mail = outbox.write(
        KIND,
        reader,
        now=now,
        dedupe_key=f"{KIND}:{event.id}:{reader.id}:{call.at.isoformat()}",
        event=event,
        evening=call.evening,
        day=call.day,
        meetings=meetings,
        agenda_url=addresses.page("participant.agenda", slug=event.slug),
    )
    return mail is not None


def _meetings(event: Event, day: date) -> list[Held]:
    """What was published for that day to those who take part, by reader and in order of time."""
    entries = db.session.scalars(
        select(CalendarEntry)
        .join(Participant, Participant.id == CalendarEntry.participant_id)
        .where(
            Participant.event_id == event.id,
            Participant.status == ParticipantStatus.APPROVED,
            CalendarEntry.cancelled.is_(False),
            CalendarEntry.starts_at >= _moment(event, day, time()),
            CalendarEntry.starts_at < _moment(event, day + timedelta(days=1), time()),
        )
        .options(
            joinedload(CalendarEntry.participant).joinedload(Participant.organization),
            joinedload(CalendarEntry.partner).joinedload(Participant.organization),
        )
        .order_by(CalendarEntry.participant_id, CalendarEntry.starts_at, CalendarEntry.meeting_id)
    ).all()
    present: defaultdict[int, list[Participant]] = defaultdict(list)
    for entry in entries:
        present[entry.meeting_id].append(entry.participant)
    return [Held(entry, _others(entry, present[entry.meeting_id])) for entry in entries]


def _others(entry: CalendarEntry, present: list[Participant]) -> tuple[Participant, ...]:
    """The partner first, then who is there besides, such as an interpreter."""
    known = {entry.participant_id, entry.partner_id}
    return (entry.partner, *(person for person in present if person.id not in known))


def _moment(event: Event, day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, ZoneInfo(event.time_zone)).astimezone(UTC)
