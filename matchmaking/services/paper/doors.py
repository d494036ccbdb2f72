"""What stands on the cards: rooms with what takes place in them, tables with their numbers."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from matchmaking.extensions import db
from matchmaking.models import EventSession, MeetingTable, Participant, SessionKind
from matchmaking.services.paper.cards import Card
from matchmaking.services.setup import places
from matchmaking.services.words.times import day_of, hour, moment, short_day

if TYPE_CHECKING:
    from datetime import date, datetime

    from matchmaking.models import Event
    from matchmaking.services.paper.packs import Cut

Line = tuple[str, str]


def door_cards(event: Event, now: datetime, cut: Cut) -> list[Card]:
    """A card for each zone with its tables and the meeting sessions, and for each room of the programme."""
    foot = _foot(event, now)
    sessions = [one for one in _sessions(event) if cut.day in (None, day_of(one.starts_at, event))]
    meetings = [session for session in sessions if session.kind is SessionKind.MEETINGS]
    cards = [
        Card(zone.name, _numbers([table.number for table in zone.tables]), _lines(event, meetings), foot)
        for zone in places.zones_of(event)
        if cut.zone in (None, zone.id)
    ]
    if cut.zone is not None:
        return cards
    rooms: dict[str, list[EventSession]] = defaultdict(list)
    for session in sessions:
        if session.room and session.kind is not SessionKind.MEETINGS:
            rooms[session.room].append(session)
    return cards + [Card(room, "", _lines(event, held), foot) for room, held in rooms.items()]


def table_cards(event: Event, now: datetime, cut: Cut) -> list[Card]:
    """A card for each table: its number, its zone, whose stand it is."""
    tables = db.session.scalars(
        select(MeetingTable)
        .where(MeetingTable.event_id == event.id)
        .options(
            joinedload(MeetingTable.zone),
            joinedload(MeetingTable.stand_of).joinedload(Participant.organization),
        )
        .order_by(MeetingTable.number)
    )
    foot = _foot(event, now)
    return [Card(str(table.number), _whose(table), foot=foot) for table in tables if cut.zone in (None, table.zone_id)]


def _sessions(event: Event) -> list[EventSession]:
    return list(
        db.session.scalars(
            select(EventSession)
            .where(EventSession.event_id == event.id, EventSession.cancelled_at.is_(None))
            .order_by(EventSession.starts_at, EventSession.id)
        )
    )


def _lines(event: Event, sessions: list[EventSession]) -> list[Line]:
    """Sessions by time; of several days each day's name stands before its own."""
    days: dict[date, list[EventSession]] = defaultdict(list)
    for session in sessions:
        days[day_of(session.starts_at, event)].append(session)
    lines: list[Line] = []
    for day, held in days.items():
        lines.append((short_day(day), ""))
        for session in held:
            start, end = hour(session.starts_at, event), hour(session.ends_at, event)
            lines.append((_("%(start)s – %(end)s", start=start, end=end), session.title))
    return lines


def _numbers(numbers: list[int]) -> str:
    """Numbers in order, those that follow one another as a run."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    words = [str(run[0]) if len(run) == 1 else _("%(first)d–%(last)d", first=run[0], last=run[-1]) for run in runs]
    return _("Tables %(numbers)s", numbers=", ".join(words)) if words else ""


def _whose(table: MeetingTable) -> str:
    if table.stand_of is None:
        return table.zone.name
    return _("%(zone)s; stand of %(name)s", zone=table.zone.name, name=table.stand_of.organization.name)


def _foot(event: Event, now: datetime) -> str:
    return _("%(event)s. Printed on %(moment)s.", event=event.name, moment=moment(now, event))
