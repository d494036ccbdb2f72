"""Any two plans beside each other: versions, drafts, and what runs and scenarios came to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from matchmaking.models import Schedule
from matchmaking.services.schedule.boards import Board
from matchmaking.services.words.times import hour, short_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from matchmaking.models import Event, ScheduleRun
    from matchmaking.services.schedule.roster import Roster

    Spots = Mapping[int, "Spot"]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a plan holds a meeting; no time where the slot is one that only a scenario has."""

    slot: int
    table: int | None
    starts_at: datetime | None
    ends_at: datetime | None
    people: frozenset[int]

    @property
    def time(self) -> tuple[object, ...]:
        """What is the same as long as nobody has to come at another time."""
        return (self.starts_at, self.ends_at) if self.starts_at else (self.slot,)


class Kind(StrEnum):
    """What becomes of a meeting from one plan to the other; who waits for it is told the gravest."""

    GAINED = "gained"
    LOST = "lost"
    TIME = "time"
    TABLE = "table"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Difference:
    """One meeting that two plans do not hold alike; `before` or `after` is None where it is not held."""

    meeting: int
    before: Spot | None
    after: Spot | None

    @property
    def kind(self) -> Kind:
        """Gained, lost, or moved; a meeting at another time counts as such wherever it is held."""
        if self.before is None:
            return Kind.GAINED
        if self.after is None:
            return Kind.LOST
        if self.before.time != self.after.time:
            return Kind.TIME
        return Kind.TABLE if self.before.table != self.after.table else Kind.PEOPLE

    @property
    def concerned(self) -> frozenset[int]:
        """Everybody who attends it in either."""
        return frozenset(who for spot in (self.before, self.after) if spot for who in spot.people)


def spots_of(event: Event, plan: Schedule | ScheduleRun, roster: Roster) -> dict[int, Spot]:
    """Where a draft, a version or a finished run holds each meeting that there still is."""
    if isinstance(plan, Schedule):
        spots = {
            held.meeting: Spot(held.slot, held.table, held.starts_at, held.ends_at, frozenset(held.people))
            for held in Board(event, plan, roster).held
        }
    else:
        spots = {meeting: _spot(slot, table, people, roster) for meeting, slot, table, *people in plan.held}
    return {meeting: spot for meeting, spot in spots.items() if meeting in roster.pairs}


def between(before: Spots, after: Spots) -> list[Difference]:
    """Every meeting that differs, in order of time; what has no time comes last."""
    found = [
        Difference(meeting, before.get(meeting), after.get(meeting))
        for meeting in before.keys() | after.keys()
        if before.get(meeting) != after.get(meeting)
    ]
    return sorted(found, key=_order)


def matching(differences: Iterable[Difference], q: str, roster: Roster) -> list[Difference]:
    """Those where somebody's name or organization contains every word of a search."""
    words = q.casefold().split()

    def said(one: Difference) -> str:
        people = [roster.people[who] for who in one.concerned if who in roster.people]
        return " ".join(f"{person.name} {person.organization}" for person in people).casefold()

    return [one for one in differences if all(word in said(one) for word in words)]


def spot_in_words(event: Event, spot: Spot | None, roster: Roster, *, with_people: bool = False) -> str:
    """When and where; a slot or table that only a scenario has is called so."""
    if spot is None:
        return ""
    words = _("%(time)s, %(table)s", time=_time(event, spot), table=_table(spot, roster))
    if not with_people:
        return words
    return _("%(place)s: %(names)s", place=words, names=roster.names(sorted(spot.people & roster.people.keys())))


def _spot(slot: int, table: int | None, people: list[int], roster: Roster) -> Spot:
    period = roster.slots.get(slot)
    starts_at, ends_at = (period.starts_at, period.ends_at) if period else (None, None)
    return Spot(slot, table, starts_at, ends_at, frozenset(people))


def _time(event: Event, spot: Spot) -> str:
    if spot.starts_at is None:
        return _("in a slot that there is not")
    return _("%(day)s, %(hour)s", day=short_day(spot.starts_at, event), hour=hour(spot.starts_at, event))


def _table(spot: Spot, roster: Roster) -> str:
    if spot.table is None:
        return _("no table")
    seat = roster.tables.get(spot.table)
    return _("Table %(number)s", number=seat.number) if seat else _("at a table that there is not")


def _order(one: Difference) -> tuple[bool, str, int]:
    spot = one.after or one.before
    starts_at = spot.starts_at if spot else None
    return starts_at is None, starts_at.isoformat() if starts_at else "", one.meeting
