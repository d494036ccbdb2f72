"""What copying would do, before it is done: how much is taken over, and what does not fit and why."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import func, select

from matchmaking.extensions import db
from matchmaking.models import EventSession
from matchmaking.services.refusals import Invalid
from matchmaking.services.setup.copying.tables import COPIED, EVENT_PARTS, ONLY, Part
from matchmaking.services.setup.event_hours import DOOR_HOURS, Door
from matchmaking.services.words.wall_clock import carried, moment_of

if TYPE_CHECKING:
    from matchmaking.models import Event
    from matchmaking.services.setup.event_setup import Basics


@dataclass(frozen=True)
class Misfit:
    """Something that is not taken over, and why."""

    what: str
    reason: str


@dataclass(frozen=True)
class Plan:
    """What copying an event would do."""

    basics: Basics
    parts: frozenset[Part]
    by: timedelta
    counts: dict[str, int]  # by table
    misfits: tuple[Misfit, ...]
    sessions_left_out: frozenset[int]
    hours: dict[str, datetime | None]

    @property
    def token(self) -> str:
        """What was shown, in short: another plan has another one."""
        shown = (self.basics, sorted(self.parts), sorted(self.counts.items()), self.misfits)
        return hashlib.sha256(repr(shown).encode()).hexdigest()[:32]


def make(source: Event, basics: Basics, parts: frozenset[Part], now: datetime) -> Plan:
    """Reckon it all; `basics` is checked already."""
    by = basics.starts_on - source.starts_on
    left_out, misfits = _sessions(source, basics, by) if Part.PROGRAMME in parts else ({}, [])
    hours, more = _hours(source, basics, by, now) if Part.HOURS in parts else ({}, [])
    counts = _counts(source, parts)
    if Part.PROGRAMME in parts:
        counts["event_session"] -= len([1 for misfit in left_out.values() if misfit])
    return Plan(basics, parts, by, counts, (*misfits, *more), frozenset(left_out), hours)


def _sessions(source: Event, basics: Basics, by: timedelta) -> tuple[dict[int, bool], list[Misfit]]:
    """Those that cannot be taken over, by id; true where the rules of copying would have taken them."""
    begin = moment_of(datetime.combine(basics.starts_on, time()), basics.time_zone)
    end = moment_of(datetime.combine(basics.ends_on + timedelta(days=1), time()), basics.time_zone)
    left_out: dict[int, bool] = {}
    misfits: list[Misfit] = []
    sessions = select(EventSession).where(EventSession.event_id == source.id).order_by(EventSession.starts_at)
    for session in db.session.scalars(sessions):
        reason = _("It was cancelled.") if session.cancelled_at else _misfit(session, source, basics, by, begin, end)
        if reason:
            left_out[session.id] = session.cancelled_at is None
            misfits.append(Misfit(session.title, reason))
    return left_out, misfits


def _misfit(  # noqa: PLR0913, PLR0917 - a session, and the frame it must fit into
    session: EventSession, source: Event, basics: Basics, by: timedelta, begin: datetime, end: datetime
) -> str:
    moments = [session.starts_at, session.ends_at]
    moments += [moment for slot in session.slots for moment in (slot.starts_at, slot.ends_at)]
    try:
        there = [carried(moment, source.time_zone, basics.time_zone, by) for moment in moments]
    except Invalid as refusal:
        return str(refusal)
    if min(there) < begin or max(there) > end:
        return _("It would lie after the last day.")
    if there[1] - there[0] != session.ends_at - session.starts_at:
        return _("The clocks are changed while it lasts.")
    return ""


def _hours(
    source: Event, basics: Basics, by: timedelta, now: datetime
) -> tuple[dict[str, datetime | None], list[Misfit]]:
    """Hours that open a door at once, or after all is over, are left to be announced anew."""
    hours: dict[str, datetime | None] = dict.fromkeys(EVENT_PARTS[Part.HOURS])
    misfits: list[Misfit] = []
    names = {Door.REGISTRATION: _("Hours of registration"), Door.BOOKING: _("Hours of booking")}
    for door, (opens, closes) in DOOR_HOURS.items():
        moments = {name: getattr(source, name) for name in (opens, closes)}
        try:
            there = {name: moment and carried(moment, source.time_zone, basics.time_zone, by)
                     for name, moment in moments.items()}  # fmt: skip
        except Invalid as refusal:
            misfits.append(Misfit(names[door], str(refusal)))
            continue
        reason = _door_misfit(there[opens], there[closes], basics, now)
        if reason:
            misfits.append(Misfit(names[door], reason))
        else:
            hours |= there
    return hours, misfits


def _door_misfit(opens_at: datetime | None, closes_at: datetime | None, basics: Basics, now: datetime) -> str:
    over = datetime.combine(basics.ends_on + timedelta(days=1), time())
    if opens_at and opens_at <= now:
        return _("It would have opened in the past; announce it anew.")
    if any(moment and moment > moment_of(over, basics.time_zone) for moment in (opens_at, closes_at)):
        return _("It would open or close after the event is over; announce it anew.")
    return ""


def _counts(source: Event, parts: frozenset[Part]) -> dict[str, int]:
    """How many rows there are of the tables that hold them by event."""
    counts: dict[str, int] = {}
    for table in db.metadata.sorted_tables:
        if COPIED.get(table.name) in parts and "event_id" in table.c:
            rows = select(func.count()).select_from(table).where(table.c.event_id == source.id)
            if table.name in ONLY:
                rows = rows.where(ONLY[table.name])
            counts[table.name] = db.session.scalar(rows) or 0
    return counts
