"""The meetings of a snapshot: sides, weight, where and when they may be held, what is pinned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaking.services.runs.snapshot.places import Tables
from solver import problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matchmaking.services.runs.snapshot.held import Held
    from matchmaking.services.runs.snapshot.people import Population, Wish
    from matchmaking.services.runs.snapshot.places import Place


def meetings_of(
    population: Population,
    tables: Sequence[Place],
    open_slots: frozenset[int] | None,
    locked: Iterable[Held],
) -> tuple[problem.Meeting, ...]:
    """Every meeting that can be held, as the solver knows it."""
    room, locks, begun = Tables(tables), {place.meeting: place for place in locked}, population.past.of_meeting
    return tuple(
        _held(population, meeting, begun[meeting.id])
        if meeting.id in begun
        else _wished(population, meeting, room, open_slots, locks.get(meeting.id))
        for meeting in population.meetings
    )


def _held(population: Population, meeting: Wish, place: Held) -> problem.Meeting:
    """A meeting that has begun: it was held there, at that table, by these people, whatever was changed since."""
    return problem.Meeting(
        id=meeting.id,
        sides=tuple((person,) for person in place.people),
        weight=_weight(population, meeting),
        tables=() if place.table is None else (place.table,),
        pinned=place.as_pin,
    )


def _wished(
    population: Population,
    meeting: Wish,
    room: Tables,
    open_slots: frozenset[int] | None,
    lock: Held | None,
) -> problem.Meeting:
    tables = room.of(meeting.low_id, meeting.high_id)
    # Without a common table such a meeting has nowhere to go; no tables at all would mean that it needs none.
    nowhere = tables == ()
    sides = population.sides(meeting)
    return problem.Meeting(
        id=meeting.id,
        sides=sides,
        weight=_weight(population, meeting),
        slots=frozenset() if nowhere else open_slots,
        tables=None if nowhere else tables,
        pinned=_pin(lock, sides),
    )


def _pin(lock: Held | None, sides: tuple[tuple[int, ...], ...]) -> problem.Pin | None:
    """A lock keeps slot and table; its people too, unless one of them no longer takes part or stands in."""
    if lock is None:
        return None
    here = len(lock.people) == len(sides) and all(
        person in side for person, side in zip(lock.people, sides, strict=True)
    )
    return problem.Pin(lock.slot, lock.table, lock.people if here else None)


def _weight(population: Population, meeting: Wish) -> int:
    return population.weight[frozenset((meeting.low_id, meeting.high_id))]
