"""Cancelling an event: all concerned are told, and their calendars say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import func, select, update

from matchmaking.extensions import db
from matchmaking.models import (
    CalendarEntry,
    EventOrganizer,
    EventSession,
    Meeting,
    Organizer,
    Participant,
    ParticipantStatus,
    RunStatus,
    ScheduleRun,
)
from matchmaking.services import audit
from matchmaking.services.mail import addresses, outbox
from matchmaking.services.refusals import Invalid
from matchmaking.services.setup import phases, programme
from matchmaking.services.words.text import fold

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from matchmaking.models import Event

NOTE_LENGTH = 2000


def cancel(event: Event, note: str, typed_name: str, organizer: Organizer, now: datetime) -> int:
    """Cancel the event for good, and answer how many participants are told."""
    phases.require_running(event, now)
    if fold(typed_name) != fold(event.name):
        raise Invalid(_("This is not the event's name. Nothing was cancelled."))
    event.cancelled_at = now
    event.cancellation_note = note
    _cancel_entries(event, now)
    _cancel_sessions(event, now)
    _stop_runs(event)
    told = _tell_participants(event, now)
    _tell_other_organizers(event, organizer, now)
    audit.record("event.cancelled", at=now, event_id=event.id, organizer=organizer, subject=event.name, told=told)
    return told


def concerned(event: Event) -> int:
    """How many participants would be told."""
    return db.session.scalar(select(func.count(Participant.id)).where(*_is_concerned(event))) or 0


def _cancel_entries(event: Event, now: datetime) -> None:
    standing = select(CalendarEntry.meeting_id).where(CalendarEntry.cancelled.is_(False))
    db.session.execute(
        update(Meeting)
        .where(Meeting.event_id == event.id, Meeting.sequence.is_not(None), Meeting.id.in_(standing))
        .values(sequence=Meeting.sequence + 1)
    )
    of_event = select(Meeting.id).where(Meeting.event_id == event.id)
    db.session.execute(
        update(CalendarEntry)
        .where(CalendarEntry.meeting_id.in_(of_event), CalendarEntry.cancelled.is_(False))
        .values(cancelled=True, sequence=CalendarEntry.sequence + 1, modified_at=now)
    )


def _cancel_sessions(event: Event, now: datetime) -> None:
    sessions = select(EventSession).where(EventSession.event_id == event.id, EventSession.cancelled_at.is_(None))
    for session in db.session.scalars(sessions):
        session.cancelled_at = now
        programme.calendar_changed(session, now)


def _stop_runs(event: Event) -> None:
    db.session.execute(
        update(ScheduleRun)
        .where(ScheduleRun.event_id == event.id, ScheduleRun.status.in_((RunStatus.QUEUED, RunStatus.RUNNING)))
        .values(stop_requested=True)
    )


def _tell_participants(event: Event, now: datetime) -> int:
    people = db.session.scalars(select(Participant).where(*_is_concerned(event)).order_by(Participant.id)).all()
    url = addresses.page("public.event", slug=event.slug)
    for participant in people:
        outbox.write(
            "event_cancelled",
            participant,
            now=now,
            dedupe_key=f"event_cancelled:{event.id}:{participant.id}",
            event=event,
            note=event.cancellation_note,
            url=url,
        )
    return len(people)


def _tell_other_organizers(event: Event, organizer: Organizer, now: datetime) -> None:
    others = (
        select(Organizer)
        .join(EventOrganizer, EventOrganizer.organizer_id == Organizer.id)
        .where(EventOrganizer.event_id == event.id, Organizer.id != organizer.id)
    )
    for other in db.session.scalars(others.order_by(Organizer.id)).all():
        outbox.write(
            "event_cancelled_for_organizers",
            other,
            now=now,
            dedupe_key=f"event_cancelled:{event.id}:organizer:{other.id}",
            event=event,
            note=event.cancellation_note,
            cancelled_by=organizer.name,
        )


def _is_concerned(event: Event) -> tuple[ColumnElement[bool], ...]:
    taking_part = (ParticipantStatus.APPROVED, ParticipantStatus.PENDING)
    return Participant.event_id == event.id, Participant.status.in_(taking_part)
