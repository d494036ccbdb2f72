"""News of requests once a day in one mail, for those who want it so: in the morning, and only what is still true."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import select, union
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
from matchmaking.services.mail import addresses, outbox
from matchmaking.services.requests import answer_links, organization_sides
from matchmaking.services.setup import phases
from matchmaking.services.words.times import local

if TYPE_CHECKING:
    from collections.abc import Sequence

KIND = "requests_daily"
AT_ONCE = ("request_received", "organization_asked")
HOUR = time(7)  # of the event's wall clock
DAY = timedelta(days=1)


@dataclass
class News:
    """What one reader has not been told yet: requests of their own, and those to their organization."""

    reader: Participant
    requests: list[MeetingRequest] = field(default_factory=list)
    to_all: list[OrganizationRequest] = field(default_factory=list)


def hold(event: Event, request: MeetingRequest | OrganizationRequest, reader: Participant, now: datetime) -> bool:
    """
    Keep the news of a request for the reader's daily mail; not where it would come too late to answer.

    Whoever has not chosen that gets the first request of a day at once, and the others with the next morning's news.
    """
    closes_at = event.booking_closes_at
    if closes_at is not None and closes_at <= now + DAY:
        return False
    asked_today = request.status is RequestStatus.PENDING and _was_asked_today(reader, now)
    if not (reader.requests_daily or asked_today):
        return False
    request.held_at = now
    return True


def key_of(request: OrganizationRequest, reader: Participant, now: datetime) -> str:
    """What the mail about a request to an organization is known by; it goes to each of those asked."""
    return f"{_key(request)}{reader.id}:{now:%Y-%m-%d}"


def tell_of_requests(now: datetime) -> int:
    """Write everybody's daily mail, answer how many these were; the worker's task."""
    waiting = union(
        *(select(table.event_id).where(table.held_at.is_not(None)) for table in (MeetingRequest, OrganizationRequest))
    )
    events = db.session.scalars(select(Event).where(Event.id.in_(waiting))).all()
    return sum(_tell(event, now) for event in events)


def _tell(event: Event, now: datetime) -> int:
    """What was held before this morning's hour; what came since then waits for tomorrow's."""
    hour = datetime.combine(local(now, event).date(), HOUR, ZoneInfo(event.time_zone)).astimezone(UTC)
    if now < hour:
        return 0
    news: dict[int, News] = {}
    for request in _held(event, hour):
        request.held_at = None
        if _is_news(event, request, now):
            reader = _reader(request)
            news.setdefault(reader.id, News(reader)).requests.append(request)
    for to_all in _held_to_all(event, hour):
        to_all.held_at = None
        if _is_news(event, to_all, now):
            told = _told_at_once(to_all)
            for reader in organization_sides.asked(to_all.requester, to_all.organization):
                if reader.id not in told:
                    news.setdefault(reader.id, News(reader)).to_all.append(to_all)
    return sum(_write(event, one, hour, now) for one in news.values())


def _held(event: Event, until: datetime) -> Sequence[MeetingRequest]:
    sides = (MeetingRequest.requester, MeetingRequest.recipient)
    return db.session.scalars(
        select(MeetingRequest)
        .where(MeetingRequest.event_id == event.id, MeetingRequest.held_at < until)
        .options(*(joinedload(side).joinedload(Participant.organization) for side in sides))
        .order_by(MeetingRequest.held_at, MeetingRequest.id)
    ).all()


def _held_to_all(event: Event, until: datetime) -> Sequence[OrganizationRequest]:
    return db.session.scalars(
        select(OrganizationRequest)
        .where(OrganizationRequest.event_id == event.id, OrganizationRequest.held_at < until)
        .options(joinedload(OrganizationRequest.requester).joinedload(Participant.organization))
        .order_by(OrganizationRequest.held_at, OrganizationRequest.id)
    ).all()


def _was_asked_today(reader: Participant, now: datetime) -> bool:
    """Whether a mail about a request has gone to somebody already on this day."""
    day = datetime.combine(now.date(), time(), UTC)
    mail = select(Mail.id).where(Mail.participant_id == reader.id, Mail.kind.in_(AT_ONCE), Mail.created_at >= day)
    return db.session.scalar(mail.limit(1)) is not None


def _told_at_once(request: OrganizationRequest) -> set[int | None]:
    """Who has had a mail of their own about a request to their organization."""
    mails = select(Mail.participant_id).where(Mail.dedupe_key.startswith(_key(request), autoescape=True))
    return set(db.session.scalars(mails))


def _key(request: OrganizationRequest) -> str:
    return f"organization_asked:{request.id}:"


def _is_news(event: Event, request: MeetingRequest | OrganizationRequest, now: datetime) -> bool:
    """Whether it still waits for an answer, or has one."""
    if request.status is RequestStatus.PENDING:
        return not phases.booking_is_over(event, now)
    answered = isinstance(request, MeetingRequest) and request.status is RequestStatus.ACCEPTED
    return answered and event.cancelled_at is None


def _reader(request: MeetingRequest) -> Participant:
    """Whoever is to learn of it: an answer goes to the one who asked."""
    return request.recipient if request.status is RequestStatus.PENDING else request.requester


def _write(event: Event, news: News, hour: datetime, now: datetime) -> bool:
    reader = news.reader
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
            for request in news.requests
            if request.status is RequestStatus.PENDING
        ],
        asked_to_all=[
            (
                request.requester,
                request.organization,
                request.message,
                answer_links.url_for_organization(request, reader),
            )
            for request in news.to_all
        ],
        agreed=[request.recipient for request in news.requests if request.status is RequestStatus.ACCEPTED],
        requests_url=addresses.page("participant.requests", slug=event.slug),
    )
    return mail is not None
