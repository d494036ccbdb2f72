"""What differs between the schedule as attendees were told it and the one to be published, meeting by meeting."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Assignment, Attendance, CalendarEntry, Meeting, MeetingTable, Schedule, Slot, Zone

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.models import Event


@dataclass(frozen=True)
class Place:
    """Where and when a meeting is held, and by whom, in the words that attendees read."""

    starts_at: datetime
    ends_at: datetime
    table_label: str
    zone_name: str
    people: tuple[int, ...]  # participant ids, in order


class ChangeKind(StrEnum):
    """What happens to a meeting."""

    NEW = "new"
    MOVED = "moved"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Change:
    """One meeting's change; `before` or `after` is None where it was not, or will not be, held."""

    meeting_id: int
    before: Place | None
    after: Place | None

    @property
    def kind(self) -> ChangeKind:
        """New, moved (another time, table or person), or cancelled."""
        if self.before is None:
            return ChangeKind.NEW
        return ChangeKind.CANCELLED if self.after is None else ChangeKind.MOVED

    @property
    def concerned(self) -> frozenset[int]:
        """Everyone who is told: who was to attend, and who is now."""
        places = (place for place in (self.before, self.after) if place)
        return frozenset(who for place in places for who in place.people)

    def touches_before(self, now: datetime) -> bool:
        """Whether it changes what has begun, or adds to it."""
        return any(place.starts_at <= now for place in (self.before, self.after) if place)


def told_places(event: Event) -> dict[int, Place]:
    """Every meeting as its attendees' calendars have it."""
    rows = db.session.execute(
        select(
            CalendarEntry.meeting_id,
            CalendarEntry.participant_id,
            CalendarEntry.starts_at,
            CalendarEntry.ends_at,
            CalendarEntry.table_label,
            CalendarEntry.zone_name,
        )
        .join(Meeting, Meeting.id == CalendarEntry.meeting_id)
        .where(Meeting.event_id == event.id, CalendarEntry.cancelled.is_(False))
        .order_by(CalendarEntry.meeting_id, CalendarEntry.participant_id)
    )
    people: dict[int, list[int]] = defaultdict(list)
    places: dict[int, tuple[datetime, datetime, str, str]] = {}
    for meeting_id, participant_id, starts_at, ends_at, table_label, zone_name in rows:
        people[meeting_id].append(participant_id)
        places[meeting_id] = (starts_at, ends_at, table_label, zone_name)
    return {meeting_id: Place(*place, tuple(people[meeting_id])) for meeting_id, place in places.items()}


def planned_places(schedule: Schedule) -> dict[int, Place]:
    """Every meeting as a draft or version has it, with the times, tables and zones as they are called now."""
    people: dict[int, list[int]] = defaultdict(list)
    attendances = select(Attendance.meeting_id, Attendance.participant_id).where(Attendance.schedule_id == schedule.id)
    for meeting_id, participant_id in db.session.execute(attendances.order_by(Attendance.participant_id)):
        people[meeting_id].append(participant_id)
    rows = db.session.execute(
        select(Assignment.meeting_id, Slot.starts_at, Slot.ends_at, MeetingTable.number, Zone.name)
        .join(Slot, Slot.id == Assignment.slot_id)
        .join(Meeting, Meeting.id == Assignment.meeting_id)
        .outerjoin(MeetingTable, MeetingTable.id == Assignment.table_id)
        .outerjoin(Zone, Zone.id == MeetingTable.zone_id)
        .where(Assignment.schedule_id == schedule.id, Meeting.cancelled_at.is_(None))
    )
    return {
        meeting_id: Place(
            starts_at, ends_at, "" if number is None else str(number), zone or "", tuple(people[meeting_id])
        )
        for meeting_id, starts_at, ends_at, number, zone in rows
    }


def changes_between(told: dict[int, Place], planned: dict[int, Place]) -> list[Change]:
    """Every meeting that differs, in order of its time."""
    changes = [
        Change(meeting_id, told.get(meeting_id), planned.get(meeting_id))
        for meeting_id in told.keys() | planned.keys()
        if told.get(meeting_id) != planned.get(meeting_id)
    ]
    return sorted(changes, key=lambda change: (_first(change).starts_at, change.meeting_id))


def _first(change: Change) -> Place:
    place = change.after or change.before
    assert place is not None
    return place
