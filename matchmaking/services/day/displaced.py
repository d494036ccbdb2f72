"""Meetings to come that lost their table, or one of their people, and the nearest free place for each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaking.services.day.places import Places
from matchmaking.services.day.placing import publish, where
from matchmaking.services.day.today import Today, Trouble
from matchmaking.services.schedule import small_versions
from matchmaking.services.schedule.rearranging import Place, Step
from solver.problem import Assignment

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.models import Event, Organizer, Schedule
    from matchmaking.services.day.places import Offer
    from matchmaking.services.day.today import Freed


@dataclass(frozen=True, slots=True)
class Displaced:
    """A meeting that cannot be held where it stands, and the nearest place that is free for it, if there is one."""

    freed: Freed
    offer: Offer | None


def of(today: Today) -> list[Displaced]:
    """Every meeting to come that cannot be held, in order of time; no two are offered the same place."""
    freed = [one for one in today.freed.values() if one.trouble is not Trouble.NO_SHOW]
    slot = next(iter(today.open_slots), None)
    if not freed or slot is None:
        return [Displaced(one, None) for one in freed]
    places = Places(today, slot)
    found = []
    for one in sorted(freed, key=lambda freed: (freed.held.starts_at, freed.held.meeting)):
        offer = _nearest(today, places, one)
        if offer is not None:
            places.put(Assignment(offer.meeting, offer.slot, offer.table, offer.people))
        found.append(Displaced(one, offer))
    return found


def move_all(event: Event, organizer: Organizer, now: datetime) -> tuple[Schedule | None, int, int]:
    """
    Move every displaced meeting to its nearest free place and take the others out, as one small version.

    Answers the version (None: there was nothing to do), and how many were moved and taken out.
    """
    small_versions.hold(event)
    found = of(Today(event, now))
    if not found:
        return None, 0, 0
    steps = [Step(one.freed.held.meeting, where(one.freed.held), _place(one.offer)) for one in found]
    moved = sum(step.to is not None for step in steps)
    return publish(event, steps, organizer, now), moved, len(steps) - moved


def _nearest(today: Today, places: Places, freed: Freed) -> Offer | None:
    """The free place nearest in time."""
    held = freed.held
    nearest_first = sorted(today.open_slots, key=lambda slot: (abs(slot.starts_at - held.starts_at), slot.starts_at))
    return next(places.of_meeting(held.meeting, nearest_first), None)


def _place(offer: Offer | None) -> Place | None:
    return None if offer is None else Place(offer.slot, offer.table, offer.people)
