"""Slots in order of time, in runs without a pause: those are the solver's sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from matchmaking.extensions import db
from matchmaking.models import EventSession, Slot
from solver import problem

if TYPE_CHECKING:
    from collections.abc import Collection

    from matchmaking.models import Event


@dataclass(frozen=True, slots=True)
class Period:
    """A slot, with the number of the run of slots it stands in."""

    id: int
    run: int
    starts_at: datetime
    ends_at: datetime
    cancelled: bool

    @property
    def as_problem(self) -> problem.Slot:
        """The same as the solver knows it."""
        return problem.Slot(self.id, self.run)


def slots_of(event: Event, kept: Collection[int]) -> list[Period]:
    """
    Every slot of the sessions that take place, in order of time; of cancelled ones only those in `kept`.

    A pause longer than the session's own transfer time, or another session in between, begins a new run: meetings
    before and after it are not in a row, and the time between them is no break.
    """
    rows = db.session.execute(
        select(Slot, EventSession.transfer_minutes, EventSession.cancelled_at)
        .join(EventSession, EventSession.id == Slot.session_id)
        .where(Slot.event_id == event.id, or_(EventSession.cancelled_at.is_(None), Slot.id.in_(kept)))
        .order_by(Slot.starts_at)
    )
    periods: list[Period] = []
    run, session, latest_start = 0, None, None
    for slot, transfer_minutes, cancelled_at in rows:
        if slot.session_id != session or latest_start is None or slot.starts_at > latest_start:
            run += 1
        session, latest_start = slot.session_id, slot.ends_at + timedelta(minutes=transfer_minutes or 0)
        periods.append(Period(slot.id, run, slot.starts_at, slot.ends_at, cancelled_at is not None))
    return periods


def open_slots(slots: list[Period], now: datetime) -> frozenset[int] | None:
    """The slots that can still be used; None while that is all of them."""
    coming = frozenset(slot.id for slot in slots if slot.starts_at > now and not slot.cancelled)
    return None if len(coming) == len(slots) else coming
