"""What organizers do about requests on behalf of participants, whatever the phase, each act written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from matchmaking.models import MeetingRequest, RequestStatus
from matchmaking.services import audit
from matchmaking.services.people import participants
from matchmaking.services.refusals import Conflict, Invalid
from matchmaking.services.requests import meeting_requests, organization_requests, pairs, request_mails
from matchmaking.services.setup import phases

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.models import Event, OrganizationRequest, Organizer, Participant, Priority


def add(  # noqa: PLR0913, PLR0917 - who asks whom, how much, with which words, and who says so
    event: Event,
    requester: str,
    recipient: str,
    priority: Priority,
    message: str,
    organizer: Organizer,
    now: datetime,
    *,
    accepted: bool,
) -> MeetingRequest:
    """Let one ask another, both given by their addresses."""
    phases.require_running(event, now)
    one, other = _person(event, requester), _person(event, recipient)
    pair = pairs.hold(one, other)
    if pair.request_of(one) is not None:
        raise Conflict(_("%(one)s has asked %(other)s before. Look for the request.", one=one.name, other=other.name))
    status = RequestStatus.ACCEPTED if accepted else RequestStatus.PENDING
    meeting_requests.put(event, one, other, priority, message, status, now)
    request = pairs.hold(one, other).request_of(one)
    if request is None:
        raise LookupError("A request that was just stored is gone.")
    request.asked_by_organizers_at = now
    request.answered_by_organizers_at = now if accepted else None
    if request.status is RequestStatus.PENDING:
        request_mails.received(event, request, now)
    _record("request.added", request, organizer, now)
    return request


def accept(event: Event, request: MeetingRequest, organizer: Organizer, now: datetime) -> None:
    """Accept for the recipient, and tell the requester."""
    phases.require_running(event, now)
    pairs.hold(request.requester, request.recipient)
    if request.status is RequestStatus.ACCEPTED:
        return
    _put(event, request, request.priority, request.message, RequestStatus.ACCEPTED, now)
    request.answered_by_organizers_at = now
    request_mails.accepted(event, request, now)
    _record("request.accepted", request, organizer, now)


def decline(request: MeetingRequest, organizer: Organizer, now: datetime) -> None:
    """Decline for the recipient; a meeting that was agreed on is called off by it."""
    if request.status is RequestStatus.DECLINED:
        return
    meeting_requests.decline(request, now)
    _record("request.declined", request, organizer, now)


def withdraw(request: MeetingRequest, organizer: Organizer, now: datetime) -> None:
    """Withdraw for the requester; a meeting that was agreed on is called off by it."""
    meeting_requests.withdraw(request, now)
    _record("request.withdrawn", request, organizer, now)


def change(  # noqa: PLR0913, PLR0917 - a request's own parts, and who changes them
    event: Event, request: MeetingRequest, priority: Priority, message: str, organizer: Organizer, now: datetime
) -> None:
    """Change how much a meeting is wished for, and with which words."""
    phases.require_running(event, now)
    if _put(event, request, priority, message, request.status, now):
        request.asked_by_organizers_at = now
        _record("request.changed", request, organizer, now)


def accept_for_organization(
    event: Event, request: OrganizationRequest, participant: Participant, organizer: Organizer, now: datetime
) -> MeetingRequest:
    """Accept for one of the organization that was asked, and tell the requester."""
    phases.require_running(event, now)
    given = organization_requests.agree(request, participant, now, by_organizers=True)
    _record("request.accepted", given, organizer, now)
    return given


def withdraw_from_organization(request: OrganizationRequest, organizer: Organizer, now: datetime) -> None:
    """Withdraw a request to an organization, for the requester."""
    organization_requests.withdraw(request, now)
    audit.record(
        "request.withdrawn",
        at=now,
        event_id=request.event_id,
        organizer=organizer,
        subject=f"{request.requester.name} → {request.organization.name}"[:100],
    )


def _put(  # noqa: PLR0913, PLR0917 - a request has as many parts
    event: Event, request: MeetingRequest, priority: Priority, message: str, status: RequestStatus, now: datetime
) -> bool:
    return meeting_requests.put(event, request.requester, request.recipient, priority, message, status, now)


def _person(event: Event, address: str) -> Participant:
    person = participants.find_by_address(event, address)
    if person is None:
        raise Invalid(_("No participant has the address %(address)s.", address=address))
    return person


def _record(action: str, request: MeetingRequest, organizer: Organizer, now: datetime) -> None:
    audit.record(
        action,
        at=now,
        event_id=request.event_id,
        organizer=organizer,
        subject=f"{request.requester.name} → {request.recipient.name}"[:100],
        request=request.id,
    )
