"""Lunch: of the slots between two hours everybody keeps one free, every day."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from matchmaking.services.refusals import Invalid
from matchmaking.services.words import times
from matchmaking.services.words.wall_clock import combined

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from matchmaking.models import Event
    from matchmaking.services.runs.snapshot.times import Period


def windows_of(event: Event, slots: Sequence[Period]) -> tuple[frozenset[int], ...]:
    """
    The slots of each day's lunch, which a participant may not all fill.

    Where the programme itself leaves a pause of a slot's length at lunch, everybody has it already.
    """
    days = sorted({times.day_of(slot.starts_at, event) for slot in slots})
    windows = (_window(slots, *hours) for day in days if (hours := _hours(event, day)) is not None)
    return tuple(window for window in windows if window)


def left_of(windows: Iterable[frozenset[int]], busy: set[int]) -> tuple[frozenset[int], ...]:
    """What can still be kept: not a lunch that was missed already."""
    return tuple(window for window in windows if not window <= busy)


def _hours(event: Event, day: date) -> tuple[datetime, datetime] | None:
    if event.lunch_from is None or event.lunch_until is None:
        return None
    try:
        return combined(day, event.lunch_from, event.time_zone), combined(day, event.lunch_until, event.time_zone)
    except Invalid:  # the one night on which clocks change has no lunch
        return None


def _window(slots: Sequence[Period], begins: datetime, ends: datetime) -> frozenset[int]:
    inside = [slot for slot in slots if slot.starts_at < ends and begins < slot.ends_at and not slot.cancelled]
    if not inside:
        return frozenset()
    edges = [begins, *(edge for slot in inside for edge in (slot.starts_at, slot.ends_at)), ends]
    pauses = [later - earlier for earlier, later in list(pairwise(edges))[::2]]
    longest = max(slot.ends_at - slot.starts_at for slot in inside)
    return frozenset() if max(pauses) >= longest else frozenset(slot.id for slot in inside)
