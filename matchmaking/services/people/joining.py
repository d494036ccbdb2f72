"""Two organizations that turned out to be one: their people represent the one that is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import delete, or_, select
from sqlalchemy.orm import selectinload

from matchmaking.extensions import db
from matchmaking.models import (
    FurtherOrganization,
    KeptApart,
    NotOneOrganization,
    Organization,
    OrganizationRequest,
    Participant,
)
from matchmaking.services import audit
from matchmaking.services.people import moving, profiles
from matchmaking.services.refusals import Invalid

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.models import Organizer


def join(kept: Organization, gone: Organization, organizer: Organizer, now: datetime) -> int:
    """Merge; answers how many people have moved. The country is kept, or taken where there was none."""
    if kept.id == gone.id or kept.event_id != gone.event_id:
        raise Invalid(_("Choose two different organizations of this event."))
    count = sum(_move(person, kept, now) for person in _people_of(gone))
    kept.country = kept.country or gone.country
    _move_kept_apart(kept, gone)
    _move_requests(kept, gone)
    _move_further(kept, gone)
    gone_name, gone_id = gone.name, gone.id
    apart = or_(NotOneOrganization.low_id == gone_id, NotOneOrganization.high_id == gone_id)
    db.session.execute(delete(NotOneOrganization).where(apart))
    db.session.flush()
    db.session.expire(gone)
    db.session.delete(gone)
    db.session.flush()
    audit.record(
        "organization.merged",
        at=now,
        event_id=kept.event_id,
        organizer=organizer,
        subject=kept.name[:100],
        merged=gone_name,
        people=count,
    )
    return count


def _people_of(organization: Organization) -> list[Participant]:
    people = select(Participant).where(Participant.organization_id == organization.id)
    return list(db.session.scalars(people.options(selectinload(Participant.terms))))


def _move(person: Participant, kept: Organization, now: datetime) -> bool:
    person.organization = kept
    person.calendar_modified_at = now
    profiles.rebuild_search(person)
    return True


def _move_kept_apart(kept: Organization, gone: Organization) -> None:
    """No organization is kept apart from itself."""
    rows = select(KeptApart).where(
        or_(KeptApart.one_organization_id == gone.id, KeptApart.other_organization_id == gone.id)
    )
    for row in db.session.scalars(rows).all():
        if row.one_organization_id == gone.id:
            row.one_organization_id = kept.id
        if row.other_organization_id == gone.id:
            row.other_organization_id = kept.id
        if row.one_organization_id == row.other_organization_id == kept.id:
            db.session.delete(row)


def _move_further(kept: Organization, gone: Organization) -> None:
    """Whoever represents both represents the one that is kept, once."""
    for row in db.session.scalars(
        select(FurtherOrganization).where(FurtherOrganization.organization_id == gone.id)
    ).all():
        person = row.participant
        if kept.id in person.represented:
            person.further.remove(row)
        else:
            row.organization = kept
        db.session.flush()
        profiles.rebuild_search(person)


def _move_requests(kept: Organization, gone: Organization) -> None:
    """Whoever asked both has asked the one that is kept."""
    asked = {
        request.requester_id: request
        for request in db.session.scalars(
            select(OrganizationRequest).where(OrganizationRequest.organization_id == kept.id)
        )
    }
    for request in db.session.scalars(
        select(OrganizationRequest).where(OrganizationRequest.organization_id == gone.id)
    ).all():
        twin = asked.get(request.requester_id)
        if request.requester.organization_id == kept.id:
            db.session.delete(request)  # nobody asks their own
        elif twin is None:
            request.organization_id = kept.id
        else:
            moving.join_to_organization(twin, request)
