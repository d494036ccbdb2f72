"""What organizers do about participants and for them, each act written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from matchmaking.extensions import db
from matchmaking.models import Participant, ParticipantStatus
from matchmaking.services import audit
from matchmaking.services.people import (
    availability,
    further_organizations,
    organizations,
    participants,
    profiles,
    registration,
)
from matchmaking.services.refusals import Conflict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date, datetime

    from matchmaking.models import Event, Organization, Organizer
    from matchmaking.services.people.participants import Profile


def add(event: Event, profile: Profile, status: ParticipantStatus, organizer: Organizer, now: datetime) -> Participant:
    """Add somebody by hand; they are not told, and no consent is stored."""
    person = participants.create(event, profile, status, now)
    _record("participant.added", person, organizer, now, status=status.value)
    return person


def change(person: Participant, profile: Profile, organizer: Organizer, now: datetime) -> bool:
    """Change somebody's profile; answers whether that changed anything."""
    changed = participants.update(person, profile, now)
    if changed:
        _record("participant.changed", person, organizer, now)
    return changed


def add_organization(person: Participant, name: str, organizer: Organizer, now: datetime) -> None:
    """Let somebody represent one more organization, beyond doubt."""
    further_organizations.add(person, name)
    _record("participant.changed", person, organizer, now)


def remove_organization(person: Participant, organization_id: int, organizer: Organizer, now: datetime) -> None:
    """Let somebody represent a further organization no longer."""
    further_organizations.remove(person, organization_id)
    _record("participant.changed", person, organizer, now)


def set_days(person: Participant, absent: Collection[date], organizer: Organizer, now: datetime) -> None:
    """Say on which days somebody is not there."""
    if availability.set_absent_days(person, absent):
        _record("participant.days_changed", person, organizer, now, absent=sorted(day.isoformat() for day in absent))


def approve(person: Participant, organizer: Organizer, now: datetime) -> None:
    """Let somebody take part."""
    if person.status is not ParticipantStatus.APPROVED:
        participants.approve(person, now)
        _record("participant.approved", person, organizer, now)


def approve_all(people: Iterable[Participant], organizer: Organizer, now: datetime) -> int:
    """Let several people take part; answers how many."""
    waiting = list(people)
    for person in waiting:
        approve(person, organizer, now)
    return len(waiting)


def decline(person: Participant, organizer: Organizer, now: datetime) -> None:
    """Do not let somebody take part who waits for approval."""
    if person.status is not ParticipantStatus.DECLINED:
        participants.decline(person, now)
        _record("participant.declined", person, organizer, now)


def withdraw(person: Participant, organizer: Organizer, now: datetime) -> None:
    """End somebody's part, with their requests and meetings."""
    if person.status is not ParticipantStatus.WITHDRAWN:
        participants.withdraw(person, now)
        _record("participant.withdrawn", person, organizer, now)


def mail_sign_in_link(event: Event, person: Participant, organizer: Organizer, now: datetime) -> None:
    """Mail somebody who takes part a link to sign in with."""
    if person.status is not ParticipantStatus.APPROVED:
        raise Conflict(_("%(name)s does not take part, or is not approved yet.", name=person.name))
    registration.mail_sign_in_link(event, person.email, now)
    _record("participant.link_sent", person, organizer, now)


def rename(organization: Organization, name: str, organizer: Organizer, now: datetime) -> None:
    """Give an organization another name, by which its people are found from now on."""
    before = organization.name
    organizations.rename(organization, name, now)
    if organization.name == before:
        return
    people = select(Participant).where(organizations.representing((organization.id,)))
    for person in db.session.scalars(people.options(selectinload(Participant.terms))):
        profiles.rebuild_search(person)
    audit.record(
        "organization.renamed",
        at=now,
        event_id=organization.event_id,
        organizer=organizer,
        subject=organization.name[:100],
        before=before,
    )


def _record(action: str, person: Participant, organizer: Organizer, now: datetime, **detail: str | list[str]) -> None:
    audit.record(
        action,
        at=now,
        event_id=person.event_id,
        organizer=organizer,
        participant=person,
        subject=person.name[:100],
        **detail,
    )
