"""A participant's agenda: meetings as last published, and the sessions of the programme they attend."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from matchmaking.extensions import db
from matchmaking.models import CalendarEntry, Meeting, Participant
from matchmaking.services.people import availability, directory
from matchmaking.services.refusals import NotFound
from matchmaking.services.words.times import day_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from matchmaking.models import Event, EventSession


@dataclass(frozen=True)
class Item:
    """One thing in an agenda: a meeting with its partner, or a session."""

    starts_at: datetime
    ends_at: datetime
    cancelled: bool
    entry: CalendarEntry | None = None
    session: EventSession | None = None
    also: tuple[Participant, ...] = ()  # who is there besides the partner: an interpreter, or whom one interprets for


@dataclass(frozen=True)
class Day:
    """One day of an agenda, in order of time."""

    day: date
    items: list[Item]


@dataclass(frozen=True)
class MeetingView:
    """One meeting in one attendee's eyes; without an entry it is not scheduled yet."""

    meeting: Meeting
    partner: Participant
    entry: CalendarEntry | None
    also: tuple[Participant, ...] = ()

    @property
    def off(self) -> bool:
        """Whether it will not take place, or not with this attendee."""
        return self.entry.cancelled if self.entry else self.meeting.cancelled_at is not None


def entries_of(participant: Participant) -> list[CalendarEntry]:
    """What this participant was told of meetings, in order of time."""
    return list(
        db.session.scalars(
            select(CalendarEntry)
            .where(CalendarEntry.participant_id == participant.id)
            .options(
                joinedload(CalendarEntry.meeting),
                joinedload(CalendarEntry.partner).joinedload(Participant.organization),
            )
            .order_by(CalendarEntry.starts_at, CalendarEntry.meeting_id)
        )
    )


def others_at(entries: Sequence[CalendarEntry]) -> dict[int, tuple[Participant, ...]]:
    """By meeting, who is there besides the one whose entries these are and the partner."""
    known = {entry.meeting_id: {entry.participant_id, entry.partner_id} for entry in entries if not entry.cancelled}
    rows = db.session.execute(
        select(CalendarEntry.meeting_id, Participant)
        .join(Participant, Participant.id == CalendarEntry.participant_id)
        .where(CalendarEntry.cancelled.is_(False), CalendarEntry.meeting_id.in_(list(known)))
        .options(joinedload(Participant.organization))
        .order_by(CalendarEntry.meeting_id, Participant.id)
    )
    found: defaultdict[int, tuple[Participant, ...]] = defaultdict(tuple)
    for meeting_id, person in rows:
        if person.id not in known[meeting_id]:
            found[meeting_id] += (person,)
    return found


def days_of(event: Event, participant: Participant) -> list[Day]:
    """The whole agenda by day; what was cancelled is in it, marked, but not sessions that one left."""
    entries = entries_of(participant)
    also = others_at(entries)
    items = [
        Item(
            entry.starts_at, entry.ends_at, cancelled=entry.cancelled, entry=entry, also=also.get(entry.meeting_id, ())
        )
        for entry in entries
    ]
    items += [
        Item(
            sign_up.session.starts_at,
            sign_up.session.ends_at,
            cancelled=sign_up.session.cancelled_at is not None,
            session=sign_up.session,
        )
        for sign_up in availability.sign_ups_of(participant)
        if sign_up.withdrawn_at is None
    ]
    items.sort(key=lambda item: (item.starts_at, item.ends_at, item.cancelled))
    return [Day(day, list(on_it)) for day, on_it in groupby(items, key=lambda item: day_of(item.starts_at, event))]


def meeting_of(participant: Participant, meeting_id: int) -> MeetingView:
    """One of this participant's meetings, as wished for or as taken over from a colleague."""
    entry = db.session.get(CalendarEntry, (participant.id, meeting_id))
    if entry is not None:
        return MeetingView(entry.meeting, entry.partner, entry, others_at([entry]).get(meeting_id, ()))
    meeting = db.session.get(Meeting, meeting_id)
    if meeting is None or participant.id not in {meeting.low_id, meeting.high_id}:
        raise NotFound(_("There is no such meeting."))
    return MeetingView(meeting, meeting.high if meeting.low_id == participant.id else meeting.low, None)


def colleagues_meeting(participant: Participant, partner: Participant) -> list[Participant]:
    """Others of the participant's organization who meet the same partner."""
    pair = or_(
        (Meeting.low_id == Participant.id) & (Meeting.high_id == partner.id),
        (Meeting.high_id == Participant.id) & (Meeting.low_id == partner.id),
    )
    return list(
        db.session.scalars(
            select(Participant)
            .join(Meeting, pair)
            .where(directory.colleague_of(participant), Meeting.cancelled_at.is_(None))
            .order_by(Participant.search, Participant.id)
        )
    )
