"""A draft with two meetings in it, to be edited, looked at and published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Assignment, Attendance
from matchmaking.services.schedule import drafts, publishing
from tests.factories import (
    NOW,
    make_draft,
    make_event,
    make_meeting,
    make_organization,
    make_organizer,
    make_participant,
    make_session,
    make_tables,
)

if TYPE_CHECKING:
    from matchmaking.models import Meeting, Schedule, Slot


class DraftScene:
    """Bob is to meet Cat at 10:00 at table 1 and Eva at 10:20 at table 2; Dan is Bob's colleague."""

    def __init__(self) -> None:
        self.ann = make_organizer()
        self.event = make_event(self.ann)
        firm = make_organization(self.event, "Kovač d.o.o.")
        self.bob = make_participant(self.event, "Bob Kovač", organization=firm)
        self.cat = make_participant(self.event, "Cat Иванова")
        self.dan = make_participant(self.event, "Dan Νικολάου", organization=firm)
        self.eva = make_participant(self.event, "Eva Çela")
        self.slots: list[Slot] = list(make_session(self.event).slots)
        self.tables = make_tables(self.event)
        self.with_cat = make_meeting(self.bob, self.cat)
        self.with_eva = make_meeting(self.bob, self.eva)
        self.draft = make_draft(
            self.event,
            (self.with_cat, self.slots[0], self.tables[0]),
            (self.with_eva, self.slots[1], self.tables[1]),
        )

    def place(self, meeting: Meeting, slot: int, table: int | None, people: tuple[int, ...] = ()) -> bool:
        return drafts.place(
            self.event,
            self.draft,
            meeting.id,
            slot_id=self.slots[slot].id,
            table_id=None if table is None else self.tables[table].id,
            people=people or (meeting.low_id, meeting.high_id),
            organizer=self.ann,
            now=NOW,
        )

    def unschedule(self, meeting: Meeting) -> None:
        drafts.unschedule(self.event, self.draft, meeting.id, organizer=self.ann, now=NOW)

    def lock(self, meeting: Meeting, *, locked: bool = True) -> None:
        drafts.lock(self.event, self.draft, meeting.id, locked=locked, organizer=self.ann, now=NOW)

    def places(self) -> list[tuple[int, int, int | None]]:
        rows = db.session.execute(
            select(Assignment.meeting_id, Assignment.slot_id, Assignment.table_id)
            .where(Assignment.schedule_id == self.draft.id)
            .order_by(Assignment.meeting_id)
        )
        return [(meeting, slot, table) for meeting, slot, table in rows]

    def attendances(self) -> set[tuple[int, int]]:
        rows = select(Attendance.participant_id, Attendance.slot_id).where(Attendance.schedule_id == self.draft.id)
        return {(person, slot) for person, slot in db.session.execute(rows)}

    def publish(self) -> Schedule:
        actor = publishing.Actor(organizer=self.ann)
        made = publishing.publish(self.event, self.draft, actor, NOW, seen_version=self.event.version_number)
        db.session.commit()
        return made

    def edit(self) -> None:
        """Go on with a new draft of what is in force."""
        source = publishing.in_force(self.event)
        assert source is not None
        self.draft = drafts.copy_version(self.event, source, NOW)
        db.session.commit()

    @property
    def url(self) -> str:
        return f"/organizer/events/{self.event.slug}/schedule"

    @property
    def draft_url(self) -> str:
        return f"{self.url}/drafts/{self.draft.id}"
