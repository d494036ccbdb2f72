"""The adviser's picture: the share of wishes that can be held over the tables, a line for each number of slots."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from flask_babel import format_decimal, format_percent, ngettext

WIDTH, HEIGHT = 640, 320
LEFT, RIGHT, TOP, BOTTOM = 48, 548, 14, 284
LABEL_HEIGHT = 15
GRID = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class Line:
    """One number of slots: the proven bound as a line, its label beside the last point."""

    label: str
    now: bool
    points: str
    label_y: float


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of the table."""

    share: str
    meetings: str
    reached: str  # where a schedule that was made holds less
    here: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """As the template draws it, and the same as a table: a row for each number of tables."""

    lines: list[Line]
    here: tuple[float, float]
    rules: list[tuple[float, str]]
    ticks: list[tuple[float, str]]
    slots: list[str]
    rows: list[tuple[int, list[Cell]]]


def picture(advice: dict[str, Any]) -> Picture:
    """Lay it out."""
    now, wished = advice["now"], max(1, advice["wished"])
    points = sorted([*advice["points"]], key=itemgetter("slots", "tables"))
    counts = sorted({point["tables"] for point in points})
    span = max(1, counts[-1] - counts[0])

    def x(tables: int) -> float:
        return round(LEFT + (RIGHT - LEFT) * (tables - counts[0]) / span, 1)

    def y(meetings: int) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * min(1, meetings / wished), 1)

    by_slots = [(slots, list(group)) for slots, group in groupby(points, key=itemgetter("slots"))]
    heights = _spread([y(group[-1]["bound"]) for _slots, group in by_slots])
    return Picture(
        lines=[
            Line(
                _slots_in_words(slots),
                slots == now["slots"],
                " ".join(f"{x(point['tables'])},{y(point['bound'])}" for point in group),
                height,
            )
            for (slots, group), height in zip(by_slots, heights, strict=True)
        ],
        here=(x(now["tables"]), y(now["bound"])),
        rules=[(y(round(share * wished)), format_percent(share)) for share in GRID],
        ticks=[(x(count), str(count)) for count in counts],
        slots=[_slots_in_words(slots) for slots, _group in by_slots],
        rows=_rows(by_slots, counts, now, wished),
    )


def _slots_in_words(slots: int) -> str:
    return ngettext("%(num)d slot", "%(num)d slots", slots)


def _spread(heights: list[float]) -> list[float]:
    """Move labels apart that would cover one another; more slots stand above fewer."""
    placed: list[float] = []
    for height in heights:
        placed.append(min(height, placed[-1] - LABEL_HEIGHT) if placed else height)
    # What was pushed above the frame pushes back down.
    lowest = float(TOP)
    for place in range(len(placed) - 1, -1, -1):
        placed[place] = max(placed[place], lowest)
        lowest = placed[place] + LABEL_HEIGHT
    return placed


def _rows(
    by_slots: list[tuple[int, list[dict[str, Any]]]], counts: list[int], now: dict[str, Any], wished: int
) -> list[tuple[int, list[Cell]]]:
    found = {(slots, point["tables"]): point for slots, group in by_slots for point in group}
    return [
        (
            tables,
            [
                _cell(found[slots, tables], wished, here=(slots, tables) == (now["slots"], now["tables"]))
                for slots, _group in by_slots
                if (slots, tables) in found
            ],
        )
        for tables in counts
    ]


def _cell(point: dict[str, Any], wished: int, *, here: bool) -> Cell:
    bound, reached = point["bound"], point["reached"]
    less = format_decimal(reached) if reached is not None and reached < bound else ""
    return Cell(format_percent(bound / wished, "0 %"), format_decimal(bound), less, here)
