"""Organizations, known within an event by their folded names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import delete, exists, or_, select, union_all, update

from matchmaking.extensions import db
from matchmaking.models import (
    FurtherOrganization,
    KeptApart,
    Organization,
    OrganizationRequest,
    Participant,
    ParticipantStatus,
)
from matchmaking.services.refusals import Conflict, Invalid
from matchmaking.services.words.text import clean, fold

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import ColumnElement, Subquery
    from sqlalchemy.orm import InstrumentedAttribute

    from matchmaking.models import Event

NAME_LENGTH = 300
LEAST_TYPED = 2  # letters that an organization is looked for by
MOST_OFFERED = 6


def key_of(name: str) -> str:
    """The key by which an organization is known; folding may make a text longer."""
    return fold(name)[:NAME_LENGTH]


def find_or_create(event: Event, name: str, country: str) -> Organization:
    """Find the organization of this name, however it is written, or add it."""
    name = clean(name)
    key = key_of(name)
    found = db.session.scalar(
        select(Organization).where(Organization.event_id == event.id, Organization.name_key == key)
    )
    if found is None:
        return _add(event, name, country)
    found.country = found.country or country
    return found


def like(event: Event, typed: str) -> list[Organization]:
    """Organizations of people who take part, by a part of the name in any spelling; those that begin with it first."""
    key = key_of(typed)
    if len(key) < LEAST_TYPED:
        return []
    represented = exists().where(
        Participant.organization_id == Organization.id, Participant.status == ParticipantStatus.APPROVED
    )
    found = db.session.scalars(
        select(Organization)
        .where(Organization.event_id == event.id, Organization.name_key.contains(key, autoescape=True), represented)
        .order_by(Organization.name_key.startswith(key, autoescape=True).desc(), Organization.name_key)
        .limit(MOST_OFFERED)
    )
    return list(found)


class Register:
    """All organizations of an event, looked up once, for those who need many."""

    def __init__(self, event: Event) -> None:
        self._event = event
        known = db.session.scalars(select(Organization).where(Organization.event_id == event.id))
        self._by_key = {organization.name_key: organization for organization in known}

    def find(self, name: str) -> Organization | None:
        """Find the organization of this name, however it is written."""
        return self._by_key.get(key_of(name))

    def find_or_create(self, name: str, country: str) -> Organization:
        """Find the organization of this name, however it is written, or add it."""
        found = self.find(name)
        if found is None:
            found = self._by_key[key_of(name)] = _add(self._event, clean(name), country)
        found.country = found.country or country
        return found


def rename(organization: Organization, name: str, now: datetime) -> None:
    """Give an organization another name, which the calendars of its people's partners show."""
    name = clean(name)
    key = key_of(name)
    if not name or len(name) > NAME_LENGTH:
        raise Invalid(_("An organization's name has 1 to %(count)d characters.", count=NAME_LENGTH))
    same = select(Organization.id).where(
        Organization.event_id == organization.event_id, Organization.name_key == key, Organization.id != organization.id
    )
    if db.session.scalar(same) is not None:
        raise Conflict(_("There is an organization “%(name)s” already.", name=name))
    organization.name, organization.name_key = name, key
    db.session.execute(
        update(Participant).where(Participant.organization_id == organization.id).values(calendar_modified_at=now)
    )


def members(organization_id: int) -> ColumnElement[bool]:
    """Condition on `Participant`: whoever takes part for an organization beyond doubt."""
    taking_part = (Participant.status == ParticipantStatus.APPROVED) & ~Participant.interpreter
    of_it = memberships()
    theirs = select(of_it.c.participant_id).where(of_it.c.organization_id == organization_id)
    return taking_part & Participant.id.in_(theirs)


def memberships() -> Subquery:
    """Each `participant_id` with each `organization_id` that they are of beyond doubt, mainly or as well."""
    mainly = select(Participant.id.label("participant_id"), Participant.organization_id)
    further = select(FurtherOrganization.participant_id, FurtherOrganization.organization_id)
    return union_all(
        mainly.where(Participant.organization_confirmed), further.where(FurtherOrganization.confirmed)
    ).subquery()


def representing(ids: Collection[int]) -> ColumnElement[bool]:
    """Condition on `Participant`: whoever names one of these organizations, as the main one or as well."""
    return or_(Participant.organization_id.in_(ids), _as_well(FurtherOrganization.organization_id.in_(ids)))


def forget_if_empty(organization: Organization) -> None:
    """Delete an organization that nobody represents any more."""
    if not db.session.scalar(select(_is_needed(organization.id))):
        db.session.delete(organization)


def forget_all_empty(event: Event) -> None:
    """Delete the organizations of an event that nobody represents any more."""
    db.session.execute(delete(Organization).where(Organization.event_id == event.id, ~_is_needed(Organization.id)))


def _is_needed(organization_id: int | InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Somebody represents it, asked it, or is to be kept apart from whoever represents it one day."""
    represented = exists().where(Participant.organization_id == organization_id)
    kept_apart = exists().where(
        or_(KeptApart.one_organization_id == organization_id, KeptApart.other_organization_id == organization_id)
    )
    asked = exists().where(OrganizationRequest.organization_id == organization_id)
    as_well = exists().where(FurtherOrganization.organization_id == organization_id)
    return or_(represented, as_well, kept_apart, asked)


def _as_well(which: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(FurtherOrganization.participant_id == Participant.id, which)


def _add(event: Event, name: str, country: str) -> Organization:
    organization = Organization(event_id=event.id, name=name, name_key=key_of(name), country=country)
    db.session.add(organization)
    return organization
