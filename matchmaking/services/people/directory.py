"""The directory: those a participant may meet, found, and what there is between them already."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import false, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from matchmaking.extensions import db
from matchmaking.models import (
    Event,
    FurtherOrganization,
    MeetingRequest,
    Organization,
    Participant,
    ParticipationType,
    RequestStatus,
)
from matchmaking.services.people import facets, history, organizations
from matchmaking.services.refusals import NotFound
from matchmaking.services.requests import meeting_rules, organization_sides
from matchmaking.services.words import spelling
from matchmaking.services.words.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.sql.base import ExecutableOption

    from matchmaking.services.people.facets import Choice, Search

SORTED_LETTERS = 60
SORTS = ("name", "organization", "country")


class Mark(StrEnum):
    """What there is between a participant and somebody in the directory, in the participant's eyes."""

    NONE = ""
    NO_THANKS = "no_thanks"  # their request, which the participant has declined
    MET = "met"  # at an earlier event of the series
    WILL_NOT = "not_taking_place"  # their request was declined or has expired: they cannot tell which
    ASKED = "asked"
    ASKED_BY = "asked_by"
    MEETING = "meeting"

    def stronger(self, other: Mark) -> Mark:
        """Of two requests, the one that says more."""
        return max((self, other), key=list(Mark).index)


def ids(participant: Participant, search: Search, *, sort: str = "name", descending: bool = False) -> list[int]:
    """Everybody who fits, by their ids, in order: narrow rows are sorted in no time, whole people are not."""
    query = select(Participant.id).where(meeting_rules.meetable(participant), *facets.conditions(participant, search))
    return list(db.session.scalars(_ordered(query, sort, descending=descending)))


def people(ids: Sequence[int]) -> list[Participant]:
    """These people in their order, with their organizations, types and terms."""
    found = db.session.scalars(select(Participant).where(Participant.id.in_(ids)).options(*_whole()))
    return sorted(found, key=lambda one: ids.index(one.id))


def person(participant: Participant, person_id: int) -> Participant:
    """Somebody a participant may meet; everybody else answers like somebody who does not exist."""
    found = db.session.scalar(
        select(Participant).where(Participant.id == person_id, meeting_rules.meetable(participant)).options(*_whole())
    )
    if found is None:
        raise NotFound(_("There is no such participant."))
    return found


def has_colleagues(participant: Participant) -> bool:
    """Whether anybody else of the participant's organization takes part."""
    return db.session.scalar(select(Participant.id).where(colleague_of(participant)).limit(1)) is not None


def colleague_of(participant: Participant) -> ColumnElement[bool]:
    """Condition on `Participant`: whoever else takes part for one of the same organizations, both beyond doubt."""
    members = or_(false(), *(organizations.members(one) for one in sorted(participant.confirmed_in)))
    return members & (Participant.id != participant.id)


def types_of(participant: Participant) -> list[ParticipationType]:
    """The types of the participant's event, in their order."""
    types = select(ParticipationType).where(ParticipationType.event_id == participant.event_id)
    return list(db.session.scalars(types.order_by(ParticipationType.position, ParticipationType.id)))


def choices(participant: Participant, search: Search) -> dict[str, list[Choice]]:
    """What the search can be narrowed by, with counts."""
    return facets.counted(participant, meeting_rules.meetable(participant), search)


def nearest_words(participant: Participant, words: str) -> str:
    """What may have been meant by words that nobody has in their profile: each at most one slip of the hand away."""
    texts = db.session.scalars(select(Participant.search).where(meeting_rules.meetable(participant)))
    known = {word for text in texts for word in text.split()}
    typed = fold(words).split()
    meant = [spelling.nearest(word, known) for word in typed]
    return " ".join(meant) if meant != typed else ""


def marks(participant: Participant, people: Sequence[Participant], *, booking_over: bool) -> dict[int, Mark]:
    """What there is between a participant and each of these."""
    ids = [other.id for other in people]
    requests = db.session.scalars(
        select(MeetingRequest).where(
            or_(
                (MeetingRequest.requester_id == participant.id) & MeetingRequest.recipient_id.in_(ids),
                (MeetingRequest.recipient_id == participant.id) & MeetingRequest.requester_id.in_(ids),
            )
        )
    )
    met = history.met_before(db.session.get_one(Event, participant.event_id), participant)
    found = {one: Mark.MET if one in met else Mark.NONE for one in ids}
    for request in requests:
        sent = request.requester_id == participant.id
        other = request.recipient_id if sent else request.requester_id
        found[other] = found[other].stronger(mark_of(request, sent=sent, booking_over=booking_over))
    if not booking_over:
        _mark_requests_to_organizations(participant, people, found)
    return found


def _mark_requests_to_organizations(
    participant: Participant, people: Sequence[Participant], found: dict[int, Mark]
) -> None:
    """What was asked of an organization was asked of everybody there, whoever of them said no meanwhile."""
    asked = organization_sides.organizations_asked_by(participant)
    asking = {request.requester_id for request in organization_sides.waiting_for(participant)}
    for other in people:
        if asked and not asked.isdisjoint(other.confirmed_in):
            found[other.id] = found[other.id].stronger(Mark.ASKED)
        if other.id in asking:
            found[other.id] = found[other.id].stronger(Mark.ASKED_BY)


def mark_of(request: MeetingRequest, *, sent: bool, booking_over: bool) -> Mark:
    """What one request means to its requester (`sent`), or to its recipient; nobody can answer after booking."""
    status = request.shown if sent else request.status
    if status is RequestStatus.ACCEPTED:
        return Mark.MEETING
    if status is RequestStatus.PENDING and not booking_over:
        return Mark.ASKED if sent else Mark.ASKED_BY
    if sent and status is not RequestStatus.WITHDRAWN:
        return Mark.WILL_NOT
    if not sent and status is RequestStatus.DECLINED:
        return Mark.NO_THANKS
    return Mark.NONE


def _whole() -> tuple[ExecutableOption, ...]:
    """All that pages show of somebody, read at once."""
    return (
        joinedload(Participant.organization),
        joinedload(Participant.type),
        selectinload(Participant.terms),
        selectinload(Participant.further).joinedload(FurtherOrganization.organization),
    )


def _ordered(query: Select[int], sort: str, *, descending: bool) -> Select[int]:
    by_name = func.substr(Participant.search, 1, SORTED_LETTERS)  # begins with the folded family name
    first: ColumnElement[str] = by_name
    if sort == "organization":
        query = query.join(Organization, Organization.id == Participant.organization_id)
        first = Organization.name_key.expression
    elif sort == "country":
        first = Participant.country.expression
    return query.order_by(first.desc() if descending else first.asc(), by_name, Participant.id)
