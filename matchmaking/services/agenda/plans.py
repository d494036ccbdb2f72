"""A small plan of the hall: its zones below one another, their tables in rows, in the order of their numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from matchmaking.extensions import db
from matchmaking.models import Zone
from matchmaking.services.words.wordings import worded

if TYPE_CHECKING:
    from matchmaking.models import Event

IN_A_ROW = 10
STEP = 32
TITLE = 24


@dataclass(frozen=True)
class Spot:
    """One table, and the corner of the square it is drawn in."""

    number: int
    x: int
    y: int


@dataclass(frozen=True)
class Part:
    """One zone: where its name is written, and its tables."""

    name: str
    y: int
    spots: tuple[Spot, ...]


@dataclass(frozen=True)
class Plan:
    """Everything to be drawn, in units of the drawing."""

    width: int
    height: int
    parts: tuple[Part, ...]


def of(event: Event) -> Plan | None:
    """The plan of an event's tables; None where there are none."""
    zones = select(Zone).where(Zone.event_id == event.id).options(selectinload(Zone.tables)).order_by(Zone.position)
    parts, below = [], 0
    for zone in db.session.scalars(zones):
        if zone.tables:
            part = _part(zone, below)
            parts.append(part)
            below = part.spots[-1].y + STEP + TITLE // 2
    columns = max((len({spot.x for spot in part.spots}) for part in parts), default=0)
    return Plan(columns * STEP, below, tuple(parts)) if parts else None


def _part(zone: Zone, top: int) -> Part:
    spots = [
        Spot(table.number, (place % IN_A_ROW) * STEP, top + TITLE + (place // IN_A_ROW) * STEP)
        for place, table in enumerate(zone.tables)
    ]
    return Part(worded(zone, "name"), top + TITLE - 8, tuple(spots))
