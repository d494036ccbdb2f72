"""The slots of a meeting session: made from its times, a length and the time to change tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select

from matchmaking.extensions import db
from matchmaking.models import EventSession, Slot, UnavailableSlot
from matchmaking.services.refusals import Conflict, Invalid
from matchmaking.services.setup import occupancy
from matchmaking.services.words.times import hour, short_day

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from matchmaking.models import Event

SHORTEST = 5
LONGEST = 240
LONGEST_TRANSFER = 120
MOST_SLOTS = 100
# Where slots wait while others still stand in their new places: the database refuses any overlap, even a passing one.
OUT_OF_THE_WAY = timedelta(days=365 * 400)

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
        raise Invalid(
            ngettext(
                "The session is shorter than one slot of %(num)d minute.",
                "The session is shorter than one slot of %(num)d minutes.",
                slot_minutes,
            )
        )
    if count > MOST_SLOTS:
        raise Invalid(_("A session has at most %(count)d slots.", count=MOST_SLOTS))
    return [(starts_at + k * step, starts_at + k * step + length) for k in range(count)]


@dataclass(frozen=True)
class Plan:
    """What becomes of a session's slots: those not named here stay as they are."""

    shifted: tuple[tuple[Slot, Period], ...]
    vanishing: tuple[Slot, ...]
    new: tuple[Period, ...]


def plan(session: EventSession, periods: Sequence[Period], *, moved_whole: bool) -> Plan:
    """
    Match a session's slots with its new periods.

    Where some times stay, as when a session grows or shrinks, these slots stay and the others vanish. Where the whole
    session moved, or no time stays, the slots follow in their order, and with them their meetings.
    """
    held = sorted(session.slots, key=lambda slot: slot.starts_at)
    times = {(slot.starts_at, slot.ends_at) for slot in held}
    if moved_whole or times.isdisjoint(periods):
        pairs = [(slot, period) for slot, period in zip(held, periods, strict=False) if _period(slot) != period]
        return Plan(tuple(pairs), tuple(held[len(periods) :]), tuple(periods[len(held) :]))
    vanishing = tuple(slot for slot in held if _period(slot) not in set(periods))
    return Plan((), vanishing, tuple(period for period in periods if period not in times))


def put(event: Event, session: EventSession, periods: Sequence[Period], *, moved_whole: bool = False) -> int:
    """
    Give a session these slots, as `plan` says; drafts follow, and lose their meetings in slots that vanish.

    Refused where a version has meetings in a slot that would vanish, or where another session has its slots. Answers
    for how many participants a slot vanished that they had marked as not free.
    """
    planned = plan(session, periods, moved_whole=moved_whole)
    gone = [slot.id for slot in planned.vanishing]
    require_no_others(event, session, periods)
    occupancy.require_no_versions_in_slots(event, gone, _("Slots of this session would vanish."))
    marks = marks_in(planned.vanishing)
    occupancy.take_out_of_drafts(event, gone)
    for slot in planned.vanishing:
        session.slots.remove(slot)
    db.session.flush()  # the database refuses any overlap, even a passing one
    shift(planned.shifted)
    occupancy.let_drafts_follow(event, [slot.id for slot, _period in planned.shifted])
    session.slots.extend(Slot(event_id=event.id, starts_at=start, ends_at=end) for start, end in planned.new)
    db.session.flush()
    return marks


def shift(moves: Sequence[tuple[Slot, Period]]) -> None:
    """Give slots other times, which may be those that others of them leave."""
    for slot, _period in moves:
        slot.starts_at, slot.ends_at = slot.starts_at + OUT_OF_THE_WAY, slot.ends_at + OUT_OF_THE_WAY
    db.session.flush()
    for slot, period in moves:
        slot.starts_at, slot.ends_at = period
    db.session.flush()


def count_by_session(event: Event) -> dict[int, int]:
    """How many slots each meeting session has."""
    rows = db.session.execute(
        select(Slot.session_id, func.count()).where(Slot.event_id == event.id).group_by(Slot.session_id)
    )
    return dict(rows.all())


def require_no_others(event: Event, session: EventSession, periods: Collection[Period]) -> None:
    """Refuse periods that overlap the slots of another session."""
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


def marks_in(slots: Collection[Slot]) -> int:
    """Answer how many participants had marked one of these slots as not free."""
    ids = [slot.id for slot in slots]
    counted = select(func.count(UnavailableSlot.participant_id.distinct())).where(UnavailableSlot.slot_id.in_(ids))
    return db.session.scalar(counted) or 0


def _period(slot: Slot) -> Period:
    return slot.starts_at, slot.ends_at
