"""Two participants and what there is between them: the requests of either side, and their meeting."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import and_, or_, select

from matchmaking.extensions import db
from matchmaking.models import Meeting, MeetingRequest, Participant, RequestStatus
from matchmaking.services.identity.tokens import new_uid

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ScalarResult, Select

    from matchmaking.models import Event, OrganizationRequest, Priority

Row = TypeVar("Row", MeetingRequest, Meeting)

OPEN = frozenset({RequestStatus.PENDING, RequestStatus.ACCEPTED})


@dataclass
class Pair:
    """The requests between two participants, and their meeting, whether it is cancelled or not."""

    one: Participant
    other: Participant
    requests: list[MeetingRequest]
    meeting: Meeting | None

    def request_of(self, requester: Participant) -> MeetingRequest | None:
        """What this side has asked the other."""
        return next((request for request in self.requests if request.requester_id == requester.id), None)


def hold(one: Participant, other: Participant) -> Pair:
    """
    Load a pair for change, and keep everybody else from changing it until the transaction ends.

    Without this, two who ask each other at the same moment would both wait for an answer.
    """
    ids = sorted((one.id, other.id))
    people = select(Participant).where(Participant.id.in_(ids)).order_by(Participant.id)
    db.session.scalars(people.with_for_update(key_share=True).execution_options(populate_existing=True)).all()
    requests = _fresh(
        select(MeetingRequest).where(
            or_(
                and_(MeetingRequest.requester_id == one.id, MeetingRequest.recipient_id == other.id),
                and_(MeetingRequest.requester_id == other.id, MeetingRequest.recipient_id == one.id),
            )
        )
    )
    meeting = _fresh(select(Meeting).where(Meeting.low_id == ids[0], Meeting.high_id == ids[1]))
    return Pair(one, other, list(requests), meeting.one_or_none())


class Pairs:
    """All pairs of an event, loaded at once and held for change as `hold` does with one, for those who need many."""

    def __init__(self, event: Event) -> None:
        everybody = select(Participant.id).where(Participant.event_id == event.id).order_by(Participant.id)
        db.session.execute(everybody.with_for_update(key_share=True)).all()
        self._requests: defaultdict[tuple[int, int], list[MeetingRequest]] = defaultdict(list)
        for request in _fresh(select(MeetingRequest).where(MeetingRequest.event_id == event.id)):
            self._requests[_low_first(request.requester_id, request.recipient_id)].append(request)
        meetings = _fresh(select(Meeting).where(Meeting.event_id == event.id))
        self._meetings = {(meeting.low_id, meeting.high_id): meeting for meeting in meetings}
        self._pairs: dict[tuple[int, int], Pair] = {}

    def between(self, one: Participant, other: Participant) -> Pair:
        """The pair of these two."""
        ids = _low_first(one.id, other.id)
        if ids not in self._pairs:
            self._pairs[ids] = Pair(one, other, self._requests[ids], self._meetings.get(ids))
        return self._pairs[ids]


def new_request(
    pair: Pair, requester: Participant, recipient: Participant, priority: Priority, now: datetime
) -> MeetingRequest:
    """One more request of the pair, pending."""
    request = MeetingRequest(
        event_id=requester.event_id,
        requester=requester,
        requester_id=requester.id,  # known at once, not only when it is stored
        recipient=recipient,
        recipient_id=recipient.id,
        priority=priority,
        status=RequestStatus.PENDING,
        created_at=now,
        changed_at=now,
    )
    db.session.add(request)
    pair.requests.append(request)
    return request


def settle(pair: Pair, now: datetime) -> list[MeetingRequest]:
    """Draw the conclusions of a change, and store them; answers the requests that were accepted by this."""
    accepted = conclude(pair, now)
    db.session.flush()
    return accepted


def conclude(pair: Pair, now: datetime) -> list[MeetingRequest]:
    """
    Draw the conclusions of a change: mutual requests are accepted, the meeting is there if one is accepted.

    Answers the requests that were accepted by this.
    """
    accepted = _accept_mutual(pair, now)
    wanted = any(request.status is RequestStatus.ACCEPTED for request in pair.requests)
    if wanted and pair.meeting is None:
        low, high = sorted((pair.one.id, pair.other.id))
        pair.meeting = Meeting(event_id=pair.one.event_id, low_id=low, high_id=high, uid=new_uid(), created_at=now)
        db.session.add(pair.meeting)
    elif wanted and pair.meeting is not None:
        pair.meeting.cancelled_at = None
    elif pair.meeting is not None and pair.meeting.cancelled_at is None:
        pair.meeting.cancelled_at = now
    return accepted


def set_status(request: MeetingRequest | OrganizationRequest, status: RequestStatus, now: datetime) -> None:
    """Move a request on."""
    if request.status is not status:
        request.status = status
        request.changed_at = now
        request.held_at = None  # what it was before is no news any more
        if isinstance(request, MeetingRequest):
            request.shown_as = None


def refuse(request: MeetingRequest, now: datetime) -> None:
    """Decline what was not answered yet: quietly, so that to its requester it goes on waiting, until booking closes."""
    before = request.status
    set_status(request, RequestStatus.DECLINED, now)
    if before in {RequestStatus.PENDING, RequestStatus.WITHDRAWN}:
        request.shown_as = before


def reconsider(request: MeetingRequest | None, now: datetime) -> None:
    """Take a quiet no back, as whoever said it does who asks in turn."""
    if request is not None and request.shown_as is not None:
        set_status(request, request.shown_as, now)


def _accept_mutual(pair: Pair, now: datetime) -> list[MeetingRequest]:
    """Each has asked the other, and neither was declined: nobody needs to answer any more."""
    if len(pair.requests) < 2 or not all(request.status in OPEN for request in pair.requests):  # noqa: PLR2004 - both
        return []
    waiting = [request for request in pair.requests if request.status is RequestStatus.PENDING]
    for request in waiting:
        set_status(request, RequestStatus.ACCEPTED, now)
    return waiting


def _fresh(query: Select[Row]) -> ScalarResult[Row]:
    """Rows as they are now, whatever was read before the lock was had."""
    return db.session.scalars(query.execution_options(populate_existing=True))


def _low_first(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one <= other else (other, one)
