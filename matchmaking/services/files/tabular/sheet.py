"""The cells of one sheet, each as the text that a person reads in it; formulas are never calculated."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from matchmaking.services.files.tabular.limits import MAX_COLUMNS, MAX_ROWS
from matchmaking.services.files.tabular.parts import unescaped
from matchmaking.services.files.tabular.table import Grid, UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaking.services.files.tabular.parts import Styles

REFERENCE = re.compile("([A-Z]{1,3})([0-9]{1,7})")
EXACT_INTEGERS = 10**15  # beyond, a spreadsheet's numbers are rounded anyway


class SheetCells:
    """Listens to a sheet and keeps what its cells hold, by row and column."""

    def __init__(self, strings: Sequence[str], styles: Styles, *, from_1904: bool) -> None:
        self.rows: dict[int, dict[int, str]] = {}
        self.formulas: list[str] = []  # the cells that hold one
        self.hidden_rows = 0
        self._strings = strings
        self._styles = styles
        self._epoch = CALENDAR_MAC_1904 if from_1904 else CALENDAR_WINDOWS_1900
        self._shared_formulas: dict[str, str] = {}
        self._row = self._column = 0
        self._hidden = False
        self._cell: dict[str, str] = {}
        self._pieces: dict[str, list[str]] = {}
        self._formula: dict[str, str] | None = None
        self._collecting = ""
        self._in_reading_aid = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Notice rows, cells, and what is in them."""
        if name == "c":
            self._cell = attributes
            self._pieces = {}
            self._formula = None
        elif name in {"v", "t"}:
            self._collecting = "" if self._in_reading_aid else name
        elif name == "f":
            self._collecting = name
            self._formula = attributes
        elif name == "row":
            self._row = _number(attributes.get("r"), self._row + 1)
            self._column = 0
            self._hidden = attributes.get("hidden") in {"1", "true"}
        elif name == "rPh":  # how a text is pronounced, not part of it
            self._in_reading_aid = True

    def end(self, name: str) -> None:
        """Keep a cell that is complete."""
        self._collecting = ""
        if name == "c":
            self._keep()
        elif name == "rPh":
            self._in_reading_aid = False

    def text(self, text: str) -> None:
        """Collect a piece of a value, a text or a formula."""
        if self._collecting:
            self._pieces.setdefault(self._collecting, []).append(text)

    def grid(self) -> Grid:
        """The rows in order."""
        grid = Grid()
        for number, cells in sorted(self.rows.items()):
            grid.add(number, [cells.get(column, "") for column in range(max(cells) + 1)])
        return grid

    def _keep(self) -> None:
        self._place()
        if not self._pieces and self._formula is None:
            return
        text = self._content()
        if not text.strip():
            return
        if self._row > MAX_ROWS or self._column > MAX_COLUMNS:
            raise UnreadableFile(
                _(
                    "There is something in cell %(cell)s, beyond %(rows)s rows and %(columns)s columns. "
                    "Delete it, or copy the list into a new workbook.",
                    cell=self._cell.get("r") or f"R{self._row}C{self._column}",
                    rows=f"{MAX_ROWS:,}",
                    columns=MAX_COLUMNS,
                )
            )
        if self._formula is not None:
            self.formulas.append(self._cell.get("r", ""))
        cells = self.rows.setdefault(self._row, {})
        if not cells:
            self.hidden_rows += self._hidden
        cells[self._column - 1] = text

    def _place(self) -> None:
        """A cell stands where it says, or else to the right of the one before."""
        reference = self._cell.get("r")
        match = REFERENCE.fullmatch(reference) if reference else None
        if match is None:
            self._column += 1
            return
        self._column = 0
        for letter in match[1]:
            self._column = self._column * 26 + ord(letter) - ord("A") + 1
        self._row = int(match[2])

    def _content(self) -> str:
        value = "".join(self._pieces.get("v", ()))
        if self._formula is not None:
            return self._formula_text()
        kind = self._cell.get("t", "n")
        if kind == "s":
            place = _number(value, len(self._strings))
            return self._strings[place] if place < len(self._strings) else ""
        if kind == "inlineStr":
            return unescaped("".join(self._pieces.get("t", ())))
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        if kind == "n":
            return self._number_text(value)
        return unescaped(value)

    def _formula_text(self) -> str:
        """The formula itself; a copy of a shared one has no text of its own and shows the first one's."""
        formula = unescaped("".join(self._pieces.get("f", ())))
        assert self._formula is not None
        shared = self._formula.get("si")
        if shared is not None:
            formula = self._shared_formulas.setdefault(shared, formula)
        return f"={formula}"

    def _number_text(self, value: str) -> str:
        try:
            number = float(value)
        except ValueError:
            return value
        if _number(self._cell.get("s"), 0) in self._styles.dates:
            return self._date_text(number, value)
        if number.is_integer() and abs(number) < EXACT_INTEGERS:
            return str(int(number))
        return value if "E" not in value.upper() else repr(number)

    def _date_text(self, number: float, value: str) -> str:
        try:
            moment = from_excel(number, self._epoch)
        except (ValueError, OverflowError, TypeError):
            return value
        if isinstance(moment, datetime):
            return moment.date().isoformat() if moment.time() == time() else moment.isoformat(" ", "minutes")
        if isinstance(moment, time):
            return moment.isoformat("minutes")
        return moment.isoformat() if isinstance(moment, date) else _duration_text(moment)


def _duration_text(duration: object) -> str:
    return str(duration) if isinstance(duration, timedelta) else ""


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else otherwise  # noqa: PLR2004 - no huge integers
