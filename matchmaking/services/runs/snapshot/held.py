"""Where meetings are held in a schedule: what is locked, what has begun, and what was published."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Assignment, Attendance
from solver import problem

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from matchmaking.models import Schedule


@dataclass(frozen=True, slots=True)
class Held:
    """One meeting's place in a schedule, with the person of each side."""

    meeting: int
    slot: int
    table: int | None
    starts_at: datetime
    locked: bool
    people: tuple[int, ...]

    @property
    def as_assignment(self) -> problem.Assignment:
        """The same as the solver knows it."""
        return problem.Assignment(self.meeting, self.slot, self.table, self.people)

    @property
    def as_pin(self) -> problem.Pin:
        """The order to stay exactly here."""
        return problem.Pin(self.slot, self.table, self.people)


@dataclass(frozen=True, slots=True)
class Past:
    """What has begun: facts that no rule can undo."""

    of_meeting: dict[int, Held] = field(default_factory=dict)
    slots_of: dict[int, set[int]] = field(default_factory=dict)


def held_in(schedule: Schedule | None) -> list[Held]:
    """Every assignment of a schedule, by meeting."""
    if schedule is None:
        return []
    people: dict[int, list[int]] = defaultdict(list)
    for meeting_id, participant_id in db.session.execute(
        select(Attendance.meeting_id, Attendance.participant_id)
        .where(Attendance.schedule_id == schedule.id)
        .order_by(Attendance.meeting_id, Attendance.side)
    ):
        people[meeting_id].append(participant_id)
    rows = db.session.execute(
        select(Assignment.meeting_id, Assignment.slot_id, Assignment.table_id, Assignment.starts_at, Assignment.locked)
        .where(Assignment.schedule_id == schedule.id)
        .order_by(Assignment.meeting_id)
    )
    return [Held(*row, people=tuple(people[row.meeting_id])) for row in rows]


def past_of(in_force: Iterable[Held], now: datetime) -> Past:
    """What of the version in force has begun."""
    past = Past()
    for place in in_force:
        if place.starts_at <= now:
            past.of_meeting[place.meeting] = place
            for person in place.people:
                past.slots_of.setdefault(person, set()).add(place.slot)
    return past
