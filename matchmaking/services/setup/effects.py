"""What a change of the programme would do to slots, meetings and people, before it is done."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from matchmaking.models import SessionKind
from matchmaking.services.refusals import Conflict, Refusal
from matchmaking.services.setup import affected, occupancy, slots
from matchmaking.services.words.times import hour

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from matchmaking.models import Event, EventSession, Slot
    from matchmaking.services.setup.affected import Collision, Held
    from matchmaking.services.setup.slots import Period

MOST_NAMED = 10


@dataclass(frozen=True)
class Effects:
    """
    What would happen, as numbers and names; `refusals` say why it cannot be done, `ways_out` what can be done instead.

    `token` stands for all of it and for the session as it was seen: whoever confirms gives it back.
    """

    gone: tuple[Period, ...] = ()
    shifted: tuple[tuple[Period, Period], ...] = ()
    new: int = 0
    held: tuple[Held, ...] = ()
    people: tuple[str, ...] = ()
    marks: int = 0
    told: int = 0
    collisions: tuple[Collision, ...] = ()
    refusals: tuple[str, ...] = ()
    ways_out: tuple[str, ...] = ()
    token: str = field(default="", compare=False)

    @property
    def matter(self) -> bool:
        """Whether anybody has to be asked first: somebody's meeting, mark, calendar or place is concerned."""
        return bool(self.held or self.marks or self.told or self.collisions)

    @property
    def named(self) -> tuple[str, ...]:
        """The first of those whose meetings are concerned."""
        return self.people[:MOST_NAMED]

    @property
    def more(self) -> int:
        """How many more than are named."""
        return len(self.people) - len(self.named)


class ChangedMeanwhile(Conflict):
    """What a change would do is not what was confirmed."""


def require_confirmed(effects: Effects, seen: str | None) -> None:
    """Refuse what would concern people without having been shown, or otherwise than it was shown."""
    if not effects.matter or seen == effects.token:
        return
    if seen is None:
        raise ChangedMeanwhile(_("This changes meetings or sessions of people. Look at what it does, then confirm."))
    raise ChangedMeanwhile(_("What this does has changed since you looked. Nothing was done; look once more."))


@dataclass(frozen=True)
class Change:
    """What a session is to become: its times, its slots, and whether those who attend it are told."""

    times: Period
    periods: Sequence[Period]
    moved_whole: bool
    told: bool


def of_change(event: Event, session: EventSession, change: Change, now: datetime) -> Effects:
    """What giving a session these times and slots would do."""
    planned = slots.plan(session, change.periods, moved_whole=change.moved_whole)
    places = {slot.id: period for slot, period in planned.shifted}
    collisions = affected.meetings_against_sign_ups(event, places)
    collisions += affected.attendees_elsewhere(session, change.times)
    effects = Effects(
        gone=tuple((slot.starts_at, slot.ends_at) for slot in planned.vanishing),
        shifted=tuple(((slot.starts_at, slot.ends_at), period) for slot, period in planned.shifted),
        new=len(planned.new),
        told=affected.attending(session) if change.told else 0,
        collisions=tuple(collisions),
        refusals=tuple(_refusals(event, session, planned, change.periods, now)),
    )
    return _weighed(event, session, effects, planned)


def of_removal(event: Event, session: EventSession, *, cancel: bool) -> Effects:
    """What taking a session out of the programme, or cancelling it, would do."""
    planned = slots.Plan((), () if cancel else tuple(session.slots), ())
    gone = tuple((slot.starts_at, slot.ends_at) for slot in planned.vanishing)
    told = affected.attending(session) if cancel else 0
    return _weighed(event, session, Effects(gone=gone, told=told), planned)


def _weighed(event: Event, session: EventSession, effects: Effects, planned: slots.Plan) -> Effects:
    """Add whose meetings are concerned, and the token that stands for everything."""
    vanishing = [slot.id for slot in planned.vanishing]
    shifting = [slot.id for slot, _period in planned.shifted]
    values = {
        **{name: getattr(effects, name) for name in ("gone", "shifted", "new", "told", "collisions", "refusals")},
        "held": tuple(affected.held_in(event, vanishing, shifting)),
        "people": tuple(affected.people_in(event, [*vanishing, *shifting])),
        "marks": slots.marks_in(planned.vanishing),
        "ways_out": tuple(_ways_out(event, session, planned.vanishing)) if effects.refusals else (),
    }
    stood = (session.id, session.sequence, session.modified_at.isoformat(), event.version_number)
    token = hashlib.sha256(repr((stood, sorted(values.items()))).encode()).hexdigest()
    return Effects(**values, token=token)


def _refusals(
    event: Event, session: EventSession, planned: slots.Plan, periods: Sequence[Period], now: datetime
) -> list[str]:
    found = []
    try:
        slots.require_no_others(event, session, periods)
    except Refusal as refusal:
        found.append(str(refusal))
    try:
        occupancy.require_no_versions_in_slots(
            event, [slot.id for slot in planned.vanishing], _("Slots of this session would vanish.")
        )
        _require_not_begun(event, planned, now)
    except Refusal as refusal:
        found.append(str(refusal))
    return found


def _require_not_begun(event: Event, planned: slots.Plan, now: datetime) -> None:
    """Refuse to give slots other times in which published meetings were held, or are being held."""
    begun = [slot.id for slot, _period in planned.shifted if slot.starts_at <= now]
    occupancy.require_no_versions_in_slots(
        event, begun, _("Slots that have begun would get other times, as if their meetings had been held then.")
    )


def _ways_out(event: Event, session: EventSession, vanishing: Collection[Slot]) -> list[str]:
    """What can be done instead of taking away slots that versions have meetings in."""
    if session.kind is not SessionKind.MEETINGS:
        return []
    used = affected.published_slots(event, session)
    if not used or not vanishing:
        return []
    return [
        _(
            "Let the session last at least from %(start)s to %(end)s, with slots of the same length: these slots stay.",
            start=hour(used[0].starts_at, event),
            end=hour(used[-1].ends_at, event),
        ),
        _("Move the session as a whole: its slots follow, and their meetings with them, once you publish again."),
        _("Leave it as it is, and add a further session beside it."),
    ]
