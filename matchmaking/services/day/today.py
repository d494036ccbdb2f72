"""The version in force on the day itself: which slot is running, and which of its meetings cannot be held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import MeetingTable
from matchmaking.services.day import presence
from matchmaking.services.refusals import NotFound
from matchmaking.services.schedule import not_held, publishing
from matchmaking.services.schedule.boards import Board

if TYPE_CHECKING:
    from datetime import date, datetime

    from matchmaking.models import Event
    from matchmaking.services.schedule.boards import Held
    from matchmaking.services.schedule.roster import Period

PATIENCE = timedelta(minutes=5)  # after a slot's start, until whoever is not there counts as not having come


class Trouble(StrEnum):
    """Why a meeting cannot be held where it stands."""

    NO_SHOW = "no_show"
    AWAY = "away"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Freed:
    """A meeting that cannot be held where it stands, why, and who of its people is to blame, if anybody."""

    held: Held
    trouble: Trouble
    people: frozenset[int]


class Today:
    """Loaded by a handful of queries; slots in order of time."""

    def __init__(self, event: Event, now: datetime) -> None:
        version = publishing.in_force(event)
        if version is None:
            raise NotFound(_("Nothing is published yet."))
        self.event, self.now = event, now
        self.board = Board(event, version)
        self.roster = self.board.roster
        self.missing = not_held.of_event(event)
        self._away = {(person, day): (a, b) for person, day, a, b in presence.away_hours(event)}
        self._out = _tables_out(event)
        self.freed = {held.meeting: freed for held in self.board.held if (freed := self._freed(held)) is not None}

    @property
    def day(self) -> date:
        """The event's day that the desk is at."""
        return presence.day_of(self.event, self.now)

    @property
    def slots(self) -> list[Period]:
        """Every slot of the day."""
        begin, end = presence.hours_of(self.event, self.day)
        return [one for one in self.roster.slots.values() if one.takes_place and begin <= one.starts_at < end]

    @property
    def slot(self) -> Period | None:
        """The running slot, or the next one of the day, or its last one."""
        slots = self.slots
        return next((one for one in slots if one.ends_at > self.now), slots[-1] if slots else None)

    @property
    def open_slots(self) -> list[Period]:
        """Every slot of the event that has not begun."""
        return [one for one in self.roster.slots.values() if one.takes_place and one.starts_at > self.now]

    def slot_of(self, slot_id: int) -> Period:
        """One slot of the event."""
        found = self.roster.slots.get(slot_id)
        if found is None:
            raise NotFound(_("There is no such slot."))
        return found

    def in_slot(self, slot_id: int) -> list[Held]:
        """The meetings of one slot, by table."""
        tables = self.roster.tables
        here = [held for held in self.board.held if held.slot == slot_id]
        return sorted(here, key=lambda held: (held.table is None, tables[held.table].number if held.table else 0))

    def _freed(self, held: Held) -> Freed | None:
        if missing := not_held.missing_from(self.missing, (held.meeting, held.slot), held.people):
            return Freed(held, Trouble.NO_SHOW, missing)
        if held.starts_at <= self.now:
            return None  # what has begun without a word is taken to be held
        away = frozenset(person for person in held.people if self._is_away(person, held))
        if away:
            return Freed(held, Trouble.AWAY, away)
        out = self._out.get(held.table) if held.table is not None else None
        return Freed(held, Trouble.TABLE, frozenset()) if out is not None and held.starts_at >= out else None

    def _is_away(self, person: int, held: Held) -> bool:
        hours = self._away.get((person, presence.day_of(self.event, held.starts_at)))
        if hours is None:
            return False
        arrives_at, leaves_at = hours
        return (arrives_at is not None and held.starts_at < arrives_at) or (
            leaves_at is not None and held.ends_at > leaves_at
        )


def _tables_out(event: Event) -> dict[int, datetime]:
    rows = select(MeetingTable.id, MeetingTable.out_since)
    out = rows.where(MeetingTable.event_id == event.id, MeetingTable.out_since.is_not(None))
    return {table: since for table, since in db.session.execute(out) if since is not None}
