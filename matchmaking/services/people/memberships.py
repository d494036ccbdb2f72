"""
Whether somebody is of the organization they name: a colleague of it confirms that, or an organizer does.

Until then they take part under its name like everybody else, but are nobody's colleague: they see no agendas, stand in
for nobody, answer nothing for it and get no seats that are meant for it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import exists, func, select
from sqlalchemy.orm import joinedload

from matchmaking.extensions import db
from matchmaking.models import Event, Organization, Participant, ParticipantStatus
from matchmaking.services import audit
from matchmaking.services.mail import addresses, outbox
from matchmaking.services.people import organizations, participants, profiles
from matchmaking.services.refusals import Conflict, NotFound

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Select

    from matchmaking.models import Organizer


def claim(newcomer: Participant, now: datetime) -> None:
    """Somebody has put themselves into an organization: those who are of it are asked; whoever is first founds it."""
    db.session.flush()
    newcomer.organization_confirmed = not db.session.scalar(select(exists().where(_of_it(newcomer))))
    ask_colleagues(newcomer, now)


def ask_colleagues(newcomer: Participant, now: datetime) -> None:
    """Mail them, each once; only of somebody who takes part and whose address has proved to be theirs."""
    if newcomer.organization_confirmed or not _may_be_confirmed(newcomer):
        return
    event = db.session.get_one(Event, newcomer.event_id)
    for reader in db.session.scalars(select(Participant).where(_of_it(newcomer))).all():
        outbox.write(
            "membership_asked",
            reader,
            now=now,
            dedupe_key=f"membership_asked:{reader.id}:{newcomer.id}:{newcomer.organization_id}",
            event=event,
            other=newcomer,
            page_url=addresses.page("participant.agenda_colleagues", slug=event.slug),
        )


def waiting_for(colleague: Participant) -> list[Participant]:
    """Newcomers of whom somebody can say whether they are of the same organization, by name."""
    if not (colleague.organization_confirmed and _may_be_confirmed(colleague)):
        return []
    newcomers = (Participant.organization_id == colleague.organization_id) & Participant.confirmed_at.is_not(None)
    return list(db.session.scalars(_unconfirmed(newcomers & (Participant.status == ParticipantStatus.APPROVED))))


def unconfirmed(event: Event) -> list[Participant]:
    """Everybody at an event of whom nobody has said yet whether they are of the organization they name, by name."""
    taking_part = Participant.status.in_((ParticipantStatus.APPROVED, ParticipantStatus.PENDING))
    return list(db.session.scalars(_unconfirmed((Participant.event_id == event.id) & taking_part)))


def count_unconfirmed(event: Event) -> int:
    """How many those are."""
    return len(unconfirmed(event))


def newcomer(colleague: Participant, participant_id: int) -> Participant:
    """One of those whom a colleague may confirm; any other answers like one that does not exist."""
    found = next((one for one in waiting_for(colleague) if one.id == participant_id), None)
    if found is None:
        raise NotFound(_("There is no such participant."))
    return found


def confirm(person: Participant, by: Participant | Organizer, now: datetime) -> None:
    """Say that somebody is of the organization they name; saying so twice is the same as once."""
    if person.organization_confirmed:
        return
    person.organization_confirmed = True
    _record("participant.organization_confirmed", person, by, now)


def refuse(person: Participant, by: Participant | Organizer, now: datetime) -> None:
    """Say that they are not of it: they stand for themselves then, and are told."""
    if person.organization_confirmed:
        raise Conflict(_("%(name)s was confirmed meanwhile.", name=person.name))
    event = db.session.get_one(Event, person.event_id)
    refused = person.organization.name
    _record("participant.organization_refused", person, by, now)
    participants.update(person, replace(profiles.of(person), organization_name=_own_name(event, person)), now)
    outbox.write(
        "membership_refused",
        person,
        now=now,
        dedupe_key=f"membership_refused:{person.id}:{now.isoformat()}",
        event=event,
        refused=refused,
        page_url=addresses.page("participant.profile_edit", slug=event.slug),
    )


def _of_it(newcomer: Participant) -> ColumnElement[bool]:
    """Condition on `Participant`: whoever else takes part for the organization, beyond doubt."""
    return organizations.members(newcomer.organization_id) & (Participant.id != newcomer.id)


def _may_be_confirmed(person: Participant) -> bool:
    return person.status is ParticipantStatus.APPROVED and person.confirmed_at is not None


def _unconfirmed(whose: ColumnElement[bool]) -> Select[Participant]:
    return (
        select(Participant)
        .where(whose, ~Participant.organization_confirmed, ~Participant.interpreter)
        .options(joinedload(Participant.organization))
        .order_by(Participant.search, Participant.id)
    )


def _own_name(event: Event, person: Participant) -> str:
    """An organization of their own, by a name that none has."""
    key = organizations.key_of(person.name)
    taken = select(func.count()).where(Organization.event_id == event.id, Organization.name_key == key)
    return f"{person.name} ({person.id})" if db.session.scalar(taken) else person.name


def _record(action: str, person: Participant, by: Participant | Organizer, now: datetime) -> None:
    audit.record(
        action,
        at=now,
        event_id=person.event_id,
        organizer=None if isinstance(by, Participant) else by,
        participant=by if isinstance(by, Participant) else person,
        subject=f"{person.name}, {person.organization.name}"[:100],
    )
