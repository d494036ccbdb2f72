"""What a file holds once it is read: a header and numbered rows of text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from matchmaking.services.files.tabular.limits import MAX_CELL_CHARACTERS, MAX_CHARACTERS, MAX_COLUMNS, MAX_ROWS
from matchmaking.services.refusals import Invalid

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

HEADER_SEARCH_ROWS = 20  # titles and remarks above the header are fewer than that


class UnreadableFile(Invalid):
    """A file cannot be read as a table; the sentence says what is wrong and what to do."""


@dataclass(frozen=True)
class Row:
    """One row; `number` is the one that a spreadsheet program shows beside it."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """
    A file as a table: cells are the file's own text, untrimmed; empty rows are gone, short ones filled up.

    A row with more cells than the header keeps them. `notes` are sentences about what the reader decided.
    """

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    header_number: int = 1
    notes: tuple[str, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""


@dataclass
class Grid:
    """Rows as they come out of a file, within the limits."""

    rows: list[Row] = field(default_factory=list)
    characters: int = 0

    def add(self, number: int, cells: Sequence[str]) -> None:
        """Keep a row unless it is empty."""
        if any(cell.strip() for cell in cells[MAX_COLUMNS:]):
            raise UnreadableFile(
                _("The file has more than %(limit)s columns. Delete those not needed.", limit=MAX_COLUMNS)
            )
        filled = [index for index, cell in enumerate(cells[:MAX_COLUMNS]) if cell.strip()]
        if not filled:
            return
        if number > MAX_ROWS:
            raise UnreadableFile(
                _("The file has more than %(limit)s rows. Divide it into several files.", limit=f"{MAX_ROWS:,}")
            )
        row = Row(number, tuple(cells[: filled[-1] + 1]))
        self._weigh(number, row.cells)
        self.rows.append(row)

    def _weigh(self, number: int, cells: Sequence[str]) -> None:
        if any(len(cell) > MAX_CELL_CHARACTERS for cell in cells):
            raise UnreadableFile(
                _(
                    "Row %(row)s has a cell of more than %(limit)s characters. Perhaps a quotation mark is not closed.",
                    row=number,
                    limit=f"{MAX_CELL_CHARACTERS:,}",
                )
            )
        self.characters += sum(len(cell) for cell in cells)
        if self.characters > MAX_CHARACTERS:
            raise UnreadableFile(
                _(
                    "The file holds more than %(limit)s characters. Divide it into several files.",
                    limit=f"{MAX_CHARACTERS:,}",
                )
            )


def tabulate(grid: Grid, notes: Iterable[str], *, encoding: str = "", delimiter: str = "", sheet: str = "") -> Table:
    """Find the header in a grid and make it a table."""
    if not grid.rows:
        raise UnreadableFile(_("The file is empty. Its first row should name the columns."))
    place = _place_of_header(grid.rows)
    header = grid.rows[place]
    rows = [Row(row.number, _filled(row.cells, len(header.cells))) for row in grid.rows[place + 1 :]]
    if not rows:
        raise UnreadableFile(_("The file has a header in row %(row)s, but no rows under it.", row=header.number))
    skipped = [_("The names of the columns were found in row %(row)s.", row=header.number)] if place else []
    return Table(
        header=header.cells,
        rows=tuple(rows),
        header_number=header.number,
        notes=(*skipped, *notes),
        encoding=encoding,
        delimiter=delimiter,
        sheet=sheet,
    )


def _place_of_header(rows: Sequence[Row]) -> int:
    """The first row that is more than half as full as the fullest of the first ones: titles fill one cell or two."""
    fullness = [sum(bool(cell.strip()) for cell in row.cells) for row in rows[:HEADER_SEARCH_ROWS]]
    return next(place for place, filled in enumerate(fullness) if 2 * filled > max(fullness))


def _filled(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    return cells + ("",) * (width - len(cells))
