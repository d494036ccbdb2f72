"""The whole schedule as files: a workbook, comma-separated values, a calendar."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING

from flask_babel import get_locale
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from matchmaking.extensions import db
from matchmaking.models import CalendarEntry, Meeting
from matchmaking.services.agenda import calendars, ical
from matchmaking.services.files.tabular import write_csv, write_xlsx
from matchmaking.services.mail import addresses
from matchmaking.services.words.times import local

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from matchmaking.models import Event, Schedule
    from matchmaking.services.schedule.boards import Board, Held
    from matchmaking.services.schedule.roster import Roster

    Row = list[str | int | None]


def name_of(schedule: Schedule, event: Event) -> str:
    """The beginning of a file's name: ASCII, and different for every draft and version."""
    version = f"draft-{schedule.id}" if schedule.number is None else f"version-{schedule.number}"
    return f"{event.slug}-{version}"


def xlsx(event: Event, board: Board) -> bytes:
    """Every meeting in a workbook, in order of time."""
    return write_xlsx(_("Schedule"), _header(), _rows(event, board))


def csv(event: Event, board: Board) -> bytes:
    """The same as comma-separated values."""
    return write_csv(_header(), _rows(event, board))


def ics(event: Event, board: Board) -> bytes:
    """
    Every meeting in a calendar.

    The version in force has the meetings under the same identifiers as attendees' calendars, those called off
    included; drafts and earlier versions have identifiers of their own, so that they replace nothing in a calendar.
    """
    schedule = board.schedule
    in_force = schedule.number is not None and schedule.number == event.version_number
    entries = _told(event) if in_force else _planned(event, board)
    file = ical.CalendarFile(
        uid=_uid(f"schedule {schedule.id} {schedule.created_at.isoformat()}"),
        name=_title(event, schedule),
        description=_("Every meeting of %(event)s.", event=event.name),
        time_zone=event.time_zone,
        url=_url(event),
        modified_at=max(schedule.published_at or schedule.created_at, event.calendar_modified_at),
        entries=tuple(entries),
        audience=ical.Audience.ORGANIZER,
    )
    return ical.render(file)


def _header() -> list[str]:
    people = ((_("Participant"), _("Organization"), _("Country")) for _side in range(2))
    numbered = [f"{title} {number}" for number, titles in enumerate(people, 1) for title in titles]
    place = (_("Day"), _("Start"), _("End"), _("Session"), _("Table"), _("Zone"))
    return [*place, *numbered, _("Interpreter"), _("Locked")]


def _rows(event: Event, board: Board) -> list[Row]:
    return [_row(event, board.roster, held) for held in board.held]


def _row(event: Event, roster: Roster, held: Held) -> Row:
    start, end = local(held.starts_at, event), local(held.ends_at, event)
    seat = None if held.table is None else roster.tables[held.table]
    people: Row = []
    two, interpreters = held.people[:2], held.people[2:]
    for person in (roster.people[one] for one in two):
        people += [person.name, person.organization, person.country]
    return [
        f"{start:%Y-%m-%d}",
        f"{start:%H:%M}",
        f"{end:%H:%M}",
        roster.slots[held.slot].session,
        seat.number if seat else None,
        seat.zone if seat else None,
        *people,
        roster.names(interpreters) or None,
        _("yes") if held.locked else None,
    ]


def _told(event: Event) -> Iterable[ical.Entry]:
    """What attendees were told last, each meeting once."""
    rows = db.session.scalars(
        select(CalendarEntry)
        .join(Meeting, Meeting.id == CalendarEntry.meeting_id)
        .where(Meeting.event_id == event.id)
        .options(joinedload(CalendarEntry.meeting).joinedload(Meeting.low))
        .options(joinedload(CalendarEntry.meeting).joinedload(Meeting.high))
        .options(joinedload(CalendarEntry.participant))
        .order_by(CalendarEntry.meeting_id, CalendarEntry.participant_id)
    )
    of_meeting: dict[int, list[CalendarEntry]] = defaultdict(list)
    for entry in rows:
        of_meeting[entry.meeting_id].append(entry)
    return (_told_once(event, entries) for entries in of_meeting.values())


def _told_once(event: Event, entries: Sequence[CalendarEntry]) -> ical.Entry:
    """One meeting once: with those whose entries stand, or, where it was called off, those who wished for it."""
    standing = [entry for entry in entries if not entry.cancelled]
    one, meeting = (standing or entries)[0], entries[0].meeting
    names = [entry.participant.name for entry in standing] or [meeting.low.name, meeting.high.name]
    return _entry(
        event,
        uid=meeting.uid,
        sequence=meeting.sequence or 0,
        cancelled=not standing,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        created_at=min(entry.created_at for entry in entries),
        modified_at=max(entry.modified_at for entry in entries),
        names=names,
        table=calendars.table_name(one),
    )


def _planned(event: Event, board: Board) -> Iterable[ical.Entry]:
    """A draft, or a version that is no longer in force."""
    schedule, roster = board.schedule, board.roster
    made_at = schedule.published_at or schedule.created_at
    for held in board.held:
        yield _entry(
            event,
            uid=_uid(f"{schedule.id} {roster.pairs[held.meeting].uid}"),
            sequence=0,
            cancelled=False,
            starts_at=held.starts_at,
            ends_at=held.ends_at,
            created_at=made_at,
            modified_at=made_at,
            names=[roster.name(person) for person in held.people],
            table="" if held.table is None else roster.seat_in_zone(held.table),
        )


def _entry(  # noqa: PLR0913 - an entry has as many parts
    event: Event,
    *,
    uid: str,
    sequence: int,
    cancelled: bool,
    starts_at: datetime,
    ends_at: datetime,
    created_at: datetime,
    modified_at: datetime,
    names: Sequence[str],
    table: str,
) -> ical.Entry:
    return ical.Entry(
        uid=uid,
        sequence=sequence,
        cancelled=cancelled,
        starts_at=starts_at,
        ends_at=ends_at,
        created_at=created_at,
        modified_at=modified_at,
        summary=" – ".join(names),
        description=ical.wall_time(starts_at, ends_at, event.time_zone, get_locale() or "en"),
        location=", ".join(filter(None, (table, event.venue))),
        url=_url(event),
        categories=(_("Meeting"),),
    )


def _title(event: Event, schedule: Schedule) -> str:
    if schedule.number is None:
        return _("%(event)s: draft", event=event.name)
    return _("%(event)s: schedule, version %(number)s", event=event.name, number=schedule.number)


def _url(event: Event) -> str:
    return addresses.page("organizer.schedule", slug=event.slug)


def _uid(seed: str) -> str:
    return f"{hashlib.sha256(seed.encode()).hexdigest()[:32]}@matchmaking"
