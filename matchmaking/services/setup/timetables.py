"""A day of the programme as a timetable: its rooms beside each other, and in each room what runs at the same time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaking.services.setup.programme_days import lanes_of
from matchmaking.services.words.times import day_of, local

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from matchmaking.models import Event, EventSession

MINUTES_OF_HOUR = 60
MINUTES_OF_DAY = 24 * MINUTES_OF_HOUR


@dataclass(frozen=True)
class Box:
    """A session where it stands: minutes of its day, on the event's wall clock."""

    session: EventSession
    begins: int
    ends: int


@dataclass(frozen=True)
class Room:
    """A room, "" for none, and its sessions in as many lanes as run at the same time."""

    name: str
    lanes: tuple[tuple[Box, ...], ...]


@dataclass(frozen=True)
class Timetable:
    """One day, from the full hour before its first session to the one after its last, with some room to move."""

    day: date
    begins: int
    ends: int
    rooms: tuple[Room, ...]


def timetable(event: Event, sessions: Iterable[EventSession], day: date) -> Timetable:
    """Lay out the sessions of one day, which come in order of time."""
    of_day = [session for session in sessions if day_of(session.starts_at, event) == day]
    if not of_day:
        return Timetable(day, 0, 0, ())
    names = sorted({session.room for session in of_day}, key=lambda name: (not name, name.casefold()))
    rooms = tuple(_room(event, name, [session for session in of_day if session.room == name]) for name in names)
    boxes = [box for room in rooms for lane in room.lanes for box in lane]
    begins = min(box.begins for box in boxes) // MINUTES_OF_HOUR - 1
    ends = -(-max(box.ends for box in boxes) // MINUTES_OF_HOUR) + 1
    return Timetable(day, max(0, begins) * MINUTES_OF_HOUR, min(24, ends) * MINUTES_OF_HOUR, rooms)


def _room(event: Event, name: str, sessions: list[EventSession]) -> Room:
    return Room(name, tuple(tuple(_box(event, session) for session in lane) for lane in lanes_of(sessions)))


def _box(event: Event, session: EventSession) -> Box:
    start, end = local(session.starts_at, event), local(session.ends_at, event)
    begins, ends = (moment.hour * MINUTES_OF_HOUR + moment.minute for moment in (start, end))
    return Box(session, begins, ends if end.date() == start.date() else MINUTES_OF_DAY)
