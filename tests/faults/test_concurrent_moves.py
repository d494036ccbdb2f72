"""16 clients move the meetings of one draft at once; the database's keys keep anyone from being in two places."""

from __future__ import annotations

import random
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.engine import make_url

from matchmaking.app import create_app
from matchmaking.extensions import db
from matchmaking.models import Assignment, Attendance, Event, Meeting, MeetingTable, Slot
from matchmaking.services.refusals import Conflict
from matchmaking.services.schedule import drafts
from tests.conftest import TEST_CONFIG
from tests.factories import NOW, make_draft, make_event, make_meeting, make_participant, make_session, make_tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask

pytestmark = pytest.mark.slow

CLIENTS = 16
MOVES = 60  # of each client
FEW_MOVES = 10
KEYS = (("assignment", "uq_assignment_schedule_id_table_id_slot_id"), ("attendance", "pk_attendance"))


@pytest.fixture
def own_app(postgres_url: str, tmp_path: Path) -> Iterator[Flask]:
    """An application on a database of this test's own, whose keys it may drop."""
    with own_database(postgres_url) as url:
        options = {"pool_size": CLIENTS, "max_overflow": 2}
        config = {**TEST_CONFIG, "DATABASE_URL": url, "SQLALCHEMY_ENGINE_OPTIONS": options}
        app = create_app(config, instance_path=str(tmp_path))
        with app.app_context():
            db.create_all()
            yield app
            db.session.remove()
            db.engine.dispose()


@contextmanager
def own_database(postgres_url: str) -> Iterator[str]:
    name = f"moves_{uuid.uuid4().hex}"
    maintenance = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    with maintenance.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    try:
        yield make_url(postgres_url).set(database=name).render_as_string(hide_password=False)
    finally:
        with maintenance.connect() as connection:
            connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
        maintenance.dispose()


def crowded_draft() -> int:
    """20 people and 30 meetings for 8 slots and 6 tables, none of them placed: everybody gets in everybody's way."""
    event = make_event()
    people = [make_participant(event, f"Person {number}") for number in range(20)]
    make_session(event, slots=8)
    make_tables(event, count=6)
    for number in range(30):
        make_meeting(people[number % 20], people[(number + 1 + number // 20) % 20])
    return make_draft(event).id


def everybody_moves(app: Flask, draft_id: int, moves: int) -> Counter[str]:
    """Let all clients loose, each with its own connection; counts how their moves ended."""
    with ThreadPoolExecutor(CLIENTS) as clients:
        ends = list(clients.map(lambda seed: client(app, draft_id, seed, moves), range(CLIENTS)))
    return sum(ends, Counter())


def client(app: Flask, draft_id: int, seed: int, moves: int) -> Counter[str]:
    """Move meetings at random, as an organizer would: what is refused is rolled back and another move is tried."""
    chance, ends = random.Random(seed), Counter[str]()
    with app.app_context():
        event = db.session.scalars(select(Event)).one()
        meetings = [(meeting.id, (meeting.low_id, meeting.high_id)) for meeting in db.session.scalars(select(Meeting))]
        slots, tables = list(db.session.scalars(select(Slot.id))), list(db.session.scalars(select(MeetingTable.id)))
        db.session.rollback()
        for _ in range(moves):
            meeting, people = chance.choice(meetings)
            place = {"slot_id": chance.choice(slots), "table_id": chance.choice(tables), "people": people}
            ends[move(event, draft_id, meeting, place)] += 1
        db.session.remove()
    return ends


def move(event: Event, draft_id: int, meeting: int, place: dict[str, Any]) -> str:
    try:
        draft = drafts.find(event, draft_id)
        drafts.place(event, draft, meeting, **place, organizer=None, now=NOW)
    except Conflict:
        db.session.rollback()
        return "refused"
    db.session.commit()
    return "moved"


def double_bookings(draft_id: int) -> list[str]:
    """Look at every row, trusting no key: people and tables that are in two meetings in one slot, and torn meetings."""
    assignments = db.session.execute(
        select(Assignment.meeting_id, Assignment.slot_id, Assignment.table_id).where(Assignment.schedule_id == draft_id)
    ).all()
    attendances = db.session.execute(
        select(Attendance.meeting_id, Attendance.slot_id, Attendance.participant_id).where(
            Attendance.schedule_id == draft_id
        )
    ).all()
    tables = Counter((slot, table) for _meeting, slot, table in assignments)
    people = Counter((slot, person) for _meeting, slot, person in attendances)
    places = {(meeting, slot) for meeting, slot, _table in assignments}
    present = Counter((meeting, slot) for meeting, slot, _person in attendances)
    return [
        *(f"table {table} twice in slot {slot}" for (slot, table), times in tables.items() if times > 1),
        *(f"participant {person} twice in slot {slot}" for (slot, person), times in people.items() if times > 1),
        *(f"meeting {place} has {present[place]} people" for place in places | present.keys() if present[place] != 2),
    ]


def test_sixteen_clients_moving_meetings_at_once_book_nobody_and_no_table_twice(own_app: Flask) -> None:
    draft_id = crowded_draft()
    ends = everybody_moves(own_app, draft_id, MOVES)
    assert sum(ends.values()) == CLIENTS * MOVES
    assert ends["moved"] > CLIENTS
    assert ends["refused"] > CLIENTS
    assert double_bookings(draft_id) == []


def test_without_the_keys_the_same_clients_book_somebody_twice(own_app: Flask) -> None:
    draft_id = crowded_draft()
    for table, key in KEYS:
        db.session.execute(text(f"ALTER TABLE {table} DROP CONSTRAINT {key}"))
    db.session.commit()
    everybody_moves(own_app, draft_id, FEW_MOVES)
    assert [found for found in double_bookings(draft_id) if "twice" in found] != []
