"""A participant's requests as they see them: those that wait, those agreed on, those that came to nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from matchmaking.extensions import db
from matchmaking.models import CalendarEntry, Meeting, MeetingRequest, Participant, Priority, RequestStatus
from matchmaking.services.people.directory import Mark, mark_of
from matchmaking.services.requests.pairs import OPEN
from matchmaking.services.words.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


@dataclass(frozen=True)
class Agreed:
    """A meeting that was agreed on: with whom, by which requests, and where it stands in the version in force."""

    meeting: Meeting
    partner: Participant
    sent: MeetingRequest | None
    received: MeetingRequest | None
    entry: CalendarEntry | None

    @property
    def request(self) -> MeetingRequest:
        """The request by which it can be called off."""
        found = self.sent or self.received
        if found is None:
            raise LookupError(f"Meeting {self.meeting.id} has no accepted request.")
        return found

    @property
    def by_organizers_at(self) -> datetime | None:
        """When the organizers last asked or answered on behalf of either side."""
        return _marked_at(self.sent, self.received)


@dataclass(frozen=True)
class Lists:
    """Each in order of time; `off` are sent requests that will not take place, `missed` received ones not answered."""

    waiting: list[MeetingRequest]
    agreed: list[Agreed]
    sent: list[MeetingRequest]
    off: list[MeetingRequest]
    missed: list[MeetingRequest]


@dataclass(frozen=True)
class Between:
    """What there is between a participant and somebody else: the open request of either side, and a mark."""

    mark: Mark
    sent: MeetingRequest | None
    received: MeetingRequest | None
    meeting: Meeting | None

    @property
    def by_organizers_at(self) -> datetime | None:
        """When the organizers last asked or answered on behalf of either side."""
        return _marked_at(self.sent, self.received)


def of(participant: Participant, *, booking_over: bool) -> Lists:
    """Everything of one participant, with a constant number of queries."""
    marked = [
        (mark_of(request, sent=request.requester_id == participant.id, booking_over=booking_over), request)
        for request in _requests(participant)
    ]
    return Lists(
        waiting=[request for mark, request in marked if mark is Mark.ASKED_BY],
        agreed=_agreed(participant, [request for mark, request in marked if mark is Mark.MEETING]),
        sent=[request for mark, request in marked if mark is Mark.ASKED],
        off=[request for mark, request in marked if mark is Mark.WILL_NOT],
        missed=[request for mark, request in marked if mark is Mark.NONE and _missed(request, participant)],
    )


def by_rank(participant: Participant) -> dict[Priority, list[MeetingRequest]]:
    """The open requests that a participant has sent, from must to open to, each by name."""
    found = db.session.scalars(
        select(MeetingRequest)
        .where(MeetingRequest.requester_id == participant.id, MeetingRequest.status.in_(OPEN))
        .options(joinedload(MeetingRequest.recipient).joinedload(Participant.organization))
    )
    ranked: dict[Priority, list[MeetingRequest]] = {rank: [] for rank in sorted(Priority, reverse=True)}
    for request in sorted(found, key=lambda one: fold(one.recipient.name)):
        ranked[request.priority].append(request)
    return ranked


def _missed(request: MeetingRequest, participant: Participant) -> bool:
    """Whether a participant let this request expire; its status may still have to follow the end of booking."""
    received = request.recipient_id == participant.id
    return received and request.status in {RequestStatus.EXPIRED, RequestStatus.PENDING}


def between(participant: Participant, other: Participant, *, booking_over: bool) -> Between:
    """What there is between these two, in the participant's eyes."""
    sent = received = None
    mark = Mark.NONE
    for request in _requests(participant, other):
        is_sent = request.requester_id == participant.id
        its_mark = mark_of(request, sent=is_sent, booking_over=booking_over)
        mark = mark.stronger(its_mark)
        if its_mark in {Mark.NONE, Mark.NO_THANKS, Mark.WILL_NOT}:
            continue
        if is_sent:
            sent = request
        else:
            received = request
    low, high = sorted((participant.id, other.id))
    meeting = db.session.scalar(
        select(Meeting).where(Meeting.low_id == low, Meeting.high_id == high, Meeting.cancelled_at.is_(None))
    )
    return Between(mark, sent, received, meeting)


def _requests(participant: Participant, other: Participant | None = None) -> Iterable[MeetingRequest]:
    sent, received = MeetingRequest.requester_id == participant.id, MeetingRequest.recipient_id == participant.id
    if other is not None:
        sent &= MeetingRequest.recipient_id == other.id
        received &= MeetingRequest.requester_id == other.id
    return db.session.scalars(
        select(MeetingRequest)
        .where(or_(sent, received), MeetingRequest.status != RequestStatus.WITHDRAWN)
        .options(
            joinedload(MeetingRequest.requester).joinedload(Participant.organization),
            joinedload(MeetingRequest.recipient).joinedload(Participant.organization),
        )
        .order_by(MeetingRequest.created_at, MeetingRequest.id)
    )


def _agreed(participant: Participant, requests: list[MeetingRequest]) -> list[Agreed]:
    """Pair the requests by partner, with their meetings and what was published of them."""
    meetings = db.session.scalars(
        select(Meeting).where(
            or_(Meeting.low_id == participant.id, Meeting.high_id == participant.id), Meeting.cancelled_at.is_(None)
        )
    )
    with_partner = {
        meeting.high_id if meeting.low_id == participant.id else meeting.low_id: meeting for meeting in meetings
    }
    entries = {
        entry.meeting_id: entry
        for entry in db.session.scalars(
            select(CalendarEntry).where(
                CalendarEntry.participant_id == participant.id, CalendarEntry.cancelled.is_(False)
            )
        )
    }
    sent = {request.recipient_id: request for request in requests if request.requester_id == participant.id}
    received = {request.requester_id: request for request in requests if request.recipient_id == participant.id}
    agreed = []
    for request in requests:
        partner = request.recipient if request.requester_id == participant.id else request.requester
        meeting = with_partner.pop(partner.id, None)
        if meeting is not None:
            agreed.append(
                Agreed(meeting, partner, sent.get(partner.id), received.get(partner.id), entries.get(meeting.id))
            )
    return agreed


def _marked_at(*requests: MeetingRequest | None) -> datetime | None:
    moments = [
        at
        for request in requests
        if request is not None
        for at in (request.asked_by_organizers_at, request.answered_by_organizers_at)
        if at is not None
    ]
    return max(moments, default=None)
