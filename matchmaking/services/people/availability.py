"""When participants can meet: days they are absent, slots they keep free, sessions they attend."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from sqlalchemy import and_, delete, select
from sqlalchemy.orm import contains_eager, joinedload

from matchmaking.extensions import db
from matchmaking.models import (
    AbsentDay,
    Event,
    EventSession,
    Participant,
    SessionKind,
    SessionSignUp,
    Slot,
    UnavailableSlot,
)
from matchmaking.services.day import presence
from matchmaking.services.identity.tokens import new_uid
from matchmaking.services.people import protecting
from matchmaking.services.refusals import Conflict, Invalid, NotFound
from matchmaking.services.setup import phases
from matchmaking.services.words import times
from matchmaking.services.words.wordings import worded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date, datetime

    from sqlalchemy import Select
    from sqlalchemy.orm import InstrumentedAttribute

NOT_ATTENDED = frozenset({SessionKind.MEETINGS, SessionKind.PAUSE})


def unavailable_slots(event: Event) -> dict[int, frozenset[int]]:
    """For each participant of an event who cannot meet in some slots: the ids of these slots."""
    slots = slots_of(event)
    blocked: defaultdict[int, set[int]] = defaultdict(set)
    slots_on: defaultdict[date, set[int]] = defaultdict(set)
    for slot in slots:
        slots_on[times.day_of(slot.starts_at, event)].add(slot.id)
    for participant_id, slot_ids in _away(event, slots):
        blocked[participant_id] |= slot_ids
    for participant_id, day in db.session.execute(_of_event(event, AbsentDay.participant_id, AbsentDay.day)):
        blocked[participant_id] |= slots_on.get(day, set())
    for participant_id, slot_id in db.session.execute(
        _of_event(event, UnavailableSlot.participant_id, UnavailableSlot.slot_id)
    ):
        blocked[participant_id].add(slot_id)
    for participant_id, slot_id in db.session.execute(protecting.overlapped().where(Participant.event_id == event.id)):
        blocked[participant_id].add(slot_id)
    for participant_id, slot_id in db.session.execute(_overlapped().where(EventSession.event_id == event.id)):
        blocked[participant_id].add(slot_id)
    return {participant_id: frozenset(ids) for participant_id, ids in blocked.items() if ids}


def slots_of(event: Event) -> list[Slot]:
    """Every slot of an event with its session, in order of time."""
    slots = select(Slot).where(Slot.event_id == event.id).options(joinedload(Slot.session))
    return list(db.session.scalars(slots.order_by(Slot.starts_at)))


def blocked_by_sessions(participant: Participant) -> dict[int, str]:
    """The slots that sessions a participant attends overlap, and the titles of these sessions."""
    rows = db.session.execute(
        _overlapped()
        .add_columns(EventSession)
        .where(EventSession.event_id == participant.event_id, SessionSignUp.participant_id == participant.id)
    )
    return {slot_id: worded(session, "title") for _participant_id, slot_id, session in rows}


def days_of(event: Event) -> list[date]:
    """Every day of an event."""
    return [event.starts_on + timedelta(days=k) for k in range((event.ends_on - event.starts_on).days + 1)]


def absent_days(participant: Participant) -> set[date]:
    """The days on which a participant is not there."""
    return set(db.session.scalars(select(AbsentDay.day).where(AbsentDay.participant_id == participant.id)))


def kept_free(participant: Participant) -> set[int]:
    """The ids of the slots that a participant keeps free."""
    return set(
        db.session.scalars(select(UnavailableSlot.slot_id).where(UnavailableSlot.participant_id == participant.id))
    )


def set_absent_days(participant: Participant, days: Collection[date]) -> bool:
    """Say on which of the event's days a participant is not there; answers whether that is new."""
    event = db.session.get_one(Event, participant.event_id)
    if any(not event.starts_on <= day <= event.ends_on for day in days):
        raise Invalid(_("This is not a day of the event."))
    before = absent_days(participant)
    db.session.execute(
        delete(AbsentDay).where(AbsentDay.participant_id == participant.id, AbsentDay.day.not_in(list(days)))
    )
    db.session.add_all(AbsentDay(participant_id=participant.id, day=day) for day in set(days) - before)
    db.session.flush()
    return before != set(days)


def set_unavailable_slots(participant: Participant, slot_ids: Collection[int]) -> bool:
    """Say in which slots a participant does not want to meet; answers whether that is new."""
    wanted = set(slot_ids)
    known = set(
        db.session.scalars(select(Slot.id).where(Slot.event_id == participant.event_id, Slot.id.in_(list(wanted))))
    )
    if known != wanted:
        raise Invalid(_("This slot is not of the event."))
    before = kept_free(participant)
    db.session.execute(
        delete(UnavailableSlot).where(
            UnavailableSlot.participant_id == participant.id, UnavailableSlot.slot_id.not_in(list(wanted))
        )
    )
    db.session.add_all(UnavailableSlot(participant_id=participant.id, slot_id=slot_id) for slot_id in wanted - before)
    db.session.flush()
    return before != wanted


def sign_up(participant: Participant, session: EventSession, now: datetime) -> None:
    """Attend a session of the programme, which blocks the slots it overlaps; signing up again changes nothing."""
    _require_running(participant, session, now)
    found = _sign_up_of(participant, session)
    if found is not None and found.withdrawn_at is None:
        return
    _require_free(participant, session)
    if found is None:
        found = SessionSignUp(
            participant_id=participant.id, session=session, uid=new_uid(), sequence=0, created_at=now, modified_at=now
        )
        db.session.add(found)
    else:
        found.withdrawn_at = None
        found.sequence += 1
        found.modified_at = now
    db.session.flush()


def require_can_attend(participant: Participant, session: EventSession, now: datetime) -> None:
    """Refuse whoever could not attend a session even if a seat were free."""
    _require_running(participant, session, now)
    _require_free(participant, session)


def withdraw_sign_up(participant: Participant, session: EventSession, now: datetime) -> None:
    """Attend a session no longer; the row stays, so that the calendar says so."""
    phases.require_running(db.session.get_one(Event, participant.event_id), now)
    found = _sign_up_of(participant, session)
    if found is not None and found.withdrawn_at is None:
        found.withdrawn_at = found.modified_at = now
        found.sequence += 1
        db.session.flush()


def sign_ups_of(participant: Participant) -> list[SessionSignUp]:
    """Everything a participant has ever signed up for, in order of time."""
    return list(
        db.session.scalars(
            select(SessionSignUp)
            .join(SessionSignUp.session)
            .where(SessionSignUp.participant_id == participant.id)
            .options(contains_eager(SessionSignUp.session))
            .order_by(EventSession.starts_at, EventSession.id)
        )
    )


def sessions_to_attend(event: Event) -> list[EventSession]:
    """The sessions of the programme that participants can sign up for, in order of time."""
    return list(
        db.session.scalars(
            select(EventSession)
            .where(
                EventSession.event_id == event.id,
                EventSession.kind.not_in(NOT_ATTENDED),
                EventSession.cancelled_at.is_(None),
            )
            .order_by(EventSession.starts_at, EventSession.id)
        )
    )


def _away(event: Event, slots: list[Slot]) -> Iterator[tuple[int, set[int]]]:
    """Whoever arrives late, or leaves early, as the desk knows, cannot meet before, or after."""
    for participant_id, day, arrives_at, leaves_at in presence.away_hours(event):
        begin, end = presence.hours_of(event, day)
        here = (arrives_at or begin, leaves_at or end)
        today = [slot for slot in slots if begin <= slot.starts_at < end]
        yield participant_id, {slot.id for slot in today if slot.starts_at < here[0] or slot.ends_at > here[1]}


def _of_event(event: Event, *columns: InstrumentedAttribute[Any]) -> Select[int, Any]:
    table = columns[0].class_
    return (
        select(*columns)
        .join(Participant, Participant.id == table.participant_id)
        .where(Participant.event_id == event.id)
    )


def _overlapped() -> Select[int, int]:
    """Whoever attends a session cannot meet in a slot that overlaps it."""
    overlapping = and_(
        Slot.event_id == EventSession.event_id,
        Slot.starts_at < EventSession.ends_at,
        EventSession.starts_at < Slot.ends_at,
    )
    return (
        select(SessionSignUp.participant_id, Slot.id)
        .join(EventSession, EventSession.id == SessionSignUp.session_id)
        .join(Slot, overlapping)
        .where(SessionSignUp.withdrawn_at.is_(None), EventSession.cancelled_at.is_(None))
    )


def _sign_up_of(participant: Participant, session: EventSession) -> SessionSignUp | None:
    return db.session.scalar(
        select(SessionSignUp).where(
            SessionSignUp.participant_id == participant.id, SessionSignUp.session_id == session.id
        )
    )


def _require_running(participant: Participant, session: EventSession, now: datetime) -> None:
    phases.require_running(db.session.get_one(Event, participant.event_id), now)
    _require_open(participant, session)


def _require_open(participant: Participant, session: EventSession) -> None:
    if session.event_id != participant.event_id:
        raise NotFound(_("There is no such session."))
    if session.kind in NOT_ATTENDED:
        raise Invalid(_("Nobody signs up for “%(title)s”.", title=worded(session, "title")))
    if session.cancelled_at is not None:
        raise Conflict(_("“%(title)s” was cancelled.", title=worded(session, "title")))


def _require_free(participant: Participant, session: EventSession) -> None:
    """Nobody attends two sessions at once."""
    for other in sign_ups_of(participant):
        if (
            other.withdrawn_at is None
            and other.session.cancelled_at is None
            and other.session.starts_at < session.ends_at
            and session.starts_at < other.session.ends_at
        ):
            raise Conflict(
                _(
                    "“%(title)s” is at the same time as “%(other)s”, which you attend.",
                    title=worded(session, "title"),
                    other=worded(other.session, "title"),
                )
            )
