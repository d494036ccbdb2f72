"""How sessions stand beside each other: day by day, those at the same time in lanes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from matchmaking.services.words.times import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from matchmaking.models import Event, EventSession


@dataclass(frozen=True)
class Band:
    """A stretch of a day in which sessions overlap: its lanes stand beside each other."""

    lanes: tuple[tuple[EventSession, ...], ...]


@dataclass(frozen=True)
class Day:
    """One day of the programme, from its first session to its last."""

    day: date
    bands: tuple[Band, ...]


def by_day(event: Event, sessions: Iterable[EventSession]) -> list[Day]:
    """Lay sessions out, which come in order of time: day by day, those at the same time beside each other."""
    days = groupby(sessions, key=lambda session: day_of(session.starts_at, event))
    return [Day(day, tuple(_bands(list(on_it)))) for day, on_it in days]


def _bands(sessions: Sequence[EventSession]) -> list[Band]:
    bands: list[list[EventSession]] = []
    for session in sessions:
        if bands and any(session.starts_at < other.ends_at for other in bands[-1]):
            bands[-1].append(session)
        else:
            bands.append([session])
    return [Band(lanes_of(band)) for band in bands]


def lanes_of(band: Sequence[EventSession]) -> tuple[tuple[EventSession, ...], ...]:
    """Sessions, in order of time, in as few lanes as keep those at the same time apart."""
    lanes: list[list[EventSession]] = []
    for session in band:
        free = next((lane for lane in lanes if lane[-1].ends_at <= session.starts_at), None)
        if free is None:
            lanes.append([session])
        else:
            free.append(session)
    return tuple(tuple(lane) for lane in lanes)
