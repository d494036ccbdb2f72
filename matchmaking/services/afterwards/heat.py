"""Who met whom across borders, as a matrix: country by country, the fuller a field the darker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from matchmaking.services.words.countries import country_name

if TYPE_CHECKING:
    from matchmaking.services.afterwards.report import Report

MOST_COUNTRIES = 16
SHADES = 5


@dataclass(frozen=True, slots=True)
class Matrix:
    """Scheduled meetings between countries; what is beyond the largest ones stands in the table alone."""

    countries: tuple[str, ...]
    rows: tuple[tuple[int, ...], ...]
    left_out: int

    def shade(self, count: int) -> int:
        """How dark a field is, from 0 (none) to 5 (the most)."""
        most = max((cell for row in self.rows for cell in row), default=0)
        return -(-count * SHADES // most) if most else 0


def matrix_of(report: Report) -> Matrix:
    """The matrix of the countries with the most meetings."""
    pairs = report.country_pairs()
    totals: dict[str, int] = {}
    for (one, other), (scheduled, _held) in pairs.items():
        for code in {one, other}:
            totals[code] = totals.get(code, 0) + scheduled
    ranked = sorted(totals, key=lambda code: (-totals[code], code))
    shown = ranked[:MOST_COUNTRIES]
    rows = tuple(tuple(pairs.get((min(one, other), max(one, other)), (0, 0))[0] for other in shown) for one in shown)
    names = tuple(country_name(code) or _("not stated") for code in shown)
    return Matrix(names, rows, len(ranked) - len(shown))
