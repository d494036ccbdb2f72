"""Who is kept apart: the organizers' list of those who shall not be brought together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from matchmaking.extensions import db
from matchmaking.models import KeptApart, Organization, Participant
from matchmaking.services import audit
from matchmaking.services.people import organizations, participants
from matchmaking.services.refusals import Conflict, Invalid, NotFound
from matchmaking.services.setup.phases import require_not_cancelled
from matchmaking.services.words.text import clean, fold

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.models import Event, Organizer

NOTE_LENGTH = 500


def of_event(event: Event, words: str = "") -> list[KeptApart]:
    """Everybody who is kept apart, the newest first; of those, whoever's name, organization or note has the words."""
    rows = db.session.scalars(
        select(KeptApart)
        .where(KeptApart.event_id == event.id)
        .options(
            joinedload(KeptApart.one_participant).joinedload(Participant.organization),
            joinedload(KeptApart.other_participant).joinedload(Participant.organization),
            joinedload(KeptApart.one_organization),
            joinedload(KeptApart.other_organization),
        )
        .order_by(KeptApart.created_at.desc(), KeptApart.id.desc())
    )
    wanted = fold(words).split()
    return [row for row in rows if all(word in _searched(row) for word in wanted)]


def add(event: Event, one: str, other: str, note: str, organizer: Organizer, now: datetime) -> KeptApart:  # noqa: PLR0913, PLR0917 - who is kept from whom, why, and who says so
    """Keep two sides apart, each given by a person's address or name, or an organization's name."""
    require_not_cancelled(event)
    sides = find(event, one), find(event, other)
    if sides[0] is sides[1]:
        raise Invalid(_("Name two different sides."))
    if any(set(row.sides) == set(sides) for row in of_event(event)):
        raise Conflict(_("%(one)s and %(other)s are kept apart already.", one=sides[0].name, other=sides[1].name))
    row = KeptApart(event_id=event.id, note=_note(note), created_at=now)
    row.one_participant, row.one_organization = _as_columns(sides[0])
    row.other_participant, row.other_organization = _as_columns(sides[1])
    db.session.add(row)
    db.session.flush()
    _record("apart.added", row, organizer, now)
    return row


def remove(event: Event, row_id: int, organizer: Organizer, now: datetime) -> None:
    """Keep these apart no longer."""
    require_not_cancelled(event)
    row = db.session.get(KeptApart, row_id)
    if row is None or row.event_id != event.id:
        raise NotFound(_("They are not kept apart any more."))
    _record("apart.removed", row, organizer, now)
    sides = row.sides
    db.session.delete(row)
    db.session.flush()
    for side in sides:
        if isinstance(side, Organization):
            organizations.forget_if_empty(side)


def find(event: Event, text: str) -> Participant | Organization:
    """A participant by address or by a name nobody else has, or an organization by its name."""
    text = clean(text)
    person = find_person(event, text)
    key = organizations.key_of(text)
    firm = db.session.scalar(
        select(Organization).where(Organization.event_id == event.id, Organization.name_key == key)
    )
    found = [side for side in (person, firm) if side is not None]
    if len(found) == 1:
        return found[0]
    if found:
        raise Invalid(_("“%(text)s” is a person and an organization. Give the person's address.", text=text))
    raise Invalid(_("There is no participant and no organization “%(text)s”.", text=text))


def find_person(event: Event, text: str) -> Participant | None:
    """A participant by address, or by a name that nobody else has."""
    person = participants.find_by_address(event, text)
    wanted = fold(text)
    if person is not None or not wanted:
        return person
    candidates = db.session.scalars(
        select(Participant).where(Participant.event_id == event.id, *participants.matches(text))
    )
    found = [one for one in candidates if fold(one.name) == wanted]
    if len(found) > 1:
        raise Invalid(_("Several participants are called “%(text)s”. Give the address.", text=text))
    return found[0] if found else None


def suggestions(event: Event, *, with_organizations: bool) -> list[tuple[str, str]]:
    """What can be typed for a side, with words about it."""
    rows = db.session.execute(
        select(Participant.email, Participant.given_name, Participant.family_name, Organization.name)
        .join(Organization, Organization.id == Participant.organization_id)
        .where(Participant.event_id == event.id)
        .order_by(Participant.search, Participant.id)
    )
    found = [(email, f"{given} {family}, {firm}") for email, given, family, firm in rows]
    if with_organizations:
        names = select(Organization.name).where(Organization.event_id == event.id).order_by(Organization.name_key)
        found += [(name, "") for name in db.session.scalars(names)]
    return found


def _searched(row: KeptApart) -> str:
    words = [row.note]
    for side in row.sides:
        words.append(side.name)
        if isinstance(side, Participant):
            words += [side.organization.name, side.email]
    return fold(" ".join(words))


def _as_columns(side: Participant | Organization) -> tuple[Participant | None, Organization | None]:
    return (side, None) if isinstance(side, Participant) else (None, side)


def _note(text: str) -> str:
    note = clean(text, multiline=True)
    if len(note) > NOTE_LENGTH:
        raise Invalid(_("The note has at most %(count)d characters.", count=NOTE_LENGTH))
    return note


def _record(action: str, row: KeptApart, organizer: Organizer, now: datetime) -> None:
    one, other = row.sides
    audit.record(action, at=now, event_id=row.event_id, organizer=organizer, subject=f"{one.name} / {other.name}"[:100])
