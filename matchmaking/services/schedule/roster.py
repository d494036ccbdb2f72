"""Everybody and everything of one event by id, with the words that pages and files use for them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import (
    EventSession,
    Meeting,
    MeetingTable,
    Organization,
    Participant,
    ParticipantStatus,
    Slot,
    Zone,
)
from matchmaking.services.requests import meeting_rules
from matchmaking.services.words.times import hour, short_day

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from matchmaking.models import Event

SHORT = 24  # characters of an organization's name where there is little room


@dataclass(frozen=True, slots=True)
class Person:
    """A participant."""

    id: int
    name: str
    organization_id: int
    organization: str
    country: str
    takes_part: bool
    interprets: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """A slot."""

    id: int
    session_id: int
    session: str
    starts_at: datetime
    ends_at: datetime
    takes_place: bool


@dataclass(frozen=True, slots=True)
class Seat:
    """A table; `stand_of` is its owner's id where it is somebody's stand."""

    id: int
    number: int
    zone_id: int
    zone: str
    stand_of: int | None


@dataclass(frozen=True, slots=True)
class Pair:
    """A meeting: the two who wished for it."""

    id: int
    uid: str
    people: tuple[int, int]
    cancelled: bool


class Roster:
    """Loaded by a handful of queries; slots in order of time, tables by number."""

    def __init__(self, event: Event) -> None:
        self.event = event
        self.people = {person.id: person for person in _people(event)}
        self.slots = {slot.id: slot for slot in _slots(event)}
        self.tables = {table.id: table for table in _tables(event)}
        self.pairs = {pair.id: pair for pair in _pairs(event)}
        self._hours: dict[int, str] = {}

    def name(self, person: int) -> str:
        """Someone's name."""
        return self.people[person].name

    def names(self, people: Iterable[int]) -> str:
        """Several people's names in one line."""
        return ", ".join(self.people[person].name for person in people)

    def short_names(self, people: Iterable[int]) -> list[str]:
        """People for little room: each with the organization, which a page may cut short."""
        return [
            _("%(name)s (%(organization)s)", name=person.name, organization=_cut(person.organization))
            for person in (self.people[one] for one in people)
        ]

    def pair(self, meeting: int) -> str:
        """The two who wished for a meeting, with a dash between."""
        return " – ".join(self.people[person].name for person in self.pairs[meeting].people)

    def why_not(self, meeting: int) -> str | None:
        """Which rule of the event forbids a meeting by now; asked of few, so that people are read one by one."""
        one, other = (db.session.get_one(Participant, person) for person in self.pairs[meeting].people)
        return meeting_rules.reason_not(one, other, self._rules)

    @cached_property
    def _rules(self) -> meeting_rules.Rules:
        return meeting_rules.rules_of(self.event)

    def hour(self, slot: int) -> str:
        """When a slot begins: `Wed 12 May, 10:40`."""
        if slot not in self._hours:
            starts_at = self.slots[slot].starts_at
            day, clock = short_day(starts_at, self.event), hour(starts_at, self.event)
            self._hours[slot] = _("%(day)s, %(hour)s", day=day, hour=clock)
        return self._hours[slot]

    def seat(self, table: int | None) -> str:
        """Where: `Table 12`, or that there is none."""
        return _("no table") if table is None else _("Table %(number)s", number=self.tables[table].number)

    def seat_in_zone(self, table: int | None) -> str:
        """Where: `Table 12, Hall A`."""
        return self.seat(table) if table is None else f"{self.seat(table)}, {self.tables[table].zone}"

    def sessions_of(self, slots: Iterable[Period]) -> list[tuple[str, list[Period]]]:
        """Slots under the titles of their sessions, in order of time."""
        found: dict[int, tuple[str, list[Period]]] = {}
        for slot in slots:
            found.setdefault(slot.session_id, (slot.session, []))[1].append(slot)
        return list(found.values())


def _cut(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[: SHORT - 1].rstrip()}…"


def _people(event: Event) -> Iterable[Person]:
    rows = db.session.execute(
        select(
            Participant.id,
            Participant.given_name,
            Participant.family_name,
            Organization.id,
            Organization.name,
            Participant.country,
            Participant.status,
            Participant.interpreter,
        )
        .join(Organization, Organization.id == Participant.organization_id)
        .where(Participant.event_id == event.id)
        .order_by(Participant.id)
    )
    for person, given, family, organization_id, organization, country, status, interprets in rows:
        name, takes_part = f"{given} {family}".strip(), status is ParticipantStatus.APPROVED
        yield Person(person, name, organization_id, organization, country, takes_part, interprets)


def _slots(event: Event) -> Iterable[Period]:
    rows = db.session.execute(
        select(Slot.id, Slot.session_id, EventSession.title, Slot.starts_at, Slot.ends_at, EventSession.cancelled_at)
        .join(EventSession, EventSession.id == Slot.session_id)
        .where(Slot.event_id == event.id)
        .order_by(Slot.starts_at)
    )
    for slot, session_id, title, starts_at, ends_at, cancelled_at in rows:
        yield Period(slot, session_id, title, starts_at, ends_at, takes_place=cancelled_at is None)


def _tables(event: Event) -> Iterable[Seat]:
    rows = db.session.execute(
        select(MeetingTable.id, MeetingTable.number, Zone.id, Zone.name, MeetingTable.stand_of_id)
        .join(Zone, Zone.id == MeetingTable.zone_id)
        .where(MeetingTable.event_id == event.id)
        .order_by(MeetingTable.number)
    )
    return (Seat(*row) for row in rows)


def _pairs(event: Event) -> Iterable[Pair]:
    rows = db.session.execute(
        select(Meeting.id, Meeting.uid, Meeting.low_id, Meeting.high_id, Meeting.cancelled_at)
        .where(Meeting.event_id == event.id)
        .order_by(Meeting.id)
    )
    for meeting, uid, low, high, cancelled_at in rows:
        yield Pair(meeting, uid, (low, high), cancelled=cancelled_at is not None)
