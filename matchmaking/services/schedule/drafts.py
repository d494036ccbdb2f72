"""Drafts, edited by hand: move, lock, unlock, unschedule; the database's keys keep anyone from being in two places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from matchmaking.extensions import db
from matchmaking.models import (
    Assignment,
    Attendance,
    Meeting,
    MeetingTable,
    Participant,
    ParticipantStatus,
    Schedule,
    Slot,
    UnscheduledMeeting,
)
from matchmaking.services import audit
from matchmaking.services.refusals import Conflict, Invalid, NotFound
from matchmaking.services.setup import phases

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from matchmaking.models import Event, Organizer

BY_HAND = {"kind": "by_hand"}  # the reason of a meeting that was taken out by hand; the others are the solver's


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
    assignment = _held(draft, meeting_id)
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
    slot, meeting = _check_place(event, meeting_id, slot_id, table_id)
    _check_people(meeting, people)
    _take_turn(draft)
    held = _held(draft, meeting_id)
    if held is not None and _is_there(held, slot_id, table_id, people):
        return False
    _refuse_locked_or_begun(held, now)
    if slot.starts_at <= now:
        raise Conflict(_("This slot has begun."))
    try:
        with db.session.begin_nested():
            _remove(draft, meeting.id)
            _insert(draft, meeting, slot, table_id, people)
    except IntegrityError:
        raise Conflict(_taken(draft, meeting, slot, table_id, people)) from None
    _edited(event, draft, "draft.placed", organizer, now, meeting=meeting.id, slot=slot.id, table=table_id)
    return True


def unschedule(event: Event, draft: Schedule, meeting_id: int, *, organizer: Organizer | None, now: datetime) -> None:
    """Take a meeting out of a draft."""
    phases.require_running(event, now)
    _take_turn(draft)
    held = assignment_of(draft, meeting_id)
    _refuse_locked_or_begun(held, now)
    _remove(draft, meeting_id)
    db.session.add(UnscheduledMeeting(schedule_id=draft.id, meeting_id=meeting_id, reason=BY_HAND))
    _edited(event, draft, "draft.unscheduled", organizer, now, meeting=meeting_id)


def lock(  # noqa: PLR0913 - who locks what, when
    event: Event, draft: Schedule, meeting_id: int, *, locked: bool, organizer: Organizer | None, now: datetime
) -> None:
    """Lock a meeting where it is, or unlock it; runs that start from this draft keep what is locked."""
    _take_turn(draft)
    held = assignment_of(draft, meeting_id)
    if held.locked is locked:
        return
    held.locked = locked
    action = "draft.locked" if locked else "draft.unlocked"
    audit.record(
        action, at=now, event_id=event.id, organizer=organizer, subject=f"draft {draft.id}", meeting=meeting_id
    )


def discard(event: Event, draft: Schedule, *, organizer: Organizer | None, now: datetime) -> None:
    """Throw a draft away."""
    _take_turn(draft)
    audit.record("draft.discarded", at=now, event_id=event.id, organizer=organizer, subject=f"draft {draft.id}")
    db.session.delete(draft)


def _check_place(event: Event, meeting_id: int, slot_id: int, table_id: int | None) -> tuple[Slot, Meeting]:
    """What is named must be of this event; anything else answers as if it did not exist."""
    slot, meeting = db.session.get(Slot, slot_id), db.session.get(Meeting, meeting_id)
    table = db.session.get(MeetingTable, table_id) if table_id is not None else None
    if slot is None or slot.event_id != event.id:
        raise NotFound(_("There is no such slot."))
    if meeting is None or meeting.event_id != event.id:
        raise NotFound(_("There is no such meeting."))
    if table_id is not None and (table is None or table.event_id != event.id):
        raise NotFound(_("There is no such table."))
    if meeting.cancelled_at is not None:
        raise Invalid(_("This meeting was withdrawn or declined; it can no longer be scheduled."))
    return slot, meeting


def _check_people(meeting: Meeting, people: Sequence[int]) -> None:
    """On each side attends the one who is named, or a colleague."""
    sides = (meeting.low, meeting.high)
    if len(people) != len(sides) or len(set(people)) != len(people):
        raise Invalid(_("Name one person for each side of the meeting."))
    for participant_id, named in zip(people, sides, strict=True):
        attending = db.session.get(Participant, participant_id)
        if attending is None or attending.event_id != meeting.event_id:
            raise NotFound(_("There is no such participant."))
        if attending.status is not ParticipantStatus.APPROVED:
            raise Invalid(_("%(name)s does not take part.", name=attending.name))
        if attending.organization_id != named.organization_id:
            raise Invalid(_("%(name)s is no colleague of %(other)s.", name=attending.name, other=named.name))


def _take_turn(draft: Schedule) -> None:
    """
    Edits of one draft follow one another, and its publishing.

    This spares them deadlocks; that nobody is in two places is the keys' business.
    """
    found = db.session.scalar(
        select(Schedule.id).where(Schedule.id == draft.id, Schedule.number.is_(None)).with_for_update()
    )
    if found is None:
        raise NotFound(_("There is no such draft; it may have been published."))


def _held(draft: Schedule, meeting_id: int) -> Assignment | None:
    return db.session.get(Assignment, (draft.id, meeting_id), populate_existing=True)


def _is_there(held: Assignment, slot_id: int, table_id: int | None, people: Sequence[int]) -> bool:
    attending = select(Attendance.participant_id).where(
        Attendance.schedule_id == held.schedule_id, Attendance.meeting_id == held.meeting_id
    )
    there = list(db.session.scalars(attending.order_by(Attendance.side)))
    return (held.slot_id, held.table_id, there) == (slot_id, table_id, list(people))


def _refuse_locked_or_begun(held: Assignment | None, now: datetime) -> None:
    if held is not None and held.locked:
        raise Conflict(_("This meeting is locked. Unlock it first."))
    if held is not None and held.starts_at <= now:
        raise Conflict(_("This meeting has begun; it stays where it is."))


def _remove(draft: Schedule, meeting_id: int) -> None:
    for table in (Attendance, Assignment, UnscheduledMeeting):
        db.session.execute(delete(table).where(table.schedule_id == draft.id, table.meeting_id == meeting_id))
    db.session.expire(draft, ["assignments", "unscheduled"])


def _insert(draft: Schedule, meeting: Meeting, slot: Slot, table_id: int | None, people: Sequence[int]) -> None:
    assignment = Assignment(
        schedule_id=draft.id,
        meeting_id=meeting.id,
        slot_id=slot.id,
        table_id=table_id,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
    )
    db.session.add(assignment)
    db.session.flush()
    db.session.execute(insert(Attendance), _attendances(assignment, people))


def _attendances(assignment: Assignment, people: Sequence[int]) -> list[dict[str, int]]:
    return [
        {
            "schedule_id": assignment.schedule_id,
            "participant_id": participant_id,
            "slot_id": assignment.slot_id,
            "meeting_id": assignment.meeting_id,
            "side": side,
        }
        for side, participant_id in enumerate(people)
    ]


def _taken(draft: Schedule, meeting: Meeting, slot: Slot, table_id: int | None, people: Sequence[int]) -> str:
    """Say who, or which table, is taken in that slot."""
    busy = db.session.scalar(
        select(Participant)
        .join(Attendance, Attendance.participant_id == Participant.id)
        .where(
            Attendance.schedule_id == draft.id,
            Attendance.slot_id == slot.id,
            Attendance.meeting_id != meeting.id,
            Attendance.participant_id.in_(people),
        )
        .limit(1)
    )
    if busy is not None:
        return _("%(name)s has another meeting in this slot.", name=busy.name)
    table = db.session.get(MeetingTable, table_id) if table_id is not None else None
    return _("Table %(number)s is taken in this slot.", number=table.number if table else "")


def _edited(
    event: Event, draft: Schedule, action: str, organizer: Organizer | None, now: datetime, **detail: Any
) -> None:
    """A proof no longer holds for what was changed by hand."""
    db.session.execute(update(Schedule).where(Schedule.id == draft.id).values(edited=True, goals=[]))
    audit.record(action, at=now, event_id=event.id, organizer=organizer, subject=f"draft {draft.id}", **detail)


def _copy_rows(table: type[Assignment | Attendance | UnscheduledMeeting], source_id: int, target_id: int) -> None:
    rows = db.session.execute(select(*table.__table__.columns).where(table.schedule_id == source_id)).mappings()
    copies = [{**row, "schedule_id": target_id} for row in rows]
    if copies:
        db.session.execute(insert(table), copies)
