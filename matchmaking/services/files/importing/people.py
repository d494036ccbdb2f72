"""Participants from a list: who they are, whether they are known, and what is new about them."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload, selectinload

from matchmaking.extensions import db
from matchmaking.models import AbsentDay, FurtherOrganization, Participant, ParticipantStatus
from matchmaking.services.files.checking import ParticipantOptions, check_participants
from matchmaking.services.files.importing.steps import Act, act_of
from matchmaking.services.people import further_organizations, organizations, participants, profiles
from matchmaking.services.people.participants import Profile
from matchmaking.services.setup import participation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from matchmaking.models import Event, Import, Organization, ParticipationType
    from matchmaking.services.files.checking import CheckedRow, ParticipantRow
    from matchmaking.services.files.tabular import Table

NAMED = 10  # people whom a remark names
# What a profile's parts are called in findings and on pages.
FIELD_OF = {
    "given_name": "full_name",
    "family_name": "full_name",
    "organization_name": "organization",
    "type_id": "participation_type",
}


@dataclass(frozen=True)
class Known:
    """The event's participants by their addresses, their profiles, and the days on which they are absent."""

    people: dict[str, Participant]
    profiles: dict[int, Profile]
    absent: dict[int, set[date]]


@dataclass(frozen=True)
class PersonStep:
    """
    One person of a list.

    `absent` is None where the list does not say when they are there, `further` where it names no organization besides
    the main one.
    """

    number: int
    known: Participant | None
    profile: Profile
    absent: frozenset[date] | None
    further: tuple[str, ...] | None
    differences: tuple[str, ...]

    @property
    def act(self) -> Act:
        """What this row does."""
        return act_of(self.known, self.differences)

    @property
    def title(self) -> str:
        """Whom it concerns."""
        return f"{self.profile.given_name} {self.profile.family_name}".strip()


def check(event: Event, upload: Import, table: Table) -> list[CheckedRow[ParticipantRow]]:
    """Check the rows against the event's days and types."""
    types = tuple(kind.name for kind in participation.types_of(event))
    mended = {int(number): cells for number, cells in upload.mended.items()}
    options = ParticipantOptions(days_of(event), types)
    return check_participants(table, upload.columns, options, mended=mended, left_out=set(upload.left_out))


def plan(event: Event, rows: Iterable[CheckedRow[ParticipantRow]]) -> list[PersonStep]:
    """Say of each row that counts whom it concerns and what is new."""
    known = _known(event)
    type_ids = {kind.name: kind.id for kind in participation.types_of(event)}
    return [_step(event, row, row.values, type_ids, known) for row in rows if row.counts and row.values is not None]


def write(event: Event, steps: Sequence[PersonStep], status: ParticipantStatus, now: datetime) -> None:
    """Add those who are new, with this status, and change those who are known; nobody is told."""
    register = organizations.Register(event)
    types = {kind.id: kind for kind in participation.types_of(event)}
    days: dict[Participant, frozenset[date]] = {}
    _load_terms([step.known for step in steps if step.known and step.act is Act.CHANGED])
    new: list[tuple[Profile, ParticipationType, Organization]] = []
    for step in steps:
        kind = types[step.profile.type_id]
        organization = register.find_or_create(step.profile.organization_name, step.profile.country)
        if step.known is None:
            new.append((step.profile, kind, organization))
        elif step.act is Act.CHANGED:
            participants.rewrite(step.known, step.profile, kind, organization, now)
    made = iter(participants.create_all(event, new, status, now))
    for step in steps:
        person = step.known or next(made)
        if step.absent is not None and step.act is not Act.SAME:
            days[person] = step.absent
        if step.further is not None and step.act is not Act.SAME:
            named = [register.find_or_create(name, "") for name in step.further]
            further_organizations.replace(person, named)
    _set_absent_days(days)
    organizations.forget_all_empty(event)


def remarks(steps: Sequence[PersonStep]) -> list[str]:
    """Say who is known but does not take part: a list does not change that."""
    away = [step for step in steps if step.known and step.known.status is not ParticipantStatus.APPROVED]
    if not away:
        return []
    names = ", ".join(_("%(name)s (row %(row)d)", name=step.title, row=step.number) for step in away[:NAMED])
    return [
        ngettext(
            "One person of the list is known, but pending, declined or withdrawn, and stays so: %(people)s.",
            "%(num)d people of the list are known, but pending, declined or withdrawn, and stay so: %(people)s.",
            len(away),
            people=names if len(away) <= NAMED else f"{names} …",
        )
    ]


def days_of(event: Event) -> tuple[date, ...]:
    """The days of an event."""
    return tuple(event.starts_on + timedelta(days=k) for k in range((event.ends_on - event.starts_on).days + 1))


def _known(event: Event) -> Known:
    """Load everybody of an event, by a constant number of queries."""
    query = select(Participant).where(Participant.event_id == event.id)
    people = {
        person.email_key: person
        for person in db.session.scalars(
            query.options(
                joinedload(Participant.organization),
                selectinload(Participant.further).joinedload(FurtherOrganization.organization),
            )
        )
    }
    absent: dict[int, set[date]] = {}
    days = select(AbsentDay).join(Participant, Participant.id == AbsentDay.participant_id)
    for row in db.session.scalars(days.where(Participant.event_id == event.id)):
        absent.setdefault(row.participant_id, set()).add(row.day)
    return Known(people, profiles.of_all(event), absent)


def _step(
    event: Event, row: CheckedRow[ParticipantRow], values: ParticipantRow, type_ids: dict[str, int], known: Known
) -> PersonStep:
    person = known.people.get(values.address)
    absent = None if values.attendance is None else frozenset(set(days_of(event)) - values.attendance)
    profile = _profile(values, type_ids[values.participation_type])
    if person is None:
        return PersonStep(row.number, None, profile, absent, _further(values, profile), ())
    before = known.profiles[person.id]
    profile = _over(before, profile, says_organization=bool(row.cells.get("organization", "").strip()))
    differences = dict.fromkeys(
        FIELD_OF.get(field.name, field.name)
        for field in fields(Profile)
        if getattr(profile, field.name) != getattr(before, field.name)
    )
    if absent is not None and absent != known.absent.get(person.id, set()):
        differences["attendance"] = None
    further = _further(values, profile)
    if further is not None and _keys(further) != _keys(one.organization.name for one in person.further):
        differences["further_organizations"] = None
    return PersonStep(row.number, person, profile, absent, further, tuple(differences))


def _further(values: ParticipantRow, profile: Profile) -> tuple[str, ...] | None:
    """Without the main one, which a list may name twice; None where nothing is said, so that nothing is lost."""
    if not values.further_organizations:
        return None
    main = organizations.key_of(profile.organization_name)
    return tuple(name for name in values.further_organizations if organizations.key_of(name) != main)


def _keys(names: Iterable[str]) -> set[str]:
    return {organizations.key_of(name) for name in names}


def _profile(values: ParticipantRow, type_id: int) -> Profile:
    """A checked row as a profile, clean as it is; a website has no place of its own and ends the text."""
    about = "\n".join(part for part in (values.about, values.website) if part)
    return Profile(
        given_name=values.given_name,
        family_name=values.family_name,
        email=values.address,
        phone=values.phone,
        organization_name=values.organization,
        country=values.country,
        type_id=type_id,
        about=about if len(about) <= profiles.ABOUT_LENGTH else values.about,
        fields=values.fields,
        offers=values.offers,
        needs=values.needs,
        languages=values.languages,
    )


def _over(before: Profile, said: Profile, *, says_organization: bool) -> Profile:
    """What is known, with what a list says in its place; where it says nothing, nothing is lost."""
    merged = {
        field.name: getattr(said, field.name) or getattr(before, field.name)
        for field in fields(Profile)
        if field.name not in {"given_name", "family_name", "email", "organization_name"}
    }
    name = said.organization_name if says_organization else before.organization_name
    if name != before.organization_name and organizations.key_of(name) == organizations.key_of(
        before.organization_name
    ):
        name = before.organization_name
    return replace(before, given_name=said.given_name, family_name=said.family_name, organization_name=name, **merged)


def _load_terms(people: list[Participant]) -> None:
    """Load the profiles that are about to be changed at once."""
    ids = [person.id for person in people]
    query = select(Participant).where(Participant.id.in_(ids)).options(selectinload(Participant.terms))
    db.session.scalars(query).all()


def _set_absent_days(days: dict[Participant, frozenset[date]]) -> None:
    ids = [person.id for person in days]
    db.session.execute(delete(AbsentDay).where(AbsentDay.participant_id.in_(ids)))
    db.session.add_all(
        AbsentDay(participant_id=person.id, day=day) for person, absent in days.items() for day in absent
    )
    db.session.flush()
