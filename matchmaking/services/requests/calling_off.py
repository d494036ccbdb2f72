"""Calling off what was asked or agreed on, and taking it out of the schedule in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import or_, select

from matchmaking.extensions import db
from matchmaking.models import CalendarEntry, Event, Meeting, MeetingRequest, OrganizationRequest, RequestStatus
from matchmaking.services.refusals import Conflict
from matchmaking.services.requests import pairs, request_mails
from matchmaking.services.requests.pairs import OPEN, set_status
from matchmaking.services.schedule import publishing

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.models import Participant


def one(request: MeetingRequest, by: Participant, now: datetime) -> None:
    """
    Where both have asked, whoever calls it off takes back their own request and declines the other's.

    Once more, as by a second press, changes nothing.
    """
    pair = pairs.hold(request.requester, request.recipient)
    if (request.shown if request.requester_id == by.id else request.status) is _ended_by(by, request):
        return
    if request.requester_id == by.id and request.shown_as in OPEN:
        request.shown_as = RequestStatus.WITHDRAWN
        return
    if request.status not in OPEN:
        raise Conflict(_("This request is not open any more."))
    if pair.meeting is not None and _begun([pair.meeting], now):
        raise Conflict(_("This meeting has begun: it cannot be called off any more."))
    agreed = request.status is RequestStatus.ACCEPTED
    for given in pair.requests:
        if given.status in OPEN and given.requester_id == by.id:
            set_status(given, RequestStatus.WITHDRAWN, now)
        elif given.status in OPEN:
            pairs.refuse(given, now)
    pairs.settle(pair, now)
    if agreed and pair.meeting is not None:
        take_back(db.session.get_one(Event, by.event_id), [pair.meeting], now, by)


def all_of(participant: Participant, now: datetime) -> None:
    """End everything that somebody who leaves has asked, was asked, and agreed on, but not what has begun."""
    theirs = or_(Meeting.low_id == participant.id, Meeting.high_id == participant.id)
    meetings = list(db.session.scalars(select(Meeting).where(theirs, Meeting.cancelled_at.is_(None))))
    begun = _begun(meetings, now)
    met = {who for meeting in meetings if meeting.id in begun for who in (meeting.low_id, meeting.high_id)}
    mine = or_(MeetingRequest.requester_id == participant.id, MeetingRequest.recipient_id == participant.id)
    for request in db.session.scalars(select(MeetingRequest).where(mine, MeetingRequest.status.in_(OPEN))):
        if not {request.requester_id, request.recipient_id} <= met:
            set_status(request, _ended_by(participant, request), now)
    declined = MeetingRequest.recipient_id == participant.id, MeetingRequest.shown_as == RequestStatus.PENDING
    for request in db.session.scalars(select(MeetingRequest).where(*declined)):
        request.shown_as = None  # like all that they were asked
    asked = OrganizationRequest.requester_id == participant.id, OrganizationRequest.status == RequestStatus.PENDING
    for request_to_all in db.session.scalars(select(OrganizationRequest).where(*asked)):
        set_status(request_to_all, RequestStatus.WITHDRAWN, now)
    called_off = [meeting for meeting in meetings if meeting.id not in begun]
    for meeting in called_off:
        meeting.cancelled_at = now
    db.session.flush()
    take_back(db.session.get_one(Event, participant.event_id), called_off, now, participant)


def take_back(event: Event, meetings: list[Meeting], now: datetime, by: Participant | None = None) -> None:
    """Take cancelled meetings out of the version in force, which tells all concerned; or tell the other side."""
    ids = [meeting.id for meeting in meetings]
    standing = set(
        db.session.scalars(
            select(CalendarEntry.meeting_id).where(
                CalendarEntry.meeting_id.in_(ids), CalendarEntry.cancelled.is_(False)
            )
        )
    )
    if standing:
        publishing.publish_without(event, sorted(standing), now, publishing.Actor(participant=by))
    for meeting in meetings:
        if by is not None and meeting.id not in standing:
            request_mails.called_off(event, meeting, by, now)


def _begun(meetings: list[Meeting], now: datetime) -> set[int]:
    """Those that have begun, or were held, by the version in force."""
    ids = [meeting.id for meeting in meetings]
    published = CalendarEntry.meeting_id.in_(ids) & CalendarEntry.cancelled.is_(False)
    return set(db.session.scalars(select(CalendarEntry.meeting_id).where(published, CalendarEntry.starts_at <= now)))


def _ended_by(participant: Participant, request: MeetingRequest) -> RequestStatus:
    return RequestStatus.WITHDRAWN if request.requester_id == participant.id else RequestStatus.DECLINED
