"""The entries of an event's log: searched, filtered, counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from sqlalchemy import and_, func, or_, select

from matchmaking.extensions import db
from matchmaking.models import AuditEntry, MeetingRequest, Organizer, Participant, ScheduleRun
from matchmaking.services.acting import acts
from matchmaking.services.log import details, sentences
from matchmaking.services.words.times import day_of, local

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement

    from matchmaking.models import Event

PARTICIPANTS, ITSELF = "participants", "itself"
"""Who may have done it, besides an organizer with the given id."""


@dataclass(frozen=True)
class Search:
    """What is looked for; empty strings stand for everything."""

    words: str = ""
    who: str = ""
    kind: str = ""
    day: str = ""


@dataclass(frozen=True)
class Entry:
    """One change, in words; what it is about is named by an id where there still is a page of it."""

    at: datetime
    who: str
    sentence: str
    subject: str
    details: str
    participant_id: int | None
    request_id: int | None
    run_id: int | None
    version: int | None


def count(event: Event, search: Search) -> int:
    """How many fit."""
    return db.session.scalar(select(func.count()).select_from(AuditEntry).where(*_fitting(event, search))) or 0


def entries(
    event: Event, search: Search, *, descending: bool = True, offset: int = 0, limit: int | None = None
) -> list[Entry]:
    """Those that fit, with whoever did it; a handful of queries whatever their number."""
    order = (AuditEntry.at, AuditEntry.id)
    rows = db.session.execute(
        select(AuditEntry, Organizer.name, Participant)
        .outerjoin(Organizer, Organizer.id == AuditEntry.organizer_id)
        .outerjoin(Participant, Participant.id == AuditEntry.participant_id)
        .where(*_fitting(event, search))
        .order_by(*(column.desc() for column in order) if descending else order)
        .offset(offset)
        .limit(limit)
    ).all()
    runs = _present(ScheduleRun, event, (_number(entry.subject, "run ") for entry, *_rest in rows))
    requests = _present(MeetingRequest, event, (entry.detail.get("request") for entry, *_rest in rows))
    return [
        _entry(entry, name, participant, runs=runs, requests=requests, versions=event.version_number)
        for entry, name, participant in rows
    ]


def organizers_of(event: Event) -> list[tuple[str, str]]:
    """Whoever of the organizers has changed something, by name."""
    named = select(Organizer.id, Organizer.name).join(AuditEntry, AuditEntry.organizer_id == Organizer.id)
    rows = db.session.execute(named.where(AuditEntry.event_id == event.id).distinct().order_by(Organizer.name))
    return [(str(identifier), name) for identifier, name in rows]


def days_of(event: Event) -> list[date]:
    """The days in the event's zone on which something was changed, the latest first."""
    moments = db.session.scalars(select(AuditEntry.at).where(AuditEntry.event_id == event.id))
    return sorted({day_of(at, event) for at in moments}, reverse=True)


def table(event: Event, search: Search) -> tuple[list[str], list[list[str]]]:
    """All that fit, as a file."""
    header = [_("When"), _("Who"), _("What"), _("About"), _("Details")]
    rows = [
        [local(entry.at, event).isoformat(" ", "seconds"), entry.who, entry.sentence, entry.subject, entry.details]
        for entry in entries(event, search)
    ]
    return header, rows


def _entry(  # noqa: PLR0913 - an entry, and what there still is of what it may be about
    entry: AuditEntry,
    organizer: str | None,
    participant: Participant | None,
    *,
    runs: set[int],
    requests: set[int],
    versions: int,
) -> Entry:
    run, version = _number(entry.subject, "run "), _number(entry.subject, "version ")
    request = entry.detail.get("request")
    return Entry(
        at=entry.at,
        who=_who(entry, organizer, participant),
        sentence=sentences.sentence(entry.action),
        subject=entry.subject or (participant.name if participant else ""),
        details=details.in_words(entry.detail),
        participant_id=participant.id if participant else None,
        request_id=request if request in requests else None,
        run_id=run if run in runs else None,
        version=version if version is not None and version <= versions else None,
    )


def _who(entry: AuditEntry, organizer: str | None, participant: Participant | None) -> str:
    if organizer and participant and entry.action in acts.KINDS:
        return _("%(organizer)s for %(participant)s", organizer=organizer, participant=participant.name)
    return organizer or (participant.name if participant else _("By itself"))


def _present(model: type[ScheduleRun | MeetingRequest], event: Event, ids: Iterable[int | None]) -> set[int]:
    wanted = {identifier for identifier in ids if identifier is not None}
    return set(db.session.scalars(select(model.id).where(model.event_id == event.id, model.id.in_(wanted))))


def _number(subject: str, before: str) -> int | None:
    number = subject.removeprefix(before)
    return int(number) if number != subject and number.isascii() and number.isdecimal() else None


def _fitting(event: Event, search: Search) -> list[ColumnElement[bool]]:
    conditions = [AuditEntry.event_id == event.id, *map(_says, search.words.split())]
    if search.who == PARTICIPANTS:
        conditions.append(and_(AuditEntry.organizer_id.is_(None), AuditEntry.participant_id.is_not(None)))
    elif search.who == ITSELF:
        conditions.append(and_(AuditEntry.organizer_id.is_(None), AuditEntry.participant_id.is_(None)))
    elif search.who:
        conditions.append(AuditEntry.organizer_id == int(search.who))
    if search.kind:
        _label, first_words = sentences.KINDS[search.kind]
        conditions.append(or_(*(AuditEntry.action.startswith(f"{word}.") for word in first_words)))
    if search.day:
        midnight = datetime.combine(date.fromisoformat(search.day), time(), ZoneInfo(event.time_zone))
        conditions += [AuditEntry.at >= midnight, AuditEntry.at < midnight + timedelta(days=1)]
    return conditions


def _says(word: str) -> ColumnElement[bool]:
    """In the subject, in whatever case: databases know only Latin letters' cases; or in the sentence."""
    forms = {word, word.lower(), word.upper(), word.capitalize()}
    return or_(
        AuditEntry.action.in_(sentences.actions_saying(word)),
        *(AuditEntry.subject.contains(form, autoescape=True) for form in sorted(forms)),
    )
