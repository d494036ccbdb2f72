"""
Linear rows over 0-1 columns: one by one as `Row`, or many at once as `Rows`, whose entries stand in arrays.

Large problems have millions of entries; as arrays they take seconds and some hundred megabytes where lists of Python
numbers take minutes and several gigabytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Integers = NDArray[np.int64]
    Booleans = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Row:
    """The sum of coefficients times columns is at most `limit`, or exactly that if `exact`."""

    columns: Sequence[int]
    limit: int
    exact: bool = False
    coefficients: Sequence[int] | None = None
    """All 1 if `None`."""


@dataclass(frozen=True, slots=True)
class Rows:
    """
    Rows whose entries follow each other, row by row.

    Attributes
    ----------
    start
        By row, and one more: where its entries begin.
    column, coefficient
        By entry.
    limit, exact
        By row, as in `Row`.
    """

    start: Integers
    column: Integers
    coefficient: Integers
    limit: Integers
    exact: Booleans

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Rows:
        """Gather single rows."""
        lengths = [len(row.columns) for row in rows]
        ones = [[1] * len(row.columns) if row.coefficients is None else row.coefficients for row in rows]
        return cls(
            _starts(np.array(lengths, np.int64)),
            np.array([column for row in rows for column in row.columns], np.int64),
            np.array([coefficient for row in ones for coefficient in row], np.int64),
            np.array([row.limit for row in rows], np.int64),
            np.array([row.exact for row in rows], np.bool_),
        )

    @classmethod
    def sums(cls, row: Integers, column: Integers, limit: Integers, exact: Booleans | None = None) -> Rows:
        """
        Gather rows whose coefficients are all 1.

        Parameters
        ----------
        row, column
            By entry; the columns of a row stand in ascending order.
        limit, exact
            By row.
        """
        order = np.argsort(row, kind="stable")
        return cls(
            _starts(np.bincount(row, minlength=len(limit))),
            column[order],
            np.ones(len(column), np.int64),
            limit,
            np.zeros(len(limit), np.bool_) if exact is None else exact,
        )

    @classmethod
    def joined(cls, blocks: Sequence[Rows]) -> Rows:
        """Put blocks of rows after each other."""
        lengths = np.concatenate([np.diff(block.start) for block in blocks])
        return cls(
            _starts(lengths),
            np.concatenate([block.column for block in blocks]),
            np.concatenate([block.coefficient for block in blocks]),
            np.concatenate([block.limit for block in blocks]),
            np.concatenate([block.exact for block in blocks]),
        )

    def __len__(self) -> int:
        return len(self.limit)

    @property
    def row(self) -> Integers:
        """By entry: its row."""
        return np.repeat(np.arange(len(self)), np.diff(self.start))

    def that(self, kept: Booleans) -> Rows:
        """Return only the rows marked."""
        lengths = np.diff(self.start)
        entries = np.repeat(kept, lengths)
        return Rows(
            _starts(lengths[kept]), self.column[entries], self.coefficient[entries], self.limit[kept], self.exact[kept]
        )

    def binding(self) -> Rows:
        """Return the rows of coefficients 1 that are exact or have more columns than their limit allows."""
        return self.that(self.exact | (np.diff(self.start) > self.limit))

    def within(self, allowed: Booleans) -> Iterator[tuple[int, Row]]:
        """Yield every row with its number, reduced to the columns allowed."""
        marked = allowed[self.column]
        kept = np.flatnonzero(marked)
        bounds = _starts(np.bincount(self.row[kept], minlength=len(self))).tolist()
        columns, coefficients = self.column[kept].tolist(), self.coefficient[kept].tolist()
        for number, (limit, exact) in enumerate(zip(self.limit.tolist(), self.exact.tolist(), strict=True)):
            first, past = bounds[number], bounds[number + 1]
            yield number, Row(columns[first:past], limit, exact, coefficients[first:past])


def _starts(lengths: Integers) -> Integers:
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths)))
