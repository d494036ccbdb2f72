"""The list of participants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from sqlalchemy import and_, false, func, or_, select, true
from sqlalchemy.orm import joinedload, selectinload

from matchmaking.extensions import db
from matchmaking.models import (
    AbsentDay,
    AuditEntry,
    FurtherOrganization,
    MeetingRequest,
    Organization,
    Participant,
    ParticipantStatus,
    ParticipationType,
    TermKind,
)
from matchmaking.services.files.recognition.names import english_name
from matchmaking.services.people import organizations, participants, reminding
from matchmaking.services.refusals import NotFound
from matchmaking.services.words.languages import name_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from sqlalchemy import ColumnElement, ScalarSelect, Select
    from sqlalchemy.orm import InstrumentedAttribute

    from matchmaking.models import Event

DIGITS = "0123456789"
PHONE_SIGNS = frozenset(DIGITS + " +-/().")
FEWEST_DIGITS = 4  # fewer say nothing of whose number it is
SORTS = ("name", "organization", "country", "type", "status", "requests", "created")


@dataclass(frozen=True)
class Search:
    """What is looked for; empty strings stand for everything."""

    words: str = ""
    status: str = ""
    type: str = ""
    country: str = ""
    organization: str = ""
    lack: str = ""


@dataclass(frozen=True)
class Entry:
    """A participant with how many requests they have sent and received."""

    person: Participant
    sent: int
    received: int


@dataclass(frozen=True)
class Choices:
    """What the list can be filtered by."""

    types: list[tuple[str, str]]
    countries: list[str]
    organizations: list[tuple[str, str]]


def choices(event: Event) -> Choices:
    """The types, countries and organizations of an event's participants."""
    here = Participant.event_id == event.id
    types = select(ParticipationType.id, ParticipationType.name).where(ParticipationType.event_id == event.id)
    names = select(Organization.id, Organization.name).where(Organization.event_id == event.id)
    countries = select(Participant.country).where(here, Participant.country != "").distinct()
    return Choices(
        types=[(str(key), name) for key, name in db.session.execute(types.order_by(ParticipationType.position))],
        countries=list(db.session.scalars(countries)),
        organizations=[(str(key), name) for key, name in db.session.execute(names.order_by(Organization.name_key))],
    )


def count(event: Event, search: Search) -> int:
    """How many fit."""
    return db.session.scalar(select(func.count(Participant.id)).where(*_fitting(event, search))) or 0


def entries(  # noqa: PLR0913 - which list, in which order, how much of it
    event: Event, search: Search, *, sort: str, descending: bool, offset: int = 0, limit: int | None = None
) -> list[Entry]:
    """Those who fit, in order, with their organizations and types."""
    sent, received = _requests(MeetingRequest.requester_id), _requests(MeetingRequest.recipient_id)
    query = select(Participant, sent, received).where(*_fitting(event, search))
    query = query.join(Participant.organization).join(Participant.type)
    query = query.options(joinedload(Participant.organization), joinedload(Participant.type))
    first = _order(sort, sent + received)
    rows = db.session.execute(
        query.order_by(first.desc() if descending else first.asc(), Participant.search, Participant.id)
        .offset(offset)
        .limit(limit)
    )
    return [Entry(person, asks, asked) for person, asks, asked in rows]


def pending(event: Event, search: Search) -> list[Participant]:
    """Those who fit and wait for approval."""
    waiting = Participant.status == ParticipantStatus.PENDING
    query = select(Participant).where(*_fitting(event, search), waiting).order_by(Participant.id)
    return list(db.session.scalars(query))


def person(event: Event, participant_id: int) -> Participant:
    """One participant of this event, whatever their status."""
    found = db.session.scalar(
        select(Participant)
        .where(Participant.id == participant_id, Participant.event_id == event.id)
        .options(joinedload(Participant.organization), joinedload(Participant.type), selectinload(Participant.terms))
    )
    if found is None:
        raise NotFound(_("There is no such participant."))
    return found


def by_id(event: Event, ids: Collection[int]) -> dict[int, Participant]:
    """Several participants of this event, with their organizations and types, by their ids."""
    found = select(Participant).where(Participant.event_id == event.id, Participant.id.in_(ids))
    found = found.options(joinedload(Participant.organization), joinedload(Participant.type))
    return {one.id: one for one in db.session.scalars(found)}


def history(participant: Participant, most: int = 50) -> list[AuditEntry]:
    """What was done about a participant, the latest first."""
    query = select(AuditEntry).where(
        AuditEntry.participant_id == participant.id, AuditEntry.event_id == participant.event_id
    )
    return list(db.session.scalars(query.order_by(AuditEntry.at.desc(), AuditEntry.id.desc()).limit(most)))


def days_of(event: Event) -> list[date]:
    """The days of an event."""
    return [event.starts_on + timedelta(days=k) for k in range((event.ends_on - event.starts_on).days + 1)]


def table(event: Event, search: Search, *, sort: str, descending: bool) -> tuple[list[str], list[list[str | int]]]:
    """Everybody who fits, as a file that can be brought in again."""
    header = [
        _("Given name"), _("Family name"), _("E-mail"), _("Organization"), _("Further organizations"), _("Country"),
        _("Participation type"), _("Fields"), _("Offers"), _("Needs"), _("Languages"), _("Phone"), _("Profile"),
        _("Attendance"), _("Status"), _("Requests sent"), _("Requests received"),
    ]  # fmt: skip
    listed = entries(event, search, sort=sort, descending=descending)
    people = [entry.person for entry in listed]
    _load_terms_and_organizations(people)
    absent = _absent_days(event)
    return header, [_row(event, entry, absent.get(entry.person.id, set())) for entry in listed]


def _fitting(event: Event, search: Search) -> list[ColumnElement[bool]]:
    here = (Participant.event_id == event.id, Participant.merged_into_id.is_(None), ~Participant.interpreter)
    conditions: list[ColumnElement[bool]] = [*here]
    if search.words:
        conditions.append(or_(and_(*_each_word(search.words)), _phone_holds(search.words)))
    if search.status:
        conditions.append(Participant.status == ParticipantStatus(search.status))
    if search.type:
        conditions.append(Participant.type_id == int(search.type))
    if search.country:
        conditions.append(Participant.country == search.country)
    if search.lack:
        conditions.append(reminding.lacking(event, reminding.Lack(search.lack)))
    if search.organization:
        conditions.append(organizations.representing((int(search.organization),)))
    return conditions


def _each_word(words: str) -> list[ColumnElement[bool]]:
    """Each word, folded, in name, organization or profile, or as it is in the address."""
    return [
        or_(
            and_(true(), *participants.matches(word)),
            Participant.email_key.contains(word.casefold(), autoescape=True),
        )
        for word in words.split()
    ]


def _phone_holds(words: str) -> ColumnElement[bool]:
    """However a number is written: with blanks and strokes, with +, 00 or a leading 0 before it."""
    digits = "".join(filter(str.isdecimal, words)).lstrip("0")
    if len(digits) < FEWEST_DIGITS or not set(words) <= PHONE_SIGNS:
        return false()
    stored: ColumnElement[str] = Participant.phone.expression
    for sign in sorted(PHONE_SIGNS - set(DIGITS)):
        stored = func.replace(stored, sign, "")
    return stored.contains(digits)


def _requests(side: InstrumentedAttribute[int]) -> ScalarSelect[int]:
    return select(func.count()).where(side == Participant.id).correlate(Participant).scalar_subquery()


def _order(sort: str, requests: ColumnElement[int]) -> ColumnElement[Any]:
    orders: dict[str, ColumnElement[Any]] = {
        "name": Participant.search.expression,  # begins with the folded family name
        "organization": Organization.name_key.expression,
        "country": Participant.country.expression,
        "type": ParticipationType.position.expression,
        "status": Participant.status.expression,
        "requests": requests,
        "created": Participant.created_at.expression,
    }
    return orders[sort]


def _load_terms_and_organizations(people: Sequence[Participant]) -> None:
    ids = [one.id for one in people]
    db.session.scalars(
        select(Participant)
        .where(Participant.id.in_(ids))
        .options(
            selectinload(Participant.terms),
            selectinload(Participant.further).joinedload(FurtherOrganization.organization),
        )
    ).all()


def _absent_days(event: Event) -> dict[int, set[date]]:
    query: Select[int, date] = (
        select(AbsentDay.participant_id, AbsentDay.day)
        .join(Participant, Participant.id == AbsentDay.participant_id)
        .where(Participant.event_id == event.id)
    )
    absent: dict[int, set[date]] = {}
    for participant_id, day in db.session.execute(query):
        absent.setdefault(participant_id, set()).add(day)
    return absent


def _row(event: Event, entry: Entry, absent: set[date]) -> list[str | int]:
    one = entry.person
    attended = [day.isoformat() for day in days_of(event) if day not in absent]
    return [
        one.given_name,
        one.family_name,
        one.email,
        one.organization.name,
        "; ".join(row.organization.name for row in one.further),
        english_name(one.country) if one.country else "",
        one.type.name,
        *(_listed(one.terms_of(kind)) for kind in (TermKind.FIELD, TermKind.OFFER, TermKind.NEED)),
        ", ".join(name_of(code) for code in one.terms_of(TermKind.LANGUAGE)),
        one.phone,
        one.about,
        ", ".join(attended) or _("none"),
        one.status.value,
        entry.sent,
        entry.received,
    ]


def _listed(words: list[str]) -> str:
    """Several in one cell; a semicolon says that a comma belongs to the words."""
    return "; ".join(words) + (";" if len(words) == 1 and "," in words[0] else "")
