"""Whose meetings and sessions stand in the way of a change of the programme: what only has to be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import aliased

from matchmaking.extensions import db
from matchmaking.models import (
    Assignment,
    Attendance,
    CalendarEntry,
    EventSession,
    Participant,
    Schedule,
    SessionSignUp,
    Slot,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import InstrumentedAttribute

    from matchmaking.models import Event
    from matchmaking.services.setup.slots import Period


@dataclass(frozen=True)
class Held:
    """Meetings of one schedule that a change concerns; `number` is None for a draft."""

    schedule_id: int
    number: int | None
    lose: int
    shift: int
    locked: int


@dataclass(frozen=True, order=True)
class Collision:
    """Somebody would have to be in a session and at a meeting, or in another session, at once."""

    starts_at: datetime
    name: str
    title: str  # of the session they attend
    meeting: bool


def attending(session: EventSession) -> int:
    """How many participants attend a session."""
    counted = select(func.count()).where(SessionSignUp.session_id == session.id, SessionSignUp.withdrawn_at.is_(None))
    return db.session.scalar(counted) or 0


def held_in(event: Event, vanishing: Collection[int], shifting: Collection[int]) -> list[Held]:
    """The meetings in these slots: of the version in force and of every draft; older versions are history."""
    lost = func.sum(case((Assignment.slot_id.in_(vanishing), 1), else_=0))
    locked = func.sum(case((Assignment.locked, 1), else_=0))
    rows = db.session.execute(
        select(Schedule.id, Schedule.number, lost, func.count(), locked)
        .join(Assignment, Assignment.schedule_id == Schedule.id)
        .where(_counts(event), Assignment.slot_id.in_([*vanishing, *shifting]))
        .group_by(Schedule.id, Schedule.number)
        .order_by(Schedule.number.is_(None), Schedule.id)
    )
    return [Held(found, number, lose, count - lose, locks) for found, number, lose, count, locks in rows]


def people_in(event: Event, slot_ids: Collection[int]) -> list[str]:
    """Who has a meeting in one of these slots, by name."""
    people = db.session.execute(
        select(Participant.id, Participant.given_name, Participant.family_name)
        .where(
            Participant.id.in_(
                select(Attendance.participant_id)
                .join(Schedule, Schedule.id == Attendance.schedule_id)
                .where(_counts(event), Attendance.slot_id.in_(slot_ids))
            )
        )
        .order_by(Participant.family_name, Participant.given_name, Participant.id)
    )
    return [f"{given} {family}".strip() for _id, given, family in people]


def published_slots(event: Event, session: EventSession) -> list[Slot]:
    """The slots of a session in which some version has meetings, in order of time."""
    used = (
        select(Assignment.slot_id)
        .join(Schedule, Schedule.id == Assignment.schedule_id)
        .where(Schedule.event_id == event.id, Schedule.number.is_not(None))
    )
    return list(
        db.session.scalars(
            select(Slot).where(Slot.session_id == session.id, Slot.id.in_(used)).order_by(Slot.starts_at)
        )
    )


def meetings_against_sign_ups(event: Event, places: Mapping[int, Period]) -> list[Collision]:
    """Whose meeting would shift into a session that they attend, and did not stand in it before."""
    rows = db.session.execute(
        select(
            Attendance.slot_id,
            Participant.given_name,
            Participant.family_name,
            EventSession.title,
            EventSession.starts_at,
            EventSession.ends_at,
        )
        .join(Schedule, Schedule.id == Attendance.schedule_id)
        .join(Participant, Participant.id == Attendance.participant_id)
        .join(SessionSignUp, _attends(Attendance.participant_id))
        .join(EventSession, EventSession.id == SessionSignUp.session_id)
        .where(_counts(event), Attendance.slot_id.in_(list(places)), EventSession.cancelled_at.is_(None))
        .distinct()
    )
    return sorted(
        Collision(places[slot][0], f"{given} {family}".strip(), title, meeting=True)
        for slot, given, family, title, start, end in rows
        if places[slot][0] < end and start < places[slot][1]
    )


def attendees_elsewhere(session: EventSession, times: Period) -> list[Collision]:
    """Who attends this session and would have a published meeting, or another session, at its new time."""
    if times == (session.starts_at, session.ends_at):
        return []
    return sorted([*_at_meetings(session, times), *_at_sessions(session, times)])


def _at_meetings(session: EventSession, times: Period) -> Iterator[Collision]:
    rows = db.session.execute(
        select(CalendarEntry.starts_at, Participant.given_name, Participant.family_name)
        .join(Participant, Participant.id == CalendarEntry.participant_id)
        .join(SessionSignUp, _attends(Participant.id))
        .where(SessionSignUp.session_id == session.id, CalendarEntry.cancelled.is_(False))
        .where(CalendarEntry.starts_at < times[1], CalendarEntry.ends_at > times[0])
    )
    for starts_at, given, family in rows:
        yield Collision(starts_at, f"{given} {family}".strip(), session.title, meeting=True)


def _at_sessions(session: EventSession, times: Period) -> Iterator[Collision]:
    here, there, other = aliased(SessionSignUp), aliased(SessionSignUp), aliased(EventSession)
    rows = db.session.execute(
        select(other.starts_at, Participant.given_name, Participant.family_name, other.title)
        .join(there, there.session_id == other.id)
        .join(here, here.participant_id == there.participant_id)
        .join(Participant, Participant.id == here.participant_id)
        .where(here.session_id == session.id, here.withdrawn_at.is_(None), there.withdrawn_at.is_(None))
        .where(other.id != session.id, other.cancelled_at.is_(None))
        .where(other.starts_at < times[1], other.ends_at > times[0])
    )
    for starts_at, given, family, title in rows:
        yield Collision(starts_at, f"{given} {family}".strip(), title, meeting=False)


def _attends(participant_id: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    return and_(SessionSignUp.participant_id == participant_id, SessionSignUp.withdrawn_at.is_(None))


def _counts(event: Event) -> ColumnElement[bool]:
    return and_(Schedule.event_id == event.id, or_(Schedule.number.is_(None), Schedule.number == event.version_number))
