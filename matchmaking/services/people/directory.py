"""The directory: those a participant may meet, found, and what there is between them already."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from matchmaking.extensions import db
from matchmaking.models import (
    MeetingRequest,
    Organization,
    Participant,
    ParticipantStatus,
    ParticipationType,
    ProfileTerm,
    RequestStatus,
    TermKind,
)
from matchmaking.services.people import participants
from matchmaking.services.refusals import NotFound
from matchmaking.services.requests import meeting_rules

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement, Select

MOST_FIELDS = 60  # choices of the filter, the most frequent ones
SORTS = ("name", "organization", "country")


class Mark(StrEnum):
    """What there is between a participant and somebody in the directory, in the participant's eyes."""

    NONE = ""
    WILL_NOT = "not_taking_place"  # their request was declined or has expired: they cannot tell which
    ASKED = "asked"
    ASKED_BY = "asked_by"
    MEETING = "meeting"

    def stronger(self, other: Mark) -> Mark:
        """Of two requests, the one that says more."""
        return max((self, other), key=list(Mark).index)


@dataclass(frozen=True)
class Search:
    """What is looked for; empty strings stand for everything."""

    words: str = ""
    country: str = ""
    type_id: str = ""
    field: str = ""
    language: str = ""


@dataclass(frozen=True)
class Choices:
    """What the directory can be filtered by."""

    countries: list[str]
    types: list[ParticipationType]
    fields: list[tuple[str, str]]  # key, words
    languages: list[tuple[str, str]]  # key, code


def count(participant: Participant, search: Search) -> int:
    """How many of those a participant may meet fit the search."""
    return db.session.scalar(select(func.count(Participant.id)).where(*_fitting(participant, search))) or 0


def page(  # noqa: PLR0913 - who looks for what, in which order, how much of it
    participant: Participant, search: Search, *, sort: str, descending: bool, offset: int, limit: int
) -> list[Participant]:
    """One page of those who fit, with their organizations, types and terms."""
    query = _ordered(select(Participant).where(*_fitting(participant, search)), sort, descending=descending)
    return list(
        db.session.scalars(
            query.options(
                joinedload(Participant.organization), joinedload(Participant.type), selectinload(Participant.terms)
            )
            .offset(offset)
            .limit(limit)
        )
    )


def person(participant: Participant, person_id: int) -> Participant:
    """Somebody a participant may meet; everybody else answers like somebody who does not exist."""
    found = db.session.scalar(
        select(Participant)
        .where(Participant.id == person_id, meeting_rules.meetable(participant))
        .options(joinedload(Participant.organization), joinedload(Participant.type), selectinload(Participant.terms))
    )
    if found is None:
        raise NotFound(_("There is no such participant."))
    return found


def has_colleagues(participant: Participant) -> bool:
    """Whether anybody else of the participant's organization takes part."""
    colleague = (
        (Participant.organization_id == participant.organization_id)
        & (Participant.id != participant.id)
        & (Participant.status == ParticipantStatus.APPROVED)
        & ~Participant.interpreter
    )
    return bool(db.session.scalar(select(exists().where(colleague))))


def choices(participant: Participant) -> Choices:
    """What there is to filter by, among those a participant may meet."""
    meetable = meeting_rules.meetable(participant)
    countries = select(Participant.country).where(meetable, Participant.country != "").distinct()
    types = select(ParticipationType).where(ParticipationType.id.in_(select(Participant.type_id).where(meetable)))
    return Choices(
        countries=list(db.session.scalars(countries)),
        types=list(db.session.scalars(types.order_by(ParticipationType.position, ParticipationType.id))),
        fields=_terms(meetable, TermKind.FIELD, MOST_FIELDS),
        languages=_terms(meetable, TermKind.LANGUAGE, MOST_FIELDS),
    )


def marks(participant: Participant, people: Iterable[Participant], *, booking_over: bool) -> dict[int, Mark]:
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
    found = dict.fromkeys(ids, Mark.NONE)
    for request in requests:
        sent = request.requester_id == participant.id
        other = request.recipient_id if sent else request.requester_id
        found[other] = found[other].stronger(mark_of(request, sent=sent, booking_over=booking_over))
    return found


def mark_of(request: MeetingRequest, *, sent: bool, booking_over: bool) -> Mark:
    """What one request means to its requester (`sent`), or to its recipient; nobody can answer after booking."""
    if request.status is RequestStatus.ACCEPTED:
        return Mark.MEETING
    if request.status is RequestStatus.PENDING and not booking_over:
        return Mark.ASKED if sent else Mark.ASKED_BY
    if sent and request.status is not RequestStatus.WITHDRAWN:
        return Mark.WILL_NOT
    return Mark.NONE


def _fitting(participant: Participant, search: Search) -> list[ColumnElement[bool]]:
    conditions = [meeting_rules.meetable(participant), *participants.matches(search.words)]
    if search.country:
        conditions.append(Participant.country == search.country)
    if search.type_id:
        conditions.append(Participant.type_id == int(search.type_id))
    for kind, key in ((TermKind.FIELD, search.field), (TermKind.LANGUAGE, search.language)):
        if key:
            conditions.append(Participant.terms.any((ProfileTerm.kind == kind) & (ProfileTerm.key == key)))
    return conditions


def _ordered(query: Select[Participant], sort: str, *, descending: bool) -> Select[Participant]:
    first: ColumnElement[str]
    if sort == "organization":
        query = query.join(Organization, Organization.id == Participant.organization_id)
        first = Organization.name_key.expression
    elif sort == "country":
        first = Participant.country.expression
    else:
        first = Participant.search.expression  # begins with the folded family name
    ordered = first.desc() if descending else first.asc()
    return query.order_by(ordered, Participant.search, Participant.id)


def _terms(meetable: ColumnElement[bool], kind: TermKind, most: int) -> list[tuple[str, str]]:
    """The most frequent terms of one kind: their keys and how somebody wrote them, by key."""
    rows = db.session.execute(
        select(ProfileTerm.key, func.min(ProfileTerm.text))
        .join(Participant, Participant.id == ProfileTerm.participant_id)
        .where(meetable, ProfileTerm.kind == kind)
        .group_by(ProfileTerm.key)
        .order_by(func.count().desc(), ProfileTerm.key)
        .limit(most)
    )
    return sorted((key, words) for key, words in rows)
