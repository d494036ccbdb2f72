"""Meetings of a draft put elsewhere together, all of them or none: moves, swaps, placings and takings out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
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
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from matchmaking.models import Event, Organizer

BY_HAND = {"kind": "by_hand"}  # the reason of a meeting that was taken out by hand; the others are the solver's


class Stale(Conflict):
    """A meeting is not where it was seen: somebody else was faster."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a meeting is, at which table (None: without one), with one person per side."""

    slot: int
    table: int | None
    people: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One meeting's way from where it was seen to where it goes; None stands for no place."""

    meeting: int
    seen: Place | None
    to: Place | None


def rearrange(
    event: Event, draft: Schedule, steps: Sequence[Step], *, organizer: Organizer | None, now: datetime
) -> None:
    """
    Put meetings where the steps say, in one go: two may exchange places, one may give way to another.

    Whoever or whichever table is taken there by a meeting that stays refuses it, as do locks, what has begun, and a
    meeting that is not where it was seen. Other rules may be broken, and are shown as warnings.
    """
    phases.require_running(event, now)
    for step in steps:
        check_references(event, step)
    refuse_twice(steps)
    take_turn(draft)
    for step in steps:
        _check_beginning(draft, step, now)
    carry_out(draft, steps)
    for step in steps:
        _write_down(event, draft, step, organizer, now)
    # A proof no longer holds for what was changed by hand.
    changed = {"edited": True, "goals": [], "revision": Schedule.revision + 1}
    db.session.execute(update(Schedule).where(Schedule.id == draft.id).values(changed))


def take_turn(draft: Schedule) -> None:
    """
    Edits of one draft follow one another, and its publishing.

    This spares them deadlocks; that nobody is in two places is the keys' business.
    """
    found = db.session.scalar(
        select(Schedule.id).where(Schedule.id == draft.id, Schedule.number.is_(None)).with_for_update()
    )
    if found is None:
        raise NotFound(_("There is no such draft; it may have been published."))


def held_in(draft: Schedule, meeting_id: int) -> Assignment | None:
    """A meeting's assignment, as the database has it now."""
    return db.session.get(Assignment, (draft.id, meeting_id), populate_existing=True)


def place_of(draft: Schedule, meeting_id: int) -> Place | None:
    """Where a meeting is now."""
    held = held_in(draft, meeting_id)
    if held is None:
        return None
    attending = select(Attendance.participant_id).where(
        Attendance.schedule_id == held.schedule_id, Attendance.meeting_id == held.meeting_id
    )
    return Place(held.slot_id, held.table_id, tuple(db.session.scalars(attending.order_by(Attendance.side))))


def places_of(schedule: Schedule) -> dict[int, Place]:
    """Where every meeting of a draft or version is."""
    people: dict[int, list[int]] = defaultdict(list)
    attending = select(Attendance.meeting_id, Attendance.participant_id).where(Attendance.schedule_id == schedule.id)
    for meeting, participant in db.session.execute(attending.order_by(Attendance.meeting_id, Attendance.side)):
        people[meeting].append(participant)
    rows = select(Assignment.meeting_id, Assignment.slot_id, Assignment.table_id)
    return {
        meeting: Place(slot, table, tuple(people[meeting]))
        for meeting, slot, table in db.session.execute(rows.where(Assignment.schedule_id == schedule.id))
    }


def refuse_twice(steps: Sequence[Step]) -> None:
    """Each meeting goes to one place, and nobody to two at once; keys would say so too, but not in these words."""
    taken = [("meeting", step.meeting, 0) for step in steps]
    for place in (step.to for step in steps if step.to is not None):
        taken += [("person", person, place.slot) for person in place.people]
        taken += [("table", place.table, place.slot)] if place.table is not None else []
    if len(set(taken)) < len(taken):
        raise Invalid(_("These changes would put somebody, or a table, into two meetings at once."))


def check_references(event: Event, step: Step) -> None:
    """What is named must be of this event; anything else answers as if it did not exist."""
    meeting = db.session.get(Meeting, step.meeting)
    if meeting is None or meeting.event_id != event.id:
        raise NotFound(_("There is no such meeting."))
    if step.to is None:
        return
    slot = db.session.get(Slot, step.to.slot)
    table = db.session.get(MeetingTable, step.to.table) if step.to.table is not None else None
    if slot is None or slot.event_id != event.id:
        raise NotFound(_("There is no such slot."))
    if step.to.table is not None and (table is None or table.event_id != event.id):
        raise NotFound(_("There is no such table."))
    if meeting.cancelled_at is not None:
        raise Invalid(_("This meeting was withdrawn or declined; it can no longer be scheduled."))
    _check_people(meeting, step.to.people)


def _check_people(meeting: Meeting, people: Sequence[int]) -> None:
    """On each side attends the one who is named, or a colleague; a third person interprets."""
    sides = (meeting.low, meeting.high)
    interpreters = people[len(sides) :]
    if len(people) < len(sides) or len(interpreters) > 1 or len(set(people)) != len(people):
        raise Invalid(_("Name one person for each side of the meeting."))
    for participant_id, named in zip(people, sides, strict=False):
        attending = _attending(meeting, participant_id)
        if named.organization_id not in attending.represented or attending.interpreter:
            raise Invalid(_("%(name)s is no colleague of %(other)s.", name=attending.name, other=named.name))
    for participant_id in interpreters:
        attending = _attending(meeting, participant_id)
        if not attending.interpreter:
            raise Invalid(_("%(name)s does not interpret.", name=attending.name))


def _attending(meeting: Meeting, participant_id: int) -> Participant:
    attending = db.session.get(Participant, participant_id)
    if attending is None or attending.event_id != meeting.event_id:
        raise NotFound(_("There is no such participant."))
    if attending.status is not ParticipantStatus.APPROVED:
        raise Invalid(_("%(name)s does not take part.", name=attending.name))
    return attending


def _check_beginning(draft: Schedule, step: Step, now: datetime) -> None:
    """It is where it was seen, may leave, and does not go into the past."""
    if place_of(draft, step.meeting) != step.seen:
        raise Stale(_("Somebody else moved this meeting meanwhile. It stays where they put it."))
    held = held_in(draft, step.meeting)
    if held is not None and held.locked:
        raise Conflict(_("This meeting is locked. Unlock it first."))
    if held is not None and held.starts_at <= now:
        raise Conflict(_("This meeting has begun; it stays where it is."))
    if step.to is not None and db.session.get_one(Slot, step.to.slot).starts_at <= now:
        raise Conflict(_("This slot has begun."))


def carry_out(draft: Schedule, steps: Sequence[Step]) -> None:
    """All leave before any arrives, so that they may take each other's places."""
    meetings = [step.meeting for step in steps]
    with db.session.begin_nested():
        for table in (Attendance, Assignment, UnscheduledMeeting):
            db.session.execute(delete(table).where(table.schedule_id == draft.id, table.meeting_id.in_(meetings)))
        db.session.expire(draft, ["assignments", "unscheduled"])
        for step in steps:
            if step.to is None:
                db.session.add(UnscheduledMeeting(schedule_id=draft.id, meeting_id=step.meeting, reason=BY_HAND))
            else:
                _put(draft, step.meeting, step.to, meetings)
        db.session.flush()


def _put(draft: Schedule, meeting: int, place: Place, moving: Collection[int]) -> None:
    slot = db.session.get_one(Slot, place.slot)
    try:
        with db.session.begin_nested():
            db.session.add(
                Assignment(
                    schedule_id=draft.id,
                    meeting_id=meeting,
                    slot_id=slot.id,
                    table_id=place.table,
                    starts_at=slot.starts_at,
                    ends_at=slot.ends_at,
                )
            )
            db.session.flush()
            db.session.execute(insert(Attendance), _attendances(draft, meeting, place))
    except IntegrityError:
        raise Conflict(_taken(draft, place, moving)) from None


def _attendances(draft: Schedule, meeting: int, place: Place) -> list[dict[str, int]]:
    return [
        {
            "schedule_id": draft.id,
            "participant_id": participant_id,
            "slot_id": place.slot,
            "meeting_id": meeting,
            "side": side,
        }
        for side, participant_id in enumerate(place.people)
    ]


def _taken(draft: Schedule, place: Place, moving: Collection[int]) -> str:
    """Say who, or which table, is taken in that slot by a meeting that stays."""
    busy = db.session.scalar(
        select(Participant)
        .join(Attendance, Attendance.participant_id == Participant.id)
        .where(
            Attendance.schedule_id == draft.id,
            Attendance.slot_id == place.slot,
            Attendance.meeting_id.not_in(moving),
            Attendance.participant_id.in_(place.people),
        )
        .limit(1)
    )
    if busy is not None:
        return _("%(name)s has another meeting in this slot.", name=busy.name)
    table = db.session.get(MeetingTable, place.table) if place.table is not None else None
    return _("Table %(number)s is taken in this slot.", number=table.number if table else "")


def _write_down(event: Event, draft: Schedule, step: Step, organizer: Organizer | None, now: datetime) -> None:
    detail: dict[str, Any] = {"meeting": step.meeting}
    if step.to is not None:
        detail |= {"slot": step.to.slot, "table": step.to.table}
    action = "draft.unscheduled" if step.to is None else "draft.placed"
    audit.record(action, at=now, event_id=event.id, organizer=organizer, subject=f"draft {draft.id}", **detail)
