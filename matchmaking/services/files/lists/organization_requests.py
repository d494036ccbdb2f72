"""The list of requests to organizations, for the organizers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from matchmaking.extensions import db
from matchmaking.models import Organization, OrganizationRequest, Participant, RequestStatus
from matchmaking.services.refusals import NotFound
from matchmaking.services.words.sounds import found_in

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from matchmaking.models import Event


IS_ASKED = Organization.id == OrganizationRequest.organization_id
SIDES = (
    joinedload(OrganizationRequest.requester).joinedload(Participant.organization),
    joinedload(OrganizationRequest.organization),
)


def count(event: Event, words: str = "", status: str = "") -> int:
    """How many there are in all, or of those that fit."""
    query = select(func.count(OrganizationRequest.id)).join(Participant).join(Organization, IS_ASKED)
    return db.session.scalar(query.where(*_fitting(event, words, status))) or 0


def entries(event: Event, words: str, status: str, *, offset: int, limit: int) -> list[OrganizationRequest]:
    """Some of them, the newest first."""
    query = select(OrganizationRequest).join(Participant).join(Organization, IS_ASKED)
    query = query.where(*_fitting(event, words, status)).options(*SIDES)
    newest = (OrganizationRequest.created_at.desc(), OrganizationRequest.id.desc())
    return list(db.session.scalars(query.order_by(*newest).offset(offset).limit(limit)))


def request(event: Event, request_id: int) -> OrganizationRequest:
    """One of this event."""
    one = OrganizationRequest.id == request_id, OrganizationRequest.event_id == event.id
    found = db.session.scalar(select(OrganizationRequest).where(*one).options(*SIDES))
    if found is None:
        raise NotFound(_("There is no such request."))
    return found


def _fitting(event: Event, words: str, status: str) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [OrganizationRequest.event_id == event.id]
    conditions += found_in(words, Participant.search, Organization.name_key)
    return [*conditions, OrganizationRequest.status == RequestStatus(status)] if status else conditions
