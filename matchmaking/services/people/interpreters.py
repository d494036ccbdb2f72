"""Interpreters: participants who sit between two who share no language; added and changed by organizers alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from matchmaking.extensions import db
from matchmaking.models import Participant, ParticipantStatus, Slot, UnavailableSlot
from matchmaking.services import audit
from matchmaking.services.people import availability, participants, profiles
from matchmaking.services.people.profiles import Profile
from matchmaking.services.refusals import Invalid, NotFound
from matchmaking.services.setup import participation
from matchmaking.services.setup.phases import require_not_cancelled

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from matchmaking.models import Event, Organizer

LEAST_LANGUAGES = 2


@dataclass(frozen=True)
class Facts:
    """Who interprets, between which languages (codes); the organization is an agency, if any."""

    given_name: str
    family_name: str
    email: str
    phone: str
    organization_name: str
    languages: tuple[str, ...]


@dataclass(frozen=True)
class Working:
    """An interpreter, and in how many slots they work."""

    person: Participant
    slots: int


def of_event(event: Event) -> list[Working]:
    """Every interpreter who takes part, by name."""
    total = db.session.scalar(select(func.count()).where(Slot.event_id == event.id)) or 0
    free = (
        select(func.count())
        .where(UnavailableSlot.participant_id == Participant.id)
        .correlate(Participant)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Participant, free)
        .where(
            Participant.event_id == event.id,
            Participant.interpreter,
            Participant.status == ParticipantStatus.APPROVED,
        )
        .options(joinedload(Participant.organization), selectinload(Participant.terms))
        .order_by(Participant.search, Participant.id)
    )
    return [Working(person, total - count) for person, count in rows]


def find(event: Event, person_id: int) -> Participant:
    """One of this event's interpreters who take part."""
    person = db.session.get(Participant, person_id)
    if person is None or person.event_id != event.id or not person.interpreter:
        raise NotFound(_("There is no such interpreter."))
    if person.status is not ParticipantStatus.APPROVED:
        raise NotFound(_("There is no such interpreter."))
    return person


def facts_of(person: Participant) -> Facts:
    """What is known of an interpreter."""
    profile = profiles.of(person)
    return Facts(
        profile.given_name,
        profile.family_name,
        profile.email,
        profile.phone,
        profile.organization_name,
        profile.languages,
    )


def add(event: Event, facts: Facts, slots: Collection[int], organizer: Organizer, now: datetime) -> Participant:
    """Add an interpreter, who works in these slots; somebody who interpreted before is taken in again."""
    require_not_cancelled(event)
    _check(facts)
    known = participants.find_by_address(event, facts.email)
    if known is not None and known.interpreter and known.status is not ParticipantStatus.APPROVED:
        known.status = ParticipantStatus.APPROVED
        person = known
        participants.update(person, _profile(facts, profiles.of(person)), now)
    else:
        first = participation.types_of(event)[0]
        empty = Profile("", "", "", "", "", "", first.id, "", (), (), (), ())
        person = participants.create(event, _profile(facts, empty), ParticipantStatus.APPROVED, now)
        person.interpreter = True
    _set_slots(event, person, slots)
    _record("interpreter.added", person, organizer, now)
    return person


def change(  # noqa: PLR0913, PLR0917 - what is changed, and who does it
    event: Event, person: Participant, facts: Facts, slots: Collection[int], organizer: Organizer, now: datetime
) -> None:
    """Change what is known of an interpreter, and when they work."""
    require_not_cancelled(event)
    _check(facts)
    participants.update(person, _profile(facts, profiles.of(person)), now)
    _set_slots(event, person, slots)
    _record("interpreter.changed", person, organizer, now)


def remove(event: Event, person: Participant, organizer: Organizer, now: datetime) -> None:
    """Let an interpreter go; what is published names them until the next version."""
    require_not_cancelled(event)
    participants.withdraw(person, now)
    _record("interpreter.removed", person, organizer, now)


def _profile(facts: Facts, before: Profile) -> Profile:
    return replace(
        before,
        given_name=facts.given_name,
        family_name=facts.family_name,
        email=facts.email,
        phone=facts.phone,
        organization_name=facts.organization_name or _("Interpreters"),
        languages=facts.languages,
    )


def _check(facts: Facts) -> None:
    if len(set(facts.languages)) < LEAST_LANGUAGES:
        raise Invalid(_("Somebody interprets between two languages or more. Tick them."))


def _set_slots(event: Event, person: Participant, working: Collection[int]) -> None:
    every = {slot.id for slot in availability.slots_of(event)}
    if not set(working) <= every:
        raise Invalid(_("The programme was changed meanwhile. Open the page again and tick once more."))
    availability.set_unavailable_slots(person, every - set(working))


def _record(action: str, person: Participant, organizer: Organizer, now: datetime) -> None:
    audit.record(
        action,
        at=now,
        event_id=person.event_id,
        organizer=organizer,
        participant=person,
        subject=person.name[:100],
    )
