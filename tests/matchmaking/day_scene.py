"""An event on its first morning: Bob and Cat meet at 10:00, Bob and Eva at 10:20, and the desk is open."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Assignment, Attendance, AuditEntry, Meeting, Participant, Slot
from matchmaking.services.schedule import publishing
from tests import moving
from tests.factories import (
    make_event,
    make_meeting,
    make_organization,
    make_organizer,
    make_participant,
    make_session,
    make_tables,
    make_version,
)

if TYPE_CHECKING:
    from matchmaking.models import Schedule

Place = tuple[int, int, int | None, tuple[int, ...]]


class DayScene:
    """
    Six slots of twenty minutes from 10:00, three tables; version 1 holds three meetings.

    At 10:00 Bob and Cat at table 1 and Eva and Fay at table 2, at 10:20 Bob and Eva at table 1. Dan is Bob's
    colleague; Eva and Dan, and Cat and Gus, wish to meet and are unscheduled.
    """

    def __init__(self) -> None:
        self.ann = make_organizer()
        self.event = make_event(self.ann)
        firm = make_organization(self.event, "Kovač d.o.o.")
        self.bob = make_participant(self.event, "Bob Kovač", organization=firm)
        self.cat = make_participant(self.event, "Цвета Иванова")
        self.dan = make_participant(self.event, "Dan Νικολάου", organization=firm)
        self.eva = make_participant(self.event, "Eva Çela")
        self.fay = make_participant(self.event, "Fay Popa")
        self.gus = make_participant(self.event, "Gus Novák")
        self.slots: list[Slot] = list(make_session(self.event).slots)
        self.tables = make_tables(self.event)
        self.with_cat = make_meeting(self.bob, self.cat)
        self.eva_fay = make_meeting(self.eva, self.fay)
        self.with_eva = make_meeting(self.bob, self.eva)
        self.eva_dan = make_meeting(self.eva, self.dan)
        self.cat_gus = make_meeting(self.cat, self.gus)
        self.version = make_version(
            self.event,
            (self.with_cat, self.slots[0], self.tables[0]),
            (self.eva_fay, self.slots[0], self.tables[1]),
            (self.with_eva, self.slots[1], self.tables[0]),
        )
        self.acts_before = len(self._acts())

    def begin(self, minutes_ago: int) -> None:
        """Move the whole event, so that its first slot began so many minutes ago."""
        moving.begin(self.event, minutes_ago=minutes_ago)

    def at(self, clock: str) -> datetime:
        """A moment of the first day, as the event's clocks show it."""
        hours, _, minutes = clock.partition(":")
        return self.slots[0].starts_at + timedelta(hours=int(hours) - 10, minutes=int(minutes))

    def in_force(self) -> Schedule:
        found = publishing.in_force(self.event)
        assert found is not None
        return found

    def places(self) -> set[Place]:
        """Who meets where by the version in force: meeting, slot, table, people by side."""
        version = self.in_force()
        people = {
            meeting: tuple(
                db.session.scalars(
                    select(Attendance.participant_id)
                    .where(Attendance.schedule_id == version.id, Attendance.meeting_id == meeting)
                    .order_by(Attendance.side)
                )
            )
            for meeting in db.session.scalars(select(Assignment.meeting_id).where(Assignment.schedule_id == version.id))
        }
        rows = select(Assignment.meeting_id, Assignment.slot_id, Assignment.table_id)
        return {
            (meeting, slot, table, people[meeting])
            for meeting, slot, table in db.session.execute(rows.where(Assignment.schedule_id == version.id))
        }

    def place(self, meeting: Meeting, slot: int, table: int | None) -> Place:
        where = None if table is None else self.tables[table].id
        return (meeting.id, self.slots[slot].id, where, (meeting.low_id, meeting.high_id))

    def acts(self) -> list[str]:
        """What was written down since."""
        return self._acts()[self.acts_before :]

    def _acts(self) -> list[str]:
        acts = select(AuditEntry.action).where(AuditEntry.event_id == self.event.id).order_by(AuditEntry.id)
        return list(db.session.scalars(acts))

    def url(self, page: str = "") -> str:
        return f"/organizer/events/{self.event.slug}/desk{page}"

    def person_url(self, person: Participant, act: str = "") -> str:
        return self.url(f"/{person.id}{act}")
