"""The picture of a run: what was found and what is provably possible, over time, scaled to the frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import format_decimal
from flask_babel import gettext as _

from matchmaking.organizer.run_words import number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeGuard

    from matchmaking.models import RunPoint

Curve = list[tuple[float, float]]
MOST_ROWS = 25
NEAR = 0.1
"""The picture shows what is within a tenth of the last value found."""


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
    if not points or points[-1].incumbent is None:
        return None
    near = _near(points[-1].incumbent)
    found = [(point.seconds, point.incumbent) for point in points if near(point.incumbent)]
    bound = [(point.seconds, point.bound) for point in points if near(point.bound)]
    low, high = _range([value for _when, value in (*found, *bound)])
    span = max(seconds, points[-1].seconds, 0.1)

    def scaled(moments: list[tuple[float, int]]) -> Curve:
        curve = [(when / span, (value - low) / (high - low)) for when, value in moments]
        return [*curve, (1.0, curve[-1][1])] if curve else []

    return Picture(
        description=_describe(points[-1], seconds),
        found=scaled(found),
        bound=scaled(bound),
        x_labels=[(0, _("0 s")), (1, _seconds(span))],
        y_labels=[(0, format_decimal(low)), (1, format_decimal(high))],
        rows=_rows(points),
    )


def _near(last: int) -> Callable[[int | None], TypeGuard[int]]:
    """Tell what belongs in the picture: the first steps are so far off that they would hide all that comes later."""

    def near(value: int | None) -> TypeGuard[int]:
        return value is not None and abs(value - last) <= max(1, NEAR * abs(last))

    return near


def _range(values: Sequence[int]) -> tuple[int, int]:
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
