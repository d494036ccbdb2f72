"""A draft or a version laid out to be looked at: who meets whom, when, where."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Assignment, Attendance
from matchmaking.services.schedule.roster import Roster

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.models import Event, Schedule
    from matchmaking.services.schedule.roster import Period


@dataclass(frozen=True, slots=True)
class Held:
    """One meeting's place; `people` by side."""

    meeting: int
    slot: int
    table: int | None
    starts_at: datetime
    ends_at: datetime
    locked: bool
    people: tuple[int, ...]


class Board:
    """
    A schedule's meetings by what they occupy.

    A version keeps the times it was published with; a draft's are those of its slots now.
    """

    def __init__(self, event: Event, schedule: Schedule, roster: Roster | None = None) -> None:
        self.schedule = schedule
        self.roster = roster or Roster(event)
        self.held = _held(schedule, self.roster)
        self.of_meeting = {held.meeting: held for held in self.held}
        self.at_place = {(held.slot, held.table): held for held in self.held if held.table is not None}
        self.of_person: dict[int, list[Held]] = defaultdict(list)
        for held in self.held:
            for person in held.people:
                self.of_person[person].append(held)

    @property
    def unscheduled_count(self) -> int:
        """How many wished-for meetings have no place."""
        return sum(not pair.cancelled and pair.id not in self.of_meeting for pair in self.roster.pairs.values())

    def periods(self) -> list[Period]:
        """Slots that take place or hold a meeting, in order of time; a version's at the times it was published with."""
        kept = {held.slot: held for held in self.held}
        slots = [slot for slot in self.roster.slots.values() if slot.takes_place or slot.id in kept]
        return sorted((_at(slot, kept.get(slot.id)) for slot in slots), key=lambda slot: slot.starts_at)

    def partners(self, held: Held, person: int) -> tuple[int, ...]:
        """Whom someone meets there."""
        return tuple(other for other in held.people if other != person)


def _at(slot: Period, held: Held | None) -> Period:
    return slot if held is None else replace(slot, starts_at=held.starts_at, ends_at=held.ends_at)


def _held(schedule: Schedule, roster: Roster) -> list[Held]:
    """Every assignment, in order of time."""
    people: dict[int, list[int]] = defaultdict(list)
    attendances = select(Attendance.meeting_id, Attendance.participant_id).where(Attendance.schedule_id == schedule.id)
    for meeting, person in db.session.execute(attendances.order_by(Attendance.meeting_id, Attendance.side)):
        people[meeting].append(person)
    places = select(Assignment.meeting_id, Assignment.slot_id, Assignment.table_id, Assignment.locked)
    times = (Assignment.starts_at, Assignment.ends_at) if schedule.number is not None else ()
    held = []
    for meeting, slot, table, locked, *kept in db.session.execute(
        places.add_columns(*times).where(Assignment.schedule_id == schedule.id).order_by(Assignment.meeting_id)
    ):
        starts_at, ends_at = kept or (roster.slots[slot].starts_at, roster.slots[slot].ends_at)
        held.append(Held(meeting, slot, table, starts_at, ends_at, locked, tuple(people[meeting])))
    return sorted(held, key=lambda one: one.starts_at)
