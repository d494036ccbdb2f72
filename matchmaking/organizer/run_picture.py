"""The picture of a run: what was found and what is provably possible, over time, scaled to the frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import format_decimal
from flask_babel import gettext as _

from matchmaking.organizer.run_words import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaking.models import RunPoint

Curve = list[tuple[float, float]]
MOST_ROWS = 25


@dataclass(frozen=True)
class Picture:
    """As `components/charts.html` draws it: points from 0 to 1, labels, and the same as a table."""

    description: str
    found: Curve
    bound: Curve
    x_labels: list[tuple[float, str]]
    y_labels: list[tuple[float, str]]
    rows: list[tuple[str, str, str]]


def picture(points: Sequence[RunPoint], seconds: float) -> Picture | None:
    """Draw one goal's points; None as long as nothing was found."""
    known = [point for point in points if point.incumbent is not None]
    if not known:
        return None
    low, high = _range(points)
    span = max(seconds, points[-1].seconds, 0.1)

    def scaled(moments: list[tuple[float, int]]) -> Curve:
        curve = [(when / span, (value - low) / (high - low)) for when, value in moments]
        return [*curve, (1.0, curve[-1][1])] if curve else []

    last = points[-1]
    return Picture(
        description=_describe(last, seconds),
        found=scaled([(point.seconds, point.incumbent) for point in points if point.incumbent is not None]),
        bound=scaled([(point.seconds, point.bound) for point in points if point.bound is not None]),
        x_labels=[(0, _("0 s")), (1, _seconds(span))],
        y_labels=[(0, format_decimal(low)), (1, format_decimal(high))],
        rows=_rows(points),
    )


def _range(points: Sequence[RunPoint]) -> tuple[int, int]:
    values = [value for point in points for value in (point.incumbent, point.bound) if value is not None]
    low, high = min(values), max(values)
    return (low, high) if low < high else (low - 1, high)


def _describe(last: RunPoint, seconds: float) -> str:
    if last.bound is None:
        return _("After %(time)s: %(found)s.", time=_seconds(seconds), found=number(last.incumbent))
    return _(
        "After %(time)s: %(found)s of at most %(bound)s.",
        time=_seconds(seconds),
        found=number(last.incumbent),
        bound=number(last.bound),
    )


def _rows(points: Sequence[RunPoint]) -> list[tuple[str, str, str]]:
    """Some of the points, spread over all of them, the last one among them."""
    step = -(-len(points) // MOST_ROWS)
    shown = list(reversed(points[::-1][::step]))
    return [(_seconds(point.seconds), number(point.incumbent), number(point.bound)) for point in shown]


def _seconds(seconds: float) -> str:
    return _("%(number)s s", number=format_decimal(round(seconds, 1)))
