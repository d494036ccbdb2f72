"""The list of organizations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from sqlalchemy import case, func, select, union
from sqlalchemy.orm import joinedload

from matchmaking.extensions import db
from matchmaking.models import FurtherOrganization, Organization, Participant, ParticipantStatus
from matchmaking.services.files.recognition.names import english_name
from matchmaking.services.people.organizations import representing
from matchmaking.services.refusals import NotFound
from matchmaking.services.words.sounds import found_in

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import ColumnElement

    from matchmaking.models import Event

SORTS = ("name", "country", "people")
MEMBER = union(
    select(Participant.id.label("participant_id"), Participant.organization_id),
    select(FurtherOrganization.participant_id, FurtherOrganization.organization_id),
).subquery()
OF_IT = MEMBER.c.organization_id == Organization.id
NOT_MERGED = (Participant.id == MEMBER.c.participant_id) & Participant.merged_into_id.is_(None)
PEOPLE = func.count(Participant.id)
TAKING_PART = func.sum(case((Participant.status == ParticipantStatus.APPROVED, 1), else_=0))


@dataclass(frozen=True)
class Entry:
    """An organization with how many people it has, and how many of them take part."""

    organization: Organization
    people: int
    taking_part: int


def countries(event: Event) -> list[str]:
    """The countries of an event's organizations."""
    query = select(Organization.country).where(Organization.event_id == event.id, Organization.country != "")
    return list(db.session.scalars(query.distinct()))


def count(event: Event, words: str, country: str) -> int:
    """How many fit."""
    return db.session.scalar(select(func.count(Organization.id)).where(*_fitting(event, words, country))) or 0


def entries(  # noqa: PLR0913 - which list, in which order, how much of it
    event: Event, words: str, country: str, *, sort: str, descending: bool, offset: int = 0, limit: int | None = None
) -> list[Entry]:
    """Those that fit, in order."""
    orders: dict[str, ColumnElement[Any]] = {
        "name": Organization.name_key.expression,
        "country": Organization.country.expression,
        "people": PEOPLE,
    }
    first = orders[sort]
    rows = db.session.execute(
        select(Organization, PEOPLE, func.coalesce(TAKING_PART, 0))
        .outerjoin(MEMBER, OF_IT)
        .outerjoin(Participant, NOT_MERGED)
        .where(*_fitting(event, words, country))
        .group_by(Organization.id)
        .order_by(first.desc() if descending else first.asc(), Organization.name_key, Organization.id)
        .offset(offset)
        .limit(limit)
    )
    return [Entry(organization, people, taking_part) for organization, people, taking_part in rows]


def entries_of(event: Event, ids: Collection[int]) -> list[Entry]:
    """Some of this event's organizations."""
    query = (
        select(Organization, PEOPLE, func.coalesce(TAKING_PART, 0))
        .outerjoin(MEMBER, OF_IT)
        .outerjoin(Participant, NOT_MERGED)
        .where(Organization.event_id == event.id, Organization.id.in_(ids))
        .group_by(Organization.id)
    )
    return [Entry(found, people, taking_part) for found, people, taking_part in db.session.execute(query)]


def organization(event: Event, organization_id: int) -> Organization:
    """One organization of this event."""
    found = db.session.scalar(
        select(Organization).where(Organization.id == organization_id, Organization.event_id == event.id)
    )
    if found is None:
        raise NotFound(_("There is no such organization."))
    return found


def people_of(organization: Organization) -> list[Participant]:
    """Who represents it, also besides another."""
    query = select(Participant).where(representing((organization.id,)), Participant.merged_into_id.is_(None))
    return list(db.session.scalars(query.options(joinedload(Participant.type)).order_by(Participant.search)))


def table(
    event: Event, words: str, country: str, *, sort: str, descending: bool
) -> tuple[list[str], list[list[str | int]]]:
    """All that fit, as a file."""
    header = [_("Organization"), _("Country"), _("People"), _("Of these taking part")]
    return header, [
        [
            entry.organization.name,
            english_name(entry.organization.country) if entry.organization.country else "",
            entry.people,
            entry.taking_part,
        ]
        for entry in entries(event, words, country, sort=sort, descending=descending)
    ]


def _fitting(event: Event, words: str, country: str) -> list[ColumnElement[bool]]:
    conditions = [Organization.event_id == event.id]
    conditions += found_in(words, Organization.name_key)
    if country:
        conditions.append(Organization.country == country)
    return conditions
