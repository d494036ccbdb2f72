"""How time and memory grow with the event."""

from __future__ import annotations

from math import exp, log
from statistics import linear_regression
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

Point = tuple[float, float]


def power(points: Sequence[Point]) -> tuple[float, float]:
    """Return factor and exponent of the power law through points, least squares of logarithms."""
    slope, offset = linear_regression([log(x) for x, _ in points], [log(y) for _, y in points])
    return exp(offset), slope


def points(rows: Sequence[dict[str, Any]], figure: str) -> list[Point]:
    """Return a figure against the participants, the first row of each size."""
    found: dict[float, float] = {}
    for row in rows:
        figures = row["figures"]
        if figures.get("participants") and figures.get(figure):
            found.setdefault(figures["participants"], figures[figure])
    return sorted(found.items())


def sentence(seconds: Sequence[Point], memory: Sequence[Point]) -> str:
    """Return both growths in words."""
    parts = []
    for name, unit, found in (("time to a gap of 0.1 %", "s", seconds), ("peak memory", "MiB", memory)):
        if len(found) > 1:
            (least, first), (most, last) = found[0], found[-1]
            exponent = power(found)[1]
            parts.append(
                f"From {least:,} to {most:,} participants the {name} grows from {first:,.3g} to {last:,.3g} {unit},"
                f" about as participants to the power {exponent:.1f}."
            )
    return " ".join(parts)
