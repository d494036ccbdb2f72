"""A draft or a version as slots and tables: which day, which zone, what stands where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request
from flask_babel import gettext as _

from matchmaking.services.words.times import day_of, hour

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from matchmaking.models import Event
    from matchmaking.services.schedule.boards import Board, Held
    from matchmaking.services.schedule.roster import Seat

    Column = tuple[int, str, str | None]

WITHOUT_TABLE = 0  # the column of meetings held without a table; no table has this id


@dataclass(frozen=True)
class Grid:
    """One day of a schedule, in the words of the grid component; `zone` is None for all of them."""

    days: list[date]
    day: date | None
    zones: list[tuple[int, str]]
    zone: int | None
    columns: list[Column]
    groups: Sequence[tuple[str, Sequence[Column]]]
    cells: dict[tuple[int, int], list[Held]]


def grid_of(event: Event, board: Board) -> Grid:
    """Lay out the day and the zone that the address names; without them the first day and every zone."""
    slots = board.periods()
    days = sorted({day_of(slot.starts_at, event) for slot in slots})
    day = _chosen_day(days)
    zones = list({seat.zone_id: seat.zone for seat in board.roster.tables.values()}.items())
    zone = request.args.get("zone", type=int)
    zone = zone if zone in dict(zones) else None
    shown = [slot for slot in slots if day_of(slot.starts_at, event) == day]
    cells = _cells(board, {slot.id for slot in shown})
    seats = [seat for seat in board.roster.tables.values() if zone in {None, seat.zone_id}]
    columns = [_column(board, seat) for seat in seats]
    if any(column == WITHOUT_TABLE for _slot, column in cells):
        columns.append((WITHOUT_TABLE, _("No table"), None))
    groups = [
        (title, [(slot.id, hour(slot.starts_at, event), f"–{hour(slot.ends_at, event)}") for slot in rows])
        for title, rows in board.roster.sessions_of(shown)
    ]
    return Grid(days, day, zones, zone, columns, groups, cells)


def _chosen_day(days: list[date]) -> date | None:
    named = request.args.get("day", "")
    return next((day for day in days if day.isoformat() == named), days[0] if days else None)


def _cells(board: Board, slots: Collection[int]) -> dict[tuple[int, int], list[Held]]:
    cells: dict[tuple[int, int], list[Held]] = {}
    for held in board.held:
        if held.slot in slots:
            column = WITHOUT_TABLE if held.table is None else held.table
            cells.setdefault((held.slot, column), []).append(held)
    return cells


def _column(board: Board, seat: Seat) -> Column:
    owner = board.roster.people[seat.stand_of].name if seat.stand_of is not None else None
    note = _("%(zone)s, stand of %(name)s", zone=seat.zone, name=owner) if owner else seat.zone
    return seat.id, board.roster.seat(seat.id), note
