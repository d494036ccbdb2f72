"""Organizations that somebody represents besides the main one, which stands on badges and in calendars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from matchmaking.extensions import db
from matchmaking.models import Event, FurtherOrganization
from matchmaking.services.people import organizations, profiles
from matchmaking.services.refusals import Conflict, Invalid, NotFound
from matchmaking.services.words.text import clean

if TYPE_CHECKING:
    from collections.abc import Collection

    from matchmaking.models import Organization, Participant

MOST = 3


def add(person: Participant, name: str) -> FurtherOrganization:
    """Let somebody represent one more organization, beyond doubt; `memberships` says where it is to be confirmed."""
    name = clean(name)
    if not name or len(name) > organizations.NAME_LENGTH:
        raise Invalid(_("An organization's name has 1 to %(count)d characters.", count=organizations.NAME_LENGTH))
    if len(person.further) >= MOST:
        raise Conflict(_("One person represents %(count)d further organizations at most.", count=MOST))
    organization = organizations.find_or_create(db.session.get_one(Event, person.event_id), name, "")
    db.session.flush()
    if organization.id in person.represented:
        raise Conflict(
            _("%(name)s represents %(organization)s already.", name=person.name, organization=organization.name)
        )
    row = FurtherOrganization(organization_id=organization.id, organization=organization, confirmed=True)
    person.further.append(row)
    db.session.flush()
    profiles.rebuild_search(person)
    return row


def replace(person: Participant, named: Collection[Organization]) -> None:
    """Let somebody represent these and no others; those that are new are beyond doubt, as organizers have said so."""
    kept = [row for row in person.further if row.organization in named]
    known = [row.organization for row in kept]
    new = [FurtherOrganization(organization=one, confirmed=True) for one in named if one not in known]
    person.further = [*kept, *new]
    profiles.rebuild_search(person)


def remove(person: Participant, organization_id: int) -> None:
    """Let somebody represent it no longer."""
    row = next((one for one in person.further if one.organization_id == organization_id), None)
    if row is None:
        raise NotFound(_("There is no such organization."))
    organization = row.organization
    person.further.remove(row)
    db.session.flush()
    profiles.rebuild_search(person)
    organizations.forget_if_empty(organization)
