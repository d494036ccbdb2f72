"""A CSV file into a table: its encoding, its separator and its quotation marks recognised."""

from __future__ import annotations

import csv
import re
from io import StringIO
from itertools import islice
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from matchmaking.services.files.tabular.encoding import decode
from matchmaking.services.files.tabular.limits import MAX_ROWS
from matchmaking.services.files.tabular.table import Grid, Row, UnreadableFile, tabulate
from matchmaking.services.files.tabular.writing import unguarded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matchmaking.services.files.tabular.table import Table

DELIMITERS = (";", ",", "\t", "|")
SAMPLED_ROWS = 50
SAMPLED_CHARACTERS = 200_000
DECLARED = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)  # a first line by which Excel is told the separator


def read_delimited(content: bytes, encoding: str | None = None) -> Table:
    """Read a text file with separators, in the given encoding or the recognised one."""
    text, encoding = decode(content, encoding)
    text = text.removeprefix("\ufeff")
    declared = DECLARED.match(text)
    delimiter = declared[1] if declared else _delimiter(text)
    grid = Grid()
    for number, cells in _records(text, delimiter):
        if not (declared and number == 1):
            grid.add(number, cells)
    grid.rows = [Row(row.number, tuple(unguarded(cell) for cell in row.cells)) for row in grid.rows]
    return tabulate(grid, (), encoding=encoding, delimiter=delimiter)


def _delimiter(text: str) -> str:
    """The separator that divides the largest share of the rows alike; the earlier in order where two do."""
    return max(DELIMITERS, key=lambda delimiter: _evenness(text, delimiter))


def _evenness(text: str, delimiter: str) -> tuple[float, int]:
    """
    The share of the first rows that have the most common number of cells, if they are most of them, and that number.

    A share, since a wrong separator may see more rows: what breaks a line within a cell then seems to end a row.
    """
    widths = []
    rows = csv.reader(StringIO(text[:SAMPLED_CHARACTERS], newline=""), delimiter=delimiter)
    try:
        for cells in rows:
            if any(cell.strip() for cell in cells):
                widths.append(len(cells))
            if len(widths) == SAMPLED_ROWS:
                break
    except csv.Error:
        return (0, 0)
    divided = [width for width in widths if width > 1]
    if not divided:
        return (0, 0)
    common = max(divided, key=lambda width: (divided.count(width), width))
    share = divided.count(common) / len(widths)
    return (share, common) if 2 * share > 1 else (0, 0)


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Numbered as a spreadsheet program shows them: a cell may have several lines, an empty line is a row."""
    _refuse_open_quotation(text, delimiter)
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        yield from enumerate(rows, 1)
    except csv.Error as error:
        raise UnreadableFile(
            _("Line %(line)s cannot be read. Perhaps a quotation mark is not closed.", line=rows.line_num)
        ) from error


def _refuse_open_quotation(text: str, delimiter: str) -> None:
    """A quotation mark that is never closed would swallow all the rows after it."""
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, _cells in enumerate(islice(rows, MAX_ROWS), 1):  # noqa: B007 - wanted when reading fails
            pass
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise UnreadableFile(
                _("Row %(row)s opens a quotation mark that is never closed. Close it or delete it.", row=number + 1)
            ) from error
