"""Requests to an organization: whom each is put to, and which of them wait for somebody's answer."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from matchmaking.extensions import db
from matchmaking.models import (
    MeetingRequest,
    Organization,
    OrganizationRequest,
    OrganizationRequestNo,
    Participant,
    RequestStatus,
)
from matchmaking.services.people import organizations
from matchmaking.services.refusals import NotFound
from matchmaking.services.requests import meeting_rules

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import InstrumentedAttribute

    from matchmaking.models import Event

    Id = int | InstrumentedAttribute[int]

PENDING = OrganizationRequest.status == RequestStatus.PENDING


@dataclass(frozen=True)
class Standing:
    """The request to an organization that waits for an answer, or that nothing will come of it."""

    request: OrganizationRequest | None = None
    will_not: bool = False


def asked(requester: Participant, organization: Organization) -> list[Participant]:
    """
    Whoever of an organization a request of this participant is put to, by name.

    Whoever said no to it, or with whom there was a no before, is not asked again.
    """
    said_no = exists().where(
        OrganizationRequestNo.participant_id == Participant.id,
        OrganizationRequestNo.request_id == OrganizationRequest.id,
        OrganizationRequest.requester_id == requester.id,
        OrganizationRequest.organization_id == organization.id,
    )
    query = _meetable_of(requester, organization).where(~said_no, ~_came_to_nothing(requester.id, Participant.id))
    return list(db.session.scalars(query))


def can_expect(requester: Participant, organization: Organization) -> bool:
    """
    Whether a requester has reason to hope for somebody of an organization: as far as they can know.

    What they are not to learn of, a quiet no, does not count.
    """
    query = _meetable_of(requester, organization).where(~_came_to_nothing(requester.id, Participant.id, seen=True))
    return db.session.scalar(query.limit(1)) is not None


def meetable_of(requester: Participant, organization: Organization) -> list[Participant]:
    """Those of an organization whom a participant may meet, by name, whatever was answered."""
    return list(db.session.scalars(_meetable_of(requester, organization)))


def organization(participant: Participant, organization_id: int) -> Organization:
    """One of which the participant may meet somebody; any other answers like one that does not exist."""
    found = db.session.get(Organization, organization_id)
    if found is None or found.event_id != participant.event_id or not meetable_of(participant, found):
        raise NotFound(_("There is no such organization."))
    return found


def standing(participant: Participant, organization: Organization, *, booking_over: bool) -> Standing:
    """Where a participant's request to an organization stands, in their own eyes: a no and no answer look alike."""
    request = db.session.scalar(
        select(OrganizationRequest).where(
            OrganizationRequest.requester_id == participant.id,
            OrganizationRequest.organization_id == organization.id,
        )
    )
    status = RequestStatus.WITHDRAWN if request is None else request.status
    if status is RequestStatus.PENDING and not booking_over:
        return Standing(request=request)
    return Standing(will_not=status in {RequestStatus.PENDING, RequestStatus.DECLINED, RequestStatus.EXPIRED})


def is_asked(request: OrganizationRequest, participant: Participant) -> bool:
    """Whether this request waits for an answer of this participant, among others."""
    return any(one.id == request.id for one in waiting_for(participant))


def waiting_for(participant: Participant) -> list[OrganizationRequest]:
    """The requests to a participant's organization that wait for somebody's answer, also this participant's."""
    return list(db.session.scalars(put_to(participant).where(PENDING)))


def waiting_counts(event: Event) -> Counter[int]:
    """How many requests each participant of an event would find in `waiting_for`, in a few queries for all of them."""
    requester, of_it = aliased(Participant), organizations.memberships()
    put = db.session.execute(
        select(requester, Participant)
        .select_from(OrganizationRequest)
        .join(requester, requester.id == OrganizationRequest.requester_id)
        .join(of_it, of_it.c.organization_id == OrganizationRequest.organization_id)
        .join(Participant, Participant.id == of_it.c.participant_id)
        .where(
            OrganizationRequest.event_id == event.id,
            PENDING,
            ~_said_no(Participant.id),
            ~_came_to_nothing(OrganizationRequest.requester_id, Participant.id),
        )
    ).all()
    rules = meeting_rules.rules_of(event)
    return Counter(one.id for asks, one in put if meeting_rules.allowed(asks, one, rules))


def missed_by(participant: Participant) -> list[OrganizationRequest]:
    """Those that nobody of the participant's organization has answered in time."""
    return list(db.session.scalars(put_to(participant).where(OrganizationRequest.status == RequestStatus.EXPIRED)))


def put_to(participant: Participant) -> Select[OrganizationRequest]:
    """Requests to a participant's organization that were put to them, too, and that they did not say no to."""
    return (
        select(OrganizationRequest)
        .join(Participant, Participant.id == OrganizationRequest.requester_id)
        .where(
            _is_of_it(participant),
            meeting_rules.meetable(participant),
            ~_said_no(participant.id),
            ~_came_to_nothing(OrganizationRequest.requester_id, participant.id),
        )
        .options(
            joinedload(OrganizationRequest.requester).joinedload(Participant.organization),
            joinedload(OrganizationRequest.organization),
        )
        .order_by(OrganizationRequest.created_at, OrganizationRequest.id)
    )


def organizations_asked_by(participant: Participant) -> set[int]:
    """The ids of the organizations of which a participant waits for an answer."""
    mine = OrganizationRequest.requester_id == participant.id
    return set(db.session.scalars(select(OrganizationRequest.organization_id).where(PENDING, mine)))


def pending_between(requester: Participant, other: Participant) -> list[OrganizationRequest]:
    """What somebody has asked the organizations that another is of beyond doubt, as long as it is open."""
    asked = OrganizationRequest.requester_id == requester.id
    theirs = OrganizationRequest.organization_id.in_(other.confirmed_in)
    return list(db.session.scalars(select(OrganizationRequest).where(PENDING, asked, theirs)))


def have_agreed(requester: Participant, other: Participant) -> bool:
    """Whether these two have agreed to meet."""
    return bool(
        db.session.scalar(
            select(
                exists().where(
                    MeetingRequest.requester_id == requester.id,
                    MeetingRequest.recipient_id == other.id,
                    MeetingRequest.status == RequestStatus.ACCEPTED,
                )
            )
        )
    )


def _is_of_it(participant: Participant) -> ColumnElement[bool]:
    """Whether a request is to an organization of which somebody is beyond doubt."""
    return OrganizationRequest.organization_id.in_(participant.confirmed_in)


def _said_no(who: Id) -> ColumnElement[bool]:
    """Whether somebody of the organization has said no to a request."""
    return exists().where(
        OrganizationRequestNo.request_id == OrganizationRequest.id, OrganizationRequestNo.participant_id == who
    )


def _meetable_of(requester: Participant, organization: Organization) -> Select[Participant]:
    return (
        select(Participant)
        .where(meeting_rules.meetable(requester), organizations.members(organization.id))
        .options(joinedload(Participant.type), selectinload(Participant.further))
        .order_by(Participant.search, Participant.id)
    )


def _came_to_nothing(requester: Id, other: Id, *, seen: bool = False) -> ColumnElement[bool]:
    """
    Whether one of the two said no to the other in person, or let a request of the requester expire.

    Only what the requester has `seen` of it, or all.
    """
    mine = and_(
        MeetingRequest.requester_id == requester,
        MeetingRequest.recipient_id == other,
        (MeetingRequest.shown if seen else MeetingRequest.status).in_((RequestStatus.DECLINED, RequestStatus.EXPIRED)),
    )
    theirs = and_(
        MeetingRequest.requester_id == other,
        MeetingRequest.recipient_id == requester,
        MeetingRequest.status == RequestStatus.DECLINED,
    )
    return exists().where(or_(mine, theirs))
