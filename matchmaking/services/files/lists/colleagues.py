"""The people of one organization: whom each of them meets when, and which partners they share."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from matchmaking.extensions import db
from matchmaking.models import CalendarEntry, MeetingRequest, Participant, RequestStatus
from matchmaking.services.people.organizations import representing

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.models import Organization

OPEN = (RequestStatus.PENDING, RequestStatus.ACCEPTED)


@dataclass(frozen=True)
class Hour:
    """A time at which somebody of the organization meets; `meetings` by participant."""

    starts_at: datetime
    meetings: dict[int, CalendarEntry]


@dataclass(frozen=True)
class Colleagues:
    """What stands in the version in force, and the requests that whoever of the organization is free may attend."""

    hours: list[Hour]
    shared: list[tuple[Organization, list[Participant]]]
    open_to_all: list[MeetingRequest]


def of(organization: Organization) -> Colleagues:
    """One organization's people side by side; with a constant number of queries."""
    people = select(Participant.id).where(representing((organization.id,)))
    entries = db.session.scalars(
        select(CalendarEntry)
        .where(CalendarEntry.participant_id.in_(people), CalendarEntry.cancelled.is_(False))
        .options(joinedload(CalendarEntry.partner).joinedload(Participant.organization))
        .order_by(CalendarEntry.starts_at, CalendarEntry.participant_id)
    ).all()
    hours: defaultdict[datetime, dict[int, CalendarEntry]] = defaultdict(dict)
    met: defaultdict[Organization, dict[int, None]] = defaultdict(dict)
    for entry in entries:
        hours[entry.starts_at][entry.participant_id] = entry
        met[entry.partner.organization][entry.participant_id] = None
    return Colleagues(
        hours=[Hour(starts_at, meetings) for starts_at, meetings in hours.items()],
        shared=_shared(organization, met),
        open_to_all=_open_to_all(organization),
    )


def _shared(
    organization: Organization, met: dict[Organization, dict[int, None]]
) -> list[tuple[Organization, list[Participant]]]:
    """The organizations that several of these people meet."""
    people = {
        person.id: person for person in db.session.scalars(select(Participant).where(representing((organization.id,))))
    }
    return [(other, [people[key] for key in keys]) for other, keys in met.items() if len(keys) > 1]


def _open_to_all(organization: Organization) -> list[MeetingRequest]:
    # Whoever stands in for somebody is of their main organization.
    people = select(Participant.id).where(Participant.organization_id == organization.id)
    sent = MeetingRequest.requester_id.in_(people) & MeetingRequest.requester_colleagues
    received = MeetingRequest.recipient_id.in_(people) & MeetingRequest.recipient_colleagues
    requests = select(MeetingRequest).where(or_(sent, received), MeetingRequest.status.in_(OPEN))
    both = (
        joinedload(MeetingRequest.requester).joinedload(Participant.organization),
        joinedload(MeetingRequest.recipient).joinedload(Participant.organization),
    )
    return list(db.session.scalars(requests.options(*both).order_by(MeetingRequest.id)))
