"""Requests to an organization, answered by whoever of it fits; from then on each is a request like any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import and_, or_, select

from matchmaking.extensions import db
from matchmaking.models import (
    Event,
    MeetingRequest,
    Organization,
    OrganizationRequest,
    OrganizationRequestNo,
    Participant,
    RequestStatus,
)
from matchmaking.services.people import organizations
from matchmaking.services.refusals import Conflict, NotFound
from matchmaking.services.requests import organization_sides as sides
from matchmaking.services.requests import pairs, quotas, request_mails
from matchmaking.services.requests.messages import message_of
from matchmaking.services.requests.pairs import OPEN, set_status
from matchmaking.services.setup import phases

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.models import Priority


def ask(  # noqa: PLR0913 - who asks whom, how much, with which words
    requester: Participant,
    organization: Organization,
    priority: Priority,
    message: str,
    now: datetime,
    *,
    colleagues: bool = False,
    by_organizers: bool = False,
) -> OrganizationRequest:
    """
    Ask an organization for a meeting with whoever of it fits. Whoever of it has asked already is met at once.

    As with people, whoever asks again after withdrawing begins anew, and an answer stays.
    """
    event = db.session.get_one(Event, requester.event_id)
    phases.require_booking(event, now)
    asking = _first_who_asks(requester, sides.asked(requester, organization))
    if asking is not None:
        pairs.hold(requester, asking)  # both at once, in the one order in which two are held
    request = _hold(requester, organization)
    _require_new(request, requester, organization)
    quotas.require_room(event, requester, priority)
    if request is None:
        quotas.require_pace(requester, now)
        request = OrganizationRequest(
            event_id=event.id, requester=requester, organization=organization, created_at=now, changed_at=now
        )
        db.session.add(request)
    request.priority, request.message = priority, message_of(message)
    request.requester_colleagues = colleagues
    request.asked_by_organizers_at = now if by_organizers else None
    request.status, request.changed_at, request.held_at = RequestStatus.PENDING, now, None
    db.session.flush()
    asking = _first_who_asks(requester, sides.asked(requester, organization))
    if asking is not None:
        _agree(event, request, asking, requester, now)
    else:
        request_mails.organization_asked(event, request, now)
    return request


def accept(
    request: OrganizationRequest, by: Participant, now: datetime, *, by_organizers: bool = False
) -> MeetingRequest:
    """Agree to meet, as one of the organization; answers the request between the two that comes of it."""
    phases.require_booking(db.session.get_one(Event, request.event_id), now)
    return agree(request, by, now, by_organizers=by_organizers)


def agree(
    request: OrganizationRequest, by: Participant, now: datetime, *, by_organizers: bool = False
) -> MeetingRequest:
    """Let the requester meet this one of the organization, whatever the phase, and tell the requester."""
    pairs.hold(request.requester, by)  # both at once, in the one order in which two are held
    _require_waiting(request)
    if not sides.is_asked(request, by):
        raise Conflict(_("This request does not wait for an answer any more."))
    given = _agree(db.session.get_one(Event, request.event_id), request, by, by, now)
    given.answered_by_organizers_at = now if by_organizers else None
    return given


def decline(request: OrganizationRequest, by: Participant, now: datetime) -> None:
    """Say no, as one of the organization: quietly and for good. It waits for the others as long as there are any."""
    phases.require_running(db.session.get_one(Event, request.event_id), now)
    _require_waiting(request)
    if not sides.is_asked(request, by):
        raise Conflict(_("This request does not wait for an answer any more."))
    db.session.add(OrganizationRequestNo(request_id=request.id, participant_id=by.id, said_at=now))
    db.session.flush()


def withdraw(request: OrganizationRequest, now: datetime) -> None:
    """Take a request back, as the requester, before anybody has answered."""
    phases.require_running(db.session.get_one(Event, request.event_id), now)
    _require_waiting(request)
    set_status(request, RequestStatus.WITHDRAWN, now)


def reprioritise(
    request: OrganizationRequest, priority: Priority, now: datetime, *, by_organizers: bool = False
) -> None:
    """Change how much a meeting is wished for, as the requester."""
    event = db.session.get_one(Event, request.event_id)
    phases.require_booking(event, now)
    _require_waiting(request)
    if request.priority is not priority:
        quotas.require_must(event, request.requester, priority)
        request.priority, request.changed_at = priority, now
        request.asked_by_organizers_at = now if by_organizers else None


def fulfil(pair: pairs.Pair, now: datetime) -> None:
    """
    Make what either of two has asked the organization of the other a pending request between the two.

    For whoever brings the two together: else one of them would go on to meet a second of that organization.
    """
    for requester, other in ((pair.one, pair.other), (pair.other, pair.one)):
        for request in sides.pending_between(requester, other):
            given = pair.request_of(requester) or pairs.new_request(pair, requester, other, request.priority, now)
            if given.status not in OPEN:
                set_status(given, RequestStatus.PENDING, now)
            given.priority, given.message = request.priority, request.message
            given.requester_colleagues = request.requester_colleagues
            # Whoever of it fits, also on the day; who stands in for somebody is of their main organization.
            given.recipient_colleagues = request.organization_id == other.organization_id
            given.asked_by_organizers_at = request.asked_by_organizers_at
            set_status(request, RequestStatus.ACCEPTED, now)


def require_not_asked(requester: Participant, recipient: Participant) -> None:
    """Refuse to ask somebody whose organization was asked: it would be met twice."""
    asked = sides.pending_between(requester, recipient)
    if asked:
        raise Conflict(
            _(
                "You have asked %(organization)s already, and whoever of it fits will answer. "
                "To ask somebody in person, withdraw that request first.",
                organization=asked[0].organization.name,
            )
        )


def expire_pending(event: Event, now: datetime) -> int:
    """Close what nobody has answered, once booking has ended; answers how many requests that were."""
    pending = select(OrganizationRequest).where(OrganizationRequest.event_id == event.id, sides.PENDING)
    requests = list(db.session.scalars(pending))
    for request in requests:
        nobody_left = not sides.asked(request.requester, request.organization)
        set_status(request, RequestStatus.DECLINED if nobody_left else RequestStatus.EXPIRED, now)
    return len(requests)


def sent_by(participant: Participant, request_id: int) -> OrganizationRequest:
    """One of those that this participant has sent; any other answers like one that does not exist."""
    request = db.session.get(OrganizationRequest, request_id)
    if request is None or request.requester_id != participant.id:
        raise NotFound(_("There is no such request."))
    return request


def put_to(participant: Participant, request_id: int) -> OrganizationRequest:
    """One of those to this participant's organization; any other answers like one that does not exist."""
    request = db.session.get(OrganizationRequest, request_id)
    if request is None or request.organization_id not in participant.confirmed_in:
        raise NotFound(_("There is no such request."))
    return request


def _agree(
    event: Event, request: OrganizationRequest, by: Participant, actor: Participant, now: datetime
) -> MeetingRequest:
    """Let the two meet; what the other has asked the requester counts as well. Whoever did not do it is told."""
    pair = pairs.hold(request.requester, by)
    fulfil(pair, now)
    given = pair.request_of(request.requester)
    if given is None:
        raise LookupError(f"Request {request.id} to an organization is fulfilled by nothing.")
    set_status(given, RequestStatus.ACCEPTED, now)
    for accepted in (given, *pairs.settle(pair, now)):
        if accepted.requester_id != actor.id:
            request_mails.accepted(event, accepted, now)
    return given


def _hold(requester: Participant, organization: Organization) -> OrganizationRequest | None:
    """What there is of it, kept from changing until the transaction ends: whoever answers holds the requester, too."""
    _lock(requester)
    return db.session.scalar(
        select(OrganizationRequest)
        .where(OrganizationRequest.requester_id == requester.id, OrganizationRequest.organization_id == organization.id)
        .execution_options(populate_existing=True)
    )


def _lock(requester: Participant) -> None:
    row = select(Participant).where(Participant.id == requester.id)
    db.session.scalars(row.with_for_update(key_share=True).execution_options(populate_existing=True)).one()


def _require_waiting(request: OrganizationRequest) -> None:
    _lock(request.requester)
    db.session.refresh(request)
    if request.status is not RequestStatus.PENDING:
        raise Conflict(_("This request does not wait for an answer any more."))


def _require_new(request: OrganizationRequest | None, requester: Participant, organization: Organization) -> None:
    if organization.id in requester.represented:
        raise Conflict(_("This is your own organization."))
    if request is not None and request.status is RequestStatus.PENDING:
        raise Conflict(_("You have asked %(organization)s already.", organization=organization.name))
    _require_nothing_open(requester, organization)
    if not sides.meetable_of(requester, organization):
        raise Conflict(
            _("By the rules of this event you meet nobody of %(organization)s.", organization=organization.name)
        )
    came_to_nothing = request is not None and request.status in {RequestStatus.DECLINED, RequestStatus.EXPIRED}
    if came_to_nothing or not sides.can_expect(requester, organization):
        raise Conflict(_("The meeting with %(organization)s will not take place.", organization=organization.name))


def _require_nothing_open(requester: Participant, organization: Organization) -> None:
    """Refuse where somebody of it was asked in person, or is met: that would be two meetings with one organization."""
    sent = MeetingRequest.requester_id == requester.id, MeetingRequest.recipient_id == Participant.id
    received = MeetingRequest.recipient_id == requester.id, MeetingRequest.requester_id == Participant.id
    met = MeetingRequest.status == RequestStatus.ACCEPTED
    request = db.session.scalar(
        select(MeetingRequest)
        .join(Participant, or_(and_(*sent, MeetingRequest.shown.in_(OPEN)), and_(*received, met)))
        .where(organizations.members(organization.id))
        .order_by(met.desc(), MeetingRequest.id)
        .limit(1)
    )
    if request is None:
        return
    other = request.recipient if request.requester_id == requester.id else request.requester
    if request.status is RequestStatus.ACCEPTED:
        raise Conflict(
            _("You meet %(name)s of %(organization)s already.", name=other.name, organization=organization.name)
        )
    raise Conflict(
        _(
            "You have asked %(name)s of %(organization)s already. To ask whoever fits, withdraw that request first.",
            name=other.name,
            organization=organization.name,
        )
    )


def _first_who_asks(requester: Participant, people: list[Participant]) -> Participant | None:
    """Of these, whoever asked this participant first, or the participant's organization."""
    by_id = {one.id: one for one in people}
    waiting = db.session.scalars(
        select(MeetingRequest).where(
            MeetingRequest.recipient_id == requester.id,
            MeetingRequest.requester_id.in_(by_id),
            MeetingRequest.status == RequestStatus.PENDING,
        )
    )
    requests: list[MeetingRequest | OrganizationRequest] = [*waiting, *sides.waiting_for(requester)]
    theirs = sorted(
        (one for one in requests if one.requester_id in by_id), key=lambda one: (one.created_at, one.requester_id)
    )
    return by_id[theirs[0].requester_id] if theirs else None
