"""News of requests once a day in one mail, for those who want it so: in the morning, and only what is still true."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from matchmaking.extensions import db
from matchmaking.models import Event, MeetingRequest, Participant, ParticipantStatus, RequestStatus
from matchmaking.services.mail import addresses, outbox
from matchmaking.services.requests import answer_links
from matchmaking.services.setup import phases
from matchmaking.services.words.times import local

if TYPE_CHECKING:
    from collections.abc import Sequence

KIND = "requests_daily"
HOUR = time(7)  # of the event's wall clock
DAY = timedelta(days=1)


def hold(event: Event, request: MeetingRequest, reader: Participant, now: datetime) -> bool:
    """Keep the news of a request for the reader's daily mail; not where it would come too late to answer."""
    closes_at = event.booking_closes_at
    if not reader.requests_daily or (closes_at is not None and closes_at <= now + DAY):
        return False
    request.held_at = now
    return True


def tell_of_requests(now: datetime) -> int:
    """Write everybody's daily mail, answer how many these were; the worker's task."""
    waiting = select(MeetingRequest.event_id).where(MeetingRequest.held_at.is_not(None))
    events = db.session.scalars(select(Event).where(Event.id.in_(waiting))).all()
    return sum(_tell(event, now) for event in events)


def _tell(event: Event, now: datetime) -> int:
    """What was held before this morning's hour; what came since then waits for tomorrow's."""
    hour = datetime.combine(local(now, event).date(), HOUR, ZoneInfo(event.time_zone)).astimezone(UTC)
    if now < hour:
        return 0
    news: defaultdict[int, list[MeetingRequest]] = defaultdict(list)
    for request in _held(event, hour):
        request.held_at = None
        if _is_news(event, request, now):
            news[_reader(request).id].append(request)
    return sum(_write(event, requests, hour, now) for requests in news.values())


def _held(event: Event, until: datetime) -> Sequence[MeetingRequest]:
    sides = (MeetingRequest.requester, MeetingRequest.recipient)
    return db.session.scalars(
        select(MeetingRequest)
        .where(MeetingRequest.event_id == event.id, MeetingRequest.held_at < until)
        .options(*(joinedload(side).joinedload(Participant.organization) for side in sides))
        .order_by(MeetingRequest.held_at, MeetingRequest.id)
    ).all()


def _is_news(event: Event, request: MeetingRequest, now: datetime) -> bool:
    """Whether it still waits for an answer, or has one."""
    if request.status is RequestStatus.PENDING:
        return not phases.booking_is_over(event, now)
    return request.status is RequestStatus.ACCEPTED and event.cancelled_at is None


def _reader(request: MeetingRequest) -> Participant:
    """Whoever is to learn of it: an answer goes to the one who asked."""
    return request.recipient if request.status is RequestStatus.PENDING else request.requester


def _write(event: Event, requests: list[MeetingRequest], hour: datetime, now: datetime) -> bool:
    reader = _reader(requests[0])
    if reader.status is not ParticipantStatus.APPROVED:
        return False
    mail = outbox.write(
        KIND,
        reader,
        now=now,
        dedupe_key=f"{KIND}:{reader.id}:{hour.isoformat()}",
        event=event,
        asked=[
            (request.requester, request.message, answer_links.url_for_request(request))
            for request in requests
            if request.status is RequestStatus.PENDING
        ],
        agreed=[request.recipient for request in requests if request.status is RequestStatus.ACCEPTED],
        requests_url=addresses.page("participant.requests", slug=event.slug),
    )
    return mail is not None
