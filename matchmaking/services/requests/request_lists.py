"""A participant's requests as they see them: those that wait, those agreed on, those that came to nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from matchmaking.extensions import db
from matchmaking.models import (
    CalendarEntry,
    Meeting,
    MeetingRequest,
    OrganizationRequest,
    Participant,
    Priority,
    RequestStatus,
)
from matchmaking.services.people.directory import Mark, mark_of
from matchmaking.services.requests import organization_sides
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
    to_all: ToOrganizations


@dataclass(frozen=True)
class ToOrganizations:
    """The same of requests to an organization, which are requests like any other once somebody has accepted."""

    waiting: list[OrganizationRequest]
    sent: list[OrganizationRequest]
    off: list[OrganizationRequest]
    missed: list[OrganizationRequest]


@dataclass(frozen=True)
class Between:
    """What there is between a participant and somebody else: the open request of either side, and a mark."""

    mark: Mark
    sent: MeetingRequest | None
    received: MeetingRequest | None
    meeting: Meeting | None
    asked_theirs: OrganizationRequest | None  # the other's organization, as a whole
    asks_mine: OrganizationRequest | None

    @property
    def by_organizers_at(self) -> datetime | None:
        """When the organizers last asked or answered on behalf of either side."""
        return _marked_at(self.sent, self.received)


@dataclass(frozen=True)
class Wish:
    """An open request that a participant has sent, to somebody or to an organization."""

    request: MeetingRequest | OrganizationRequest

    @property
    def to_all(self) -> bool:
        """Whether an organization was asked."""
        return isinstance(self.request, OrganizationRequest)

    @property
    def name(self) -> str:
        """Who was asked."""
        if isinstance(self.request, OrganizationRequest):
            return self.request.organization.name
        return self.request.recipient.name


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
        to_all=_to_organizations(participant, booking_over=booking_over),
    )


def _to_organizations(participant: Participant, *, booking_over: bool) -> ToOrganizations:
    sent = db.session.scalars(
        select(OrganizationRequest)
        .where(OrganizationRequest.requester_id == participant.id)
        .options(joinedload(OrganizationRequest.organization))
        .order_by(OrganizationRequest.created_at, OrganizationRequest.id)
    ).all()
    off = [request for request in sent if request.status in {RequestStatus.DECLINED, RequestStatus.EXPIRED}]
    pending = [request for request in sent if request.status is RequestStatus.PENDING]
    waiting, missed = organization_sides.waiting_for(participant), organization_sides.missed_by(participant)
    if booking_over:  # their status may still have to follow
        return ToOrganizations([], [], off + pending, missed + waiting)
    return ToOrganizations(waiting, pending, off, missed)


def by_rank(participant: Participant) -> dict[Priority, list[Wish]]:
    """The open requests that a participant has sent, from must to open to, each by name."""
    found = db.session.scalars(
        select(MeetingRequest)
        .where(MeetingRequest.requester_id == participant.id, MeetingRequest.shown.in_(OPEN))
        .options(joinedload(MeetingRequest.recipient).joinedload(Participant.organization))
    )
    to_all = db.session.scalars(
        select(OrganizationRequest)
        .where(OrganizationRequest.requester_id == participant.id, organization_sides.PENDING)
        .options(joinedload(OrganizationRequest.organization))
    )
    ranked: dict[Priority, list[Wish]] = {rank: [] for rank in sorted(Priority, reverse=True)}
    for wish in sorted((Wish(request) for request in (*found, *to_all)), key=lambda one: fold(one.name)):
        ranked[wish.request.priority].append(wish)
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
    asked_theirs = asks_mine = None
    if not booking_over:
        asked_theirs = next(iter(organization_sides.pending_between(participant, other)), None)
        waiting = organization_sides.waiting_for(participant)
        asks_mine = next((request for request in waiting if request.requester_id == other.id), None)
    return Between(mark, sent, received, meeting, asked_theirs, asks_mine)


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
