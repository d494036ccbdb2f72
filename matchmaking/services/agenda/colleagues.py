"""The agendas of colleagues: whoever shows theirs is seen by the others of the organization."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from matchmaking.extensions import db
from matchmaking.models import CalendarEntry, Participant, ParticipantStatus
from matchmaking.services import audit
from matchmaking.services.people import directory
from matchmaking.services.words.times import day_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from matchmaking.models import Event

SHOWN = "participant.agenda_shown"


@dataclass(frozen=True)
class Shown:
    """A colleague, and the meetings that they have each day, in order of time."""

    person: Participant
    days: list[tuple[date, list[CalendarEntry]]]


def shown_to(participant: Participant, event: Event) -> list[Shown]:
    """The agendas of those colleagues who show theirs, by name; to whoever waits for approval, none."""
    if participant.status is not ParticipantStatus.APPROVED:
        return []
    people = db.session.scalars(
        select(Participant)
        .where(directory.colleague_of(participant), Participant.shows_agenda)
        .order_by(Participant.search, Participant.id)
    ).all()
    meetings = _meetings(people)
    return [Shown(person, _by_day(meetings[person.id], event)) for person in people]


def show(participant: Participant, now: datetime, *, wanted: bool) -> None:
    """Let colleagues see the agenda, or not any more; saying so twice is the same as once."""
    if participant.shows_agenda is wanted:
        return
    participant.shows_agenda = wanted
    audit.record(SHOWN, at=now, event_id=participant.event_id, participant=participant, wanted=wanted)


def _meetings(people: Sequence[Participant]) -> defaultdict[int, list[CalendarEntry]]:
    found: defaultdict[int, list[CalendarEntry]] = defaultdict(list)
    for entry in db.session.scalars(
        select(CalendarEntry)
        .where(CalendarEntry.participant_id.in_([person.id for person in people]), CalendarEntry.cancelled.is_(False))
        .options(joinedload(CalendarEntry.partner).joinedload(Participant.organization))
        .order_by(CalendarEntry.starts_at, CalendarEntry.meeting_id)
    ):
        found[entry.participant_id].append(entry)
    return found


def _by_day(entries: list[CalendarEntry], event: Event) -> list[tuple[date, list[CalendarEntry]]]:
    return [(day, list(on_it)) for day, on_it in groupby(entries, key=lambda entry: day_of(entry.starts_at, event))]
