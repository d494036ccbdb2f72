"""Meeting requests: sent, answered, withdrawn; a meeting comes of each that is accepted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Event, MeetingRequest, RequestStatus
from matchmaking.services.refusals import Conflict, NotFound
from matchmaking.services.requests import (
    calling_off,
    meeting_rules,
    organization_requests,
    pairs,
    quotas,
    request_mails,
)
from matchmaking.services.requests.messages import message_of
from matchmaking.services.requests.pairs import OPEN, set_status
from matchmaking.services.setup import phases

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from matchmaking.models import Participant, Priority


@dataclass(frozen=True)
class Known:
    """What the organizers know of a request. That it was asked at all is no news: it undoes no answer."""

    priority: Priority
    message: str
    status: RequestStatus

    def status_over(self, request: MeetingRequest) -> RequestStatus:
        """The status that a request has then."""
        return request.status if self.status is RequestStatus.PENDING else self.status

    def changes(self, request: MeetingRequest) -> bool:
        """Whether a request is not yet like that."""
        now = (request.priority, request.message, request.status)
        return now != (self.priority, message_of(self.message), self.status_over(request))


def send(  # noqa: PLR0913 - who asks whom, how much, with which words
    requester: Participant,
    recipient: Participant,
    priority: Priority,
    message: str,
    now: datetime,
    *,
    colleagues: bool = False,
    by_organizers: bool = False,
) -> MeetingRequest:
    """
    Ask somebody for a meeting. Where they have asked already, or asked the organization, both requests are accepted.

    Whoever asks again after withdrawing begins anew; after a request that came to nothing the answer stays.
    """
    event = _event(requester)
    phases.require_booking(event, now)
    pair = pairs.hold(requester, recipient)
    _require_may_meet(requester, recipient)
    request = pair.request_of(requester)
    if request is not None and request.shown in OPEN:
        raise Conflict(_("You have asked %(name)s already.", name=recipient.name))
    if request is not None and request.shown is not RequestStatus.WITHDRAWN:
        raise Conflict(_("The meeting with %(name)s will not take place.", name=recipient.name))
    organization_requests.require_not_asked(requester, recipient)
    quotas.require_room(event, requester, priority)
    if request is None:
        quotas.require_pace(requester, now)
        request = pairs.new_request(pair, requester, recipient, priority, now)
    request.priority, request.message = priority, message_of(message)
    request.requester_colleagues = colleagues
    request.asked_by_organizers_at = now if by_organizers else None
    request.answered_by_organizers_at = None
    if request.shown_as is not None:  # taken back and asked again, while the other has said no for good
        request.shown_as = RequestStatus.PENDING
        return request
    set_status(request, RequestStatus.PENDING, now)
    pairs.reconsider(pair.request_of(recipient), now)
    organization_requests.fulfil(pair, now)
    accepted = pairs.settle(pair, now)
    for given in accepted:
        if given is not request:
            request_mails.accepted(event, given, now)
    if not accepted:
        request_mails.received(event, request, now)
    return request


def accept(request: MeetingRequest, now: datetime, *, colleagues: bool = False, by_organizers: bool = False) -> None:
    """Agree to meet, as the recipient; once more changes nothing."""
    event = _event(request.recipient)
    phases.require_booking(event, now)
    pair = pairs.hold(request.requester, request.recipient)
    if request.status is RequestStatus.ACCEPTED:
        return
    if request.status is not RequestStatus.PENDING:
        raise Conflict(_("This request does not wait for an answer any more."))
    _require_may_meet(request.recipient, request.requester)
    request.recipient_colleagues = colleagues
    request.answered_by_organizers_at = now if by_organizers else None
    set_status(request, RequestStatus.ACCEPTED, now)
    organization_requests.fulfil(pair, now)
    pairs.settle(pair, now)
    request_mails.accepted(event, request, now)


def decline(request: MeetingRequest, now: datetime) -> None:
    """Say no, as the recipient: quietly and for good. A meeting that was agreed on is called off by it."""
    phases.require_running(_event(request.recipient), now)
    calling_off.one(request, request.recipient, now)


def decline_unanswered(request: MeetingRequest, now: datetime) -> None:
    """Say no to what was not answered yet; a meeting that was agreed on stays."""
    if request.status not in {RequestStatus.PENDING, RequestStatus.DECLINED}:
        raise Conflict(_("This request does not wait for an answer any more."))
    decline(request, now)


def withdraw(request: MeetingRequest, now: datetime) -> None:
    """Take a request back, as the requester. A meeting that was agreed on is called off by it."""
    phases.require_running(_event(request.requester), now)
    calling_off.one(request, request.requester, now)


def reprioritise(request: MeetingRequest, priority: Priority, now: datetime, *, by_organizers: bool = False) -> None:
    """Change how much a meeting is wished for, as the requester."""
    event = _event(request.requester)
    phases.require_booking(event, now)
    pairs.hold(request.requester, request.recipient)
    if request.shown not in OPEN:
        raise Conflict(_("This request is not open any more."))
    if request.priority is priority:
        return
    quotas.require_must(event, request.requester, priority)
    request.priority = priority
    request.asked_by_organizers_at = now if by_organizers else None
    request.changed_at = now


def put(  # noqa: PLR0913, PLR0917 - a request has as many parts
    event: Event,
    requester: Participant,
    recipient: Participant,
    priority: Priority,
    message: str,
    status: RequestStatus,
    now: datetime,
    *,
    rules: meeting_rules.Rules | None = None,
) -> bool:
    """
    Store a request as the organizers know it, whatever the phase, and tell nobody.

    Answers whether it changed anything.
    """
    reason = meeting_rules.reason_not(requester, recipient, rules)
    if reason is not None:
        raise Conflict(reason)
    pair = pairs.hold(requester, recipient)
    known = Known(priority, message, status)
    if not _store(pair, requester, recipient, known, now):
        return False
    db.session.flush()
    if pair.meeting is not None and pair.meeting.cancelled_at == now:
        calling_off.take_back(event, [pair.meeting], now)
    return True


def put_all(event: Event, requests: Iterable[tuple[Participant, Participant, Known]], now: datetime) -> None:
    """Store many requests as `put` does one; that these may meet was made sure of before."""
    held = pairs.Pairs(event)
    touched = []
    for requester, recipient, known in requests:
        pair = held.between(requester, recipient)
        if _store(pair, requester, recipient, known, now):
            touched.append(pair)
    db.session.flush()
    cancelled = {pair.meeting.id: pair.meeting for pair in touched if pair.meeting and pair.meeting.cancelled_at == now}
    if cancelled:
        calling_off.take_back(event, list(cancelled.values()), now)


def expire_pending(event: Event, now: datetime) -> int:
    """Close what nobody has answered, once booking has ended; answers how many requests that were."""
    pending = select(MeetingRequest).where(
        MeetingRequest.event_id == event.id, MeetingRequest.status == RequestStatus.PENDING
    )
    requests = list(db.session.scalars(pending))
    for request in requests:
        set_status(request, RequestStatus.EXPIRED, now)
    declined = select(MeetingRequest).where(
        MeetingRequest.event_id == event.id, MeetingRequest.shown_as == RequestStatus.PENDING
    )
    for request in db.session.scalars(declined):
        request.shown_as = None  # from now on it will not take place, like those that nobody has answered
    return len(requests)


def sent_by(participant: Participant, request_id: int) -> MeetingRequest:
    """One of the requests that this participant has sent; any other answers like one that does not exist."""
    request = db.session.get(MeetingRequest, request_id)
    if request is None or request.requester_id != participant.id:
        raise NotFound(_("There is no such request."))
    return request


def received_by(participant: Participant, request_id: int) -> MeetingRequest:
    """One of the requests that this participant was sent; nobody answers their own."""
    request = db.session.get(MeetingRequest, request_id)
    if request is not None and request.requester_id == participant.id:
        raise Conflict(_("Nobody can answer their own request."))
    if request is None or request.recipient_id != participant.id:
        raise NotFound(_("There is no such request."))
    return request


def _event(participant: Participant) -> Event:
    return db.session.get_one(Event, participant.event_id)


def _require_may_meet(asking: Participant, other: Participant) -> None:
    reason = meeting_rules.reason_told(asking, other)
    if reason is not None:
        raise Conflict(reason)


def _store(pair: pairs.Pair, requester: Participant, recipient: Participant, known: Known, now: datetime) -> bool:
    """Make a request what it is known to be, with all that follows for the pair; answers whether that is new."""
    message = message_of(known.message)
    request = pair.request_of(requester)
    if request is None:
        request = pairs.new_request(pair, requester, recipient, known.priority, now)
    elif not known.changes(request):
        return False
    status = known.status_over(request)
    if status is RequestStatus.DECLINED:
        pairs.refuse(request, now)
    else:
        set_status(request, status, now)
    request.priority, request.message = known.priority, message
    request.changed_at, request.held_at = now, None
    pairs.conclude(pair, now)
    return True
