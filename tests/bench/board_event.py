"""A made-up event of any size; as large as the board must bear: 2,000 meetings in 24 slots at 90 tables."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import insert

from matchmaking.extensions import db
from matchmaking.models import (
    Assignment,
    Attendance,
    Meeting,
    MeetingRequest,
    MeetingTable,
    Organizer,
    Priority,
    RequestStatus,
    Schedule,
    Slot,
    Zone,
)
from matchmaking.services.identity.tokens import new_uid
from tests.e2e.conftest import ORGANIZER
from tests.factories import NOW, make_event, make_participant, make_session

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matchmaking.models import Event

PER_ZONE = 30
GIVEN = ("Ana", "Борис", "Čedomir", "Δήμητρα", "Ewa", "Ferenc", "Ѓорѓи", "Hana", "Ilir", "Ţăran")
FAMILY = ("Čačak", "Иванова", "Παπαδοπούλου", "Kovács", "Živković", "Стојановски", "Hájková", "Dumitrescu")


@dataclass(frozen=True)
class Size:
    """How many people, meetings with a place and meetings without one."""

    people: int = 500
    meetings: int = 2_000
    waiting: int = 200

    @property
    def tables(self) -> int:
        """As many as the fullest slot needs, and a few more."""
        return -(-self.meetings // SLOTS) + 6


@dataclass(frozen=True)
class Made:
    """Where the draft is found."""

    slug: str
    draft: int


def make(size: Size = Size()) -> Made:
    """Put the event into the database; who meets whom, when and where is drawn, the same each time."""
    chance = random.Random(4)
    event = make_event(db.session.query(Organizer).filter_by(email=ORGANIZER).one(), max_meetings=12, max_consecutive=5)
    slots = [slot for hour, day in SESSIONS for slot in _session(event, hour, day)]
    tables = [table for first in range(1, size.tables, PER_ZONE) for table in _tables(event, first)]
    people = [make_participant(event, _name(k), country=COUNTRIES[k % len(COUNTRIES)]).id for k in range(size.people)]
    pairs = list(_pairs(chance, people, size))
    _insert_requests(event, [pair for of_slot in pairs for pair in of_slot])
    draft = Schedule(event_id=event.id, based_on=0, created_at=NOW)
    db.session.add(draft)
    db.session.flush()
    for slot, of_slot in zip(slots, pairs, strict=False):
        _insert_places(draft, slot, chance.sample(tables, len(of_slot)), of_slot)
    db.session.commit()
    return Made(event.slug, draft.id)


COUNTRIES = ("RS", "BG", "GR", "CZ")
SESSIONS = ((9, 0), (14, 0), (9, 1), (14, 1))
SLOTS = 6 * len(SESSIONS)


def _session(event: Event, hour: int, day: int) -> list[Slot]:
    return list(make_session(event, day=event.starts_on + timedelta(days=day), start_hour=hour, slots=6).slots)


def _tables(event: Event, first: int) -> list[int]:
    row = Zone(event_id=event.id, name=f"Hall {1 + first // PER_ZONE}", position=first)
    db.session.add(row)
    db.session.flush()
    tables = [MeetingTable(event_id=event.id, zone_id=row.id, number=first + k) for k in range(PER_ZONE)]
    db.session.add_all(tables)
    db.session.flush()
    return [table.id for table in tables]


def _name(k: int) -> str:
    return f"{GIVEN[k % len(GIVEN)]} {FAMILY[k // len(GIVEN) % len(FAMILY)]}{k}"


def _pairs(chance: random.Random, people: list[int], size: Size) -> Iterator[list[tuple[int, int]]]:
    """For each slot those who meet, nobody twice; at last those who wait."""
    known: set[tuple[int, int]] = set()
    each = [size.meetings // SLOTS + (k < size.meetings % SLOTS) for k in range(SLOTS)]
    for wanted in (*each, size.waiting):
        drawn = chance.sample(people, len(people))
        pairs = [(min(pair), max(pair)) for pair in zip(drawn[::2], drawn[1::2], strict=False)]
        chosen = [pair for pair in pairs if pair not in known][:wanted]
        known.update(chosen)
        yield chosen


def _insert_requests(event: Event, pairs: list[tuple[int, int]]) -> None:
    requests = [
        {
            "event_id": event.id,
            "requester_id": low,
            "recipient_id": high,
            "priority": Priority.WOULD_LIKE,
            "message": "",
            "status": RequestStatus.ACCEPTED,
            "created_at": NOW,
            "changed_at": NOW,
        }
        for low, high in pairs
    ]
    meetings = [
        {"event_id": event.id, "low_id": low, "high_id": high, "uid": new_uid(), "created_at": NOW}
        for low, high in pairs
    ]
    if pairs:
        db.session.execute(insert(MeetingRequest), requests)
        db.session.execute(insert(Meeting), meetings)


def _insert_places(draft: Schedule, slot: Slot, tables: list[int], pairs: list[tuple[int, int]]) -> None:
    if not pairs:
        return
    of_pair = {
        (one.low_id, one.high_id): one.id for one in db.session.query(Meeting).filter_by(event_id=draft.event_id)
    }
    times = {"schedule_id": draft.id, "slot_id": slot.id, "starts_at": slot.starts_at, "ends_at": slot.ends_at}
    places = [
        {**times, "meeting_id": of_pair[pair], "table_id": table} for pair, table in zip(pairs, tables, strict=True)
    ]
    attendances = [
        {"schedule_id": draft.id, "slot_id": slot.id, "meeting_id": of_pair[pair], "participant_id": who, "side": side}
        for pair in pairs
        for side, who in enumerate(pair)
    ]
    db.session.execute(insert(Assignment), places)
    db.session.execute(insert(Attendance), attendances)
