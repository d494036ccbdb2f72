"""The slots of a meeting session: made from its times, a length and the time to change tables."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import func, select

from matchmaking.extensions import db
from matchmaking.models import EventSession, Slot, UnavailableSlot
from matchmaking.services.refusals import Conflict, Invalid
from matchmaking.services.setup import occupancy
from matchmaking.services.words.times import hour, short_day

if TYPE_CHECKING:
    from collections.abc import Collection

    from matchmaking.models import Event

SHORTEST = 5
LONGEST = 240
LONGEST_TRANSFER = 120
MOST_SLOTS = 100

Period = tuple[datetime, datetime]


def generate(starts_at: datetime, ends_at: datetime, slot_minutes: int, transfer_minutes: int) -> list[Period]:
    """Answer as many periods as fit, each followed by the time to change tables, which the last one can do without."""
    if not SHORTEST <= slot_minutes <= LONGEST:
        raise Invalid(_("A slot lasts %(least)d to %(most)d minutes.", least=SHORTEST, most=LONGEST))
    if not 0 <= transfer_minutes <= LONGEST_TRANSFER:
        raise Invalid(_("Changing tables takes 0 to %(most)d minutes.", most=LONGEST_TRANSFER))
    length, step = timedelta(minutes=slot_minutes), timedelta(minutes=slot_minutes + transfer_minutes)
    count = (ends_at - starts_at - length) // step + 1
    if count < 1:
        raise Invalid(_("The session is shorter than one slot of %(count)d minutes.", count=slot_minutes))
    if count > MOST_SLOTS:
        raise Invalid(_("A session has at most %(count)d slots.", count=MOST_SLOTS))
    return [(starts_at + k * step, starts_at + k * step + length) for k in range(count)]


def put(event: Event, session: EventSession, periods: Collection[Period]) -> int:
    """
    Give a session these slots; those whose times stay keep their ids.

    Refused where meetings stand in a slot that would vanish, or where another session has its slots. Answers for how
    many participants a slot vanished that they had marked as not free.
    """
    kept = {(slot.starts_at, slot.ends_at): slot for slot in session.slots}
    vanishing = [slot for period, slot in kept.items() if period not in set(periods)]
    _require_no_others(event, session, periods)
    occupancy.require_no_meetings_in_slots(
        event, [slot.id for slot in vanishing], _("Slots of this session would vanish.")
    )
    marks = _marks_in(vanishing)
    for slot in vanishing:
        session.slots.remove(slot)
    db.session.flush()  # the database refuses any overlap, even a passing one
    session.slots.extend(
        Slot(event_id=event.id, starts_at=start, ends_at=end) for start, end in periods if (start, end) not in kept
    )
    db.session.flush()
    return marks


def count_by_session(event: Event) -> dict[int, int]:
    """How many slots each meeting session has."""
    rows = db.session.execute(
        select(Slot.session_id, func.count()).where(Slot.event_id == event.id).group_by(Slot.session_id)
    )
    return dict(rows.all())


def _require_no_others(event: Event, session: EventSession, periods: Collection[Period]) -> None:
    if not periods:
        return
    first, last = min(start for start, _end in periods), max(end for _start, end in periods)
    others = db.session.execute(
        select(Slot.starts_at, Slot.ends_at, EventSession.title)
        .join(EventSession, EventSession.id == Slot.session_id)
        .where(Slot.event_id == event.id, Slot.session_id != session.id, Slot.starts_at < last, Slot.ends_at > first)
        .order_by(Slot.starts_at)
    )
    for starts_at, ends_at, title in others:
        if any(start < ends_at and starts_at < end for start, end in periods):
            raise Conflict(
                _(
                    "Its slots would overlap those of “%(title)s” (%(day)s, %(start)s–%(end)s). Meeting slots of one "
                    "event never overlap.",
                    title=title,
                    day=short_day(starts_at, event),
                    start=hour(starts_at, event),
                    end=hour(ends_at, event),
                )
            )


def _marks_in(slots: Collection[Slot]) -> int:
    ids = [slot.id for slot in slots]
    counted = select(func.count(UnavailableSlot.participant_id.distinct())).where(UnavailableSlot.slot_id.in_(ids))
    return db.session.scalar(counted) or 0
