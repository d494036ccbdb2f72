"""What participants are told about requests: that they were asked, that one was accepted, that one was called off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaking.services.mail import addresses, outbox
from matchmaking.services.requests import answer_links, daily, organization_sides

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.models import Event, Meeting, MeetingRequest, OrganizationRequest, Participant


def received(event: Event, request: MeetingRequest, now: datetime) -> None:
    """Tell the recipient, at once where it is the first of the day."""
    if daily.hold(event, request, request.recipient, now):
        return
    outbox.write(
        "request_received",
        request.recipient,
        now=now,
        dedupe_key=f"request_received:{request.id}:{now:%Y-%m-%d}",
        event=event,
        other=request.requester,
        message=request.message,
        answer_url=answer_links.url_for_request(request),
        requests_url=addresses.page("participant.requests", slug=event.slug),
    )


def organization_asked(event: Event, request: OrganizationRequest, now: datetime) -> None:
    """Tell whoever of the organization it is put to; at once where it is the first of the day."""
    for reader in organization_sides.asked(request.requester, request.organization):
        if daily.hold(event, request, reader, now):
            continue
        outbox.write(
            "organization_asked",
            reader,
            now=now,
            dedupe_key=daily.key_of(request, reader, now),
            event=event,
            other=request.requester,
            asked_organization=request.organization,
            message=request.message,
            answer_url=answer_links.url_for_organization(request, reader),
            requests_url=addresses.page("participant.requests", slug=event.slug),
        )


def accepted(event: Event, request: MeetingRequest, now: datetime) -> None:
    """Tell the requester."""
    if daily.hold(event, request, request.requester, now):
        return
    outbox.write(
        "request_accepted",
        request.requester,
        now=now,
        dedupe_key=f"request_accepted:{request.id}:{now.isoformat()}",
        event=event,
        other=request.recipient,
        requests_url=addresses.page("participant.requests", slug=event.slug),
    )


def called_off(event: Event, meeting: Meeting, by: Participant, now: datetime) -> None:
    """Tell the other side of a meeting that was agreed on but not scheduled yet."""
    other = meeting.high if meeting.low_id == by.id else meeting.low
    outbox.write(
        "meeting_called_off",
        other,
        now=now,
        dedupe_key=f"meeting_called_off:{meeting.id}:{now.isoformat()}",
        event=event,
        other=by,
        requests_url=addresses.page("participant.requests", slug=event.slug),
    )
