"""
Whether somebody is of the organization they name: a colleague of it confirms that, or an organizer does.

Until then they take part under its name like everybody else, but are nobody's colleague: they see no agendas, stand in
for nobody, answer nothing for it and get no seats that are meant for it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from matchmaking.extensions import db
from matchmaking.models import Event, FurtherOrganization, Organization, Participant, ParticipantStatus
from matchmaking.services import audit
from matchmaking.services.mail import addresses, outbox
from matchmaking.services.people import further_organizations, organizations, participants, profiles
from matchmaking.services.refusals import Conflict, NotFound

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from matchmaking.models import Organizer


@dataclass(frozen=True)
class Claim:
    """Somebody who names an organization, as the main one or as well; nobody has said yet whether they are of it."""

    person: Participant
    organization: Organization

    @property
    def further(self) -> FurtherOrganization | None:
        """The row of it, where it is not the main one."""
        rows = (row for row in self.person.further if row.organization_id == self.organization.id)
        return next(rows, None)

    @property
    def is_open(self) -> bool:
        """Whether it still waits to be confirmed."""
        return self.organization.id in self.person.represented - self.person.confirmed_in


def claim(newcomer: Participant, now: datetime) -> None:
    """Somebody has put themselves into an organization: those who are of it are asked; whoever is first founds it."""
    db.session.flush()
    newcomer.organization_confirmed = not has_others(newcomer, newcomer.organization_id)
    ask_colleagues(newcomer, now)


def claim_as_well(newcomer: Participant, name: str, now: datetime) -> None:
    """Somebody says that they represent one more organization."""
    row = further_organizations.add(newcomer, name)
    row.confirmed = not has_others(newcomer, row.organization_id)
    ask_colleagues(newcomer, now)


def has_others(person: Participant, organization_id: int) -> bool:
    """Whether anybody else is of an organization beyond doubt."""
    return bool(db.session.scalar(select(exists().where(_others(person, organization_id)))))


def ask_colleagues(newcomer: Participant, now: datetime) -> None:
    """Mail them, each once; only of somebody who takes part and whose address has proved to be theirs."""
    if not _may_be_confirmed(newcomer):
        return
    event = db.session.get_one(Event, newcomer.event_id)
    for one in _open_claims(newcomer):
        for reader in db.session.scalars(select(Participant).where(_others(newcomer, one.organization.id))).all():
            outbox.write(
                "membership_asked",
                reader,
                now=now,
                dedupe_key=f"membership_asked:{reader.id}:{newcomer.id}:{one.organization.id}",
                event=event,
                other=newcomer,
                claimed=one.organization,
                page_url=addresses.page("participant.agenda_colleagues", slug=event.slug),
            )


def waiting_for(colleague: Participant) -> list[Claim]:
    """Newcomers of whom somebody can say whether they are of the same organization, by name."""
    if not _may_be_confirmed(colleague):
        return []
    takes_part = (Participant.status == ParticipantStatus.APPROVED) & Participant.confirmed_at.is_not(None)
    known = colleague.confirmed_in
    found = _claims(organizations.representing(known) & takes_part & (Participant.id != colleague.id))
    return [one for one in found if one.organization.id in known]


def unconfirmed(event: Event) -> list[Claim]:
    """All claims at an event that nobody has confirmed yet, by name."""
    taking_part = Participant.status.in_((ParticipantStatus.APPROVED, ParticipantStatus.PENDING))
    return _claims((Participant.event_id == event.id) & taking_part)


def claim_before(colleague: Participant, participant_id: int, organization_id: int) -> Claim:
    """One of those that a colleague may confirm; any other answers like one that does not exist."""
    for one in waiting_for(colleague):
        if (one.person.id, one.organization.id) == (participant_id, organization_id):
            return one
    raise NotFound(_("There is no such participant."))


def claim_of(person: Participant, organization_id: int) -> Claim:
    """What somebody says of themselves, for organizers."""
    organization = db.session.get(Organization, organization_id)
    if organization is None or organization.id not in person.represented:
        raise NotFound(_("There is no such organization."))
    return Claim(person, organization)


def confirm(claimed: Claim, by: Participant | Organizer, now: datetime) -> None:
    """Say that somebody is of the organization they name; saying so twice is the same as once."""
    if not claimed.is_open:
        return
    if claimed.further is not None:
        claimed.further.confirmed = True
    else:
        claimed.person.organization_confirmed = True
    _record("participant.organization_confirmed", claimed, by, now)


def refuse(claimed: Claim, by: Participant | Organizer, now: datetime) -> None:
    """Say that they are not of it: it goes from their profile, and they stand for themselves if it was the main one."""
    person, further = claimed.person, claimed.further
    if not claimed.is_open:
        raise Conflict(_("%(name)s was confirmed meanwhile.", name=person.name))
    event, refused = db.session.get_one(Event, person.event_id), claimed.organization.name
    _record("participant.organization_refused", claimed, by, now)
    if further is not None:
        further_organizations.remove(person, further.organization_id)
    else:
        own = replace(profiles.of(person), organization_name=_own_name(event, person))
        participants.update(person, own, now)
    outbox.write(
        "membership_refused",
        person,
        now=now,
        dedupe_key=f"membership_refused:{person.id}:{claimed.organization.id}:{now.isoformat()}",
        event=event,
        refused=refused,
        as_well=further is not None,
        page_url=addresses.page("participant.profile_edit", slug=event.slug),
    )


def _others(person: Participant, organization_id: int) -> ColumnElement[bool]:
    """Condition on `Participant`: whoever else takes part for an organization, beyond doubt."""
    return organizations.members(organization_id) & (Participant.id != person.id)


def _may_be_confirmed(person: Participant) -> bool:
    return person.status is ParticipantStatus.APPROVED and person.confirmed_at is not None


def _open_claims(person: Participant) -> list[Claim]:
    named = (person.organization, *(row.organization for row in person.further))
    return [one for one in (Claim(person, organization) for organization in named) if one.is_open]


def _claims(whose: ColumnElement[bool]) -> list[Claim]:
    as_well = exists().where(FurtherOrganization.participant_id == Participant.id, ~FurtherOrganization.confirmed)
    people = db.session.scalars(
        select(Participant)
        .where(whose, or_(~Participant.organization_confirmed, as_well), ~Participant.interpreter)
        .options(
            joinedload(Participant.organization),
            selectinload(Participant.further).joinedload(FurtherOrganization.organization),
        )
        .order_by(Participant.search, Participant.id)
    )
    return [one for person in people for one in _open_claims(person)]


def _own_name(event: Event, person: Participant) -> str:
    """An organization of their own, by a name that none has."""
    key = organizations.key_of(person.name)
    taken = select(func.count()).where(Organization.event_id == event.id, Organization.name_key == key)
    return f"{person.name} ({person.id})" if db.session.scalar(taken) else person.name


def _record(action: str, claimed: Claim, by: Participant | Organizer, now: datetime) -> None:
    person = claimed.person
    audit.record(
        action,
        at=now,
        event_id=person.event_id,
        organizer=None if isinstance(by, Participant) else by,
        participant=by if isinstance(by, Participant) else person,
        subject=f"{person.name}, {claimed.organization.name}"[:100],
    )
