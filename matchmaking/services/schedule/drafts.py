"""Drafts, edited by hand: move, lock, unlock, unschedule; the database's keys keep anyone from being in two places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import insert, select, update

from matchmaking.extensions import db
from matchmaking.models import Assignment, Attendance, Schedule, UnscheduledMeeting
from matchmaking.services import audit
from matchmaking.services.refusals import NotFound
from matchmaking.services.schedule.rearranging import (
    BY_HAND,
    Place,
    Step,
    held_in,
    place_of,
    rearrange,
    take_turn,
)
from matchmaking.services.setup import phases

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from matchmaking.models import Event, Organizer


def of_event(event: Event) -> list[Schedule]:
    """Every draft, the newest first."""
    drafts = select(Schedule).where(Schedule.event_id == event.id, Schedule.number.is_(None))
    return list(db.session.scalars(drafts.order_by(Schedule.created_at.desc(), Schedule.id.desc())))


def find(event: Event, schedule_id: int) -> Schedule:
    """One of this event's drafts."""
    draft = db.session.get(Schedule, schedule_id)
    if draft is None or draft.event_id != event.id or draft.number is not None:
        raise NotFound(_("There is no such draft; it may have been published."))
    return draft


def assignment_of(draft: Schedule, meeting_id: int) -> Assignment:
    """A meeting's place in a draft."""
    assignment = held_in(draft, meeting_id)
    if assignment is None:
        raise NotFound(_("This meeting is not scheduled in this draft."))
    return assignment


def taken_out_by_hand(draft: Schedule) -> set[int]:
    """The meetings that somebody took out of a draft."""
    rows = db.session.execute(
        select(UnscheduledMeeting.meeting_id, UnscheduledMeeting.reason).where(
            UnscheduledMeeting.schedule_id == draft.id
        )
    )
    return {meeting for meeting, reason in rows if reason == BY_HAND}


def copy_version(event: Event, source: Schedule, now: datetime) -> Schedule:
    """Begin a draft from a published version, to change it by hand."""
    phases.require_running(event, now)
    draft = Schedule(
        event_id=event.id,
        based_on=event.version_number,
        run_id=source.run_id,
        goals=source.goals,
        edited=source.edited,
        created_at=now,
    )
    db.session.add(draft)
    db.session.flush()
    for table in (Assignment, Attendance, UnscheduledMeeting):
        _copy_rows(table, source.id, draft.id)
    return draft


def place(  # noqa: PLR0913 - a place has as many parts
    event: Event,
    draft: Schedule,
    meeting_id: int,
    *,
    slot_id: int,
    table_id: int | None,
    people: Sequence[int],
    organizer: Organizer | None,
    now: datetime,
) -> bool:
    """
    Put a meeting into a slot, at a table (None: without one), with one person per side; scheduled before or not.

    Whoever or whichever table is taken in that slot refuses it; other rules may be broken, and are shown as warnings.
    Answers whether anything changed: a meeting may be told to stay where it is.
    """
    phases.require_running(event, now)
    take_turn(draft)
    there, to = place_of(draft, meeting_id), Place(slot_id, table_id, tuple(people))
    if there == to:
        return False
    rearrange(event, draft, [Step(meeting_id, there, to)], organizer=organizer, now=now)
    return True


def unschedule(event: Event, draft: Schedule, meeting_id: int, *, organizer: Organizer | None, now: datetime) -> None:
    """Take a meeting out of a draft."""
    take_turn(draft)
    assignment_of(draft, meeting_id)
    step = Step(meeting_id, place_of(draft, meeting_id), None)
    rearrange(event, draft, [step], organizer=organizer, now=now)


def lock(  # noqa: PLR0913 - who locks what, when
    event: Event, draft: Schedule, meeting_id: int, *, locked: bool, organizer: Organizer | None, now: datetime
) -> None:
    """Lock a meeting where it is, or unlock it; runs that start from this draft keep what is locked."""
    take_turn(draft)
    held = assignment_of(draft, meeting_id)
    if held.locked is locked:
        return
    held.locked = locked
    db.session.execute(update(Schedule).where(Schedule.id == draft.id).values(revision=Schedule.revision + 1))
    action = "draft.locked" if locked else "draft.unlocked"
    audit.record(
        action, at=now, event_id=event.id, organizer=organizer, subject=f"draft {draft.id}", meeting=meeting_id
    )


def discard(event: Event, draft: Schedule, *, organizer: Organizer | None, now: datetime) -> None:
    """Throw a draft away."""
    take_turn(draft)
    audit.record("draft.discarded", at=now, event_id=event.id, organizer=organizer, subject=f"draft {draft.id}")
    db.session.delete(draft)


def _copy_rows(table: type[Assignment | Attendance | UnscheduledMeeting], source_id: int, target_id: int) -> None:
    rows = db.session.execute(select(*table.__table__.columns).where(table.schedule_id == source_id)).mappings()
    copies = [{**row, "schedule_id": target_id} for row in rows]
    if copies:
        db.session.execute(insert(table), copies)
