"""The published state of meetings: the entries in attendees' calendars, written by publishing alone."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from matchmaking.extensions import db
from matchmaking.models import CalendarEntry, Meeting, Participant

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from matchmaking.models import Event
    from matchmaking.services.schedule.changes import Change, Place


def names(meeting_id: int) -> tuple[Participant, Participant]:
    """The two people who wished for a meeting."""
    meeting = db.session.get_one(Meeting, meeting_id)
    return meeting.low, meeting.high


def write_entries(event: Event, changes: Sequence[Change], version_number: int, now: datetime) -> None:
    """
    Bring the entries of every changed meeting up to date, and its sequence up by one (0 when first published).

    Whoever no longer attends keeps the entry as cancelled.
    """
    changed = [change.meeting_id for change in changes]
    of_event = Meeting.event_id == event.id
    meetings = {m.id: m for m in db.session.scalars(select(Meeting).where(of_event, Meeting.id.in_(changed)))}
    entries: dict[int, dict[int, CalendarEntry]] = defaultdict(dict)
    for entry in db.session.scalars(select(CalendarEntry).where(CalendarEntry.meeting_id.in_(list(meetings)))):
        entries[entry.meeting_id][entry.participant_id] = entry
    interpreters = set(
        db.session.scalars(select(Participant.id).where(Participant.event_id == event.id, Participant.interpreter))
    )
    for change in changes:
        meeting = meetings[change.meeting_id]
        meeting.sequence = 0 if meeting.sequence is None else meeting.sequence + 1
        _cancel_for_those_who_left(change, entries[meeting.id], meeting, version_number, now)
        if change.after is not None:
            partners = _partners(change.after, interpreters)
            _write_for_those_attending(change.after, partners, entries[meeting.id], meeting, version_number, now)


def touch_all(event: Event, now: datetime) -> None:
    """Say that every entry reads anew: whether it is preliminary stands in its description, nothing else changes."""
    of_event = select(Meeting.id).where(Meeting.event_id == event.id)
    db.session.execute(
        update(CalendarEntry)
        .where(CalendarEntry.meeting_id.in_(of_event), CalendarEntry.cancelled.is_(False))
        .values(modified_at=now)
    )


def _cancel_for_those_who_left(
    change: Change, entries: dict[int, CalendarEntry], meeting: Meeting, version_number: int, now: datetime
) -> None:
    attending = change.after.people if change.after else ()
    for participant_id, entry in entries.items():
        if not entry.cancelled and participant_id not in attending:
            entry.cancelled = True
            _touch(entry, meeting, version_number, now)


def _partners(place: Place, interpreters: Collection[int]) -> dict[int, int]:
    """Whom each meets: the other of the two, and for an interpreter the first of them."""
    two = [person for person in place.people if person not in interpreters]
    return {person: next((who for who in two if who != person), person) for person in place.people}


def _write_for_those_attending(  # noqa: PLR0913, PLR0917 - what every entry is made of
    place: Place,
    partners: Mapping[int, int],
    entries: dict[int, CalendarEntry],
    meeting: Meeting,
    version_number: int,
    now: datetime,
) -> None:
    for participant_id in place.people:
        entry = entries.get(participant_id) or _new_entry(meeting, participant_id, now)
        entry.starts_at, entry.ends_at = place.starts_at, place.ends_at
        entry.table_label, entry.zone_name = place.table_label, place.zone_name
        entry.partner_id = partners[participant_id]
        entry.cancelled = False
        _touch(entry, meeting, version_number, now)


def _new_entry(meeting: Meeting, participant_id: int, now: datetime) -> CalendarEntry:
    entry = CalendarEntry(participant_id=participant_id, meeting_id=meeting.id, created_at=now)
    db.session.add(entry)
    return entry


def _touch(entry: CalendarEntry, meeting: Meeting, version_number: int, now: datetime) -> None:
    entry.sequence = meeting.sequence or 0
    entry.modified_at = now
    entry.version_number = version_number
