"""The small parts of a workbook: which sheets there are, where they stand, the texts and formats they share."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

if TYPE_CHECKING:
    from collections.abc import Collection

ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
# Formats that some languages have built in and no list of codes holds: dates and times of day.
UNLISTED_DATE_FORMATS = {*range(27, 37), *range(50, 59)}


def unescaped(text: str) -> str:
    """Characters that XML cannot hold stand as `_x000D_` in a workbook."""
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


class Relations:
    """A relationships part: which part stands behind an id, and of which type it is."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.targets: dict[str, str] = {}
        self._types: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Remember a relation within the archive."""
        if name != "Relationship" or attributes.get("TargetMode") == "External":
            return
        target = attributes.get("Target", "")
        path = target if target.startswith("/") else posixpath.join("/", self._folder, target)
        key = attributes.get("Id", "")
        self.targets[key] = posixpath.normpath(path).lstrip("/")
        self._types[key] = attributes.get("Type", "").rpartition("/")[2]

    def end(self, name: str) -> None:
        """Relations have no content."""

    def text(self, text: str) -> None:
        """Relations have no text."""

    def parts(self, kind: str, names: Collection[str]) -> list[str]:
        """The parts of one type that are there."""
        found = [target for key, target in self.targets.items() if self._types[key] == kind]
        return [target for target in found if target in names]


@dataclass(frozen=True)
class Sheet:
    """A sheet as the workbook lists it."""

    name: str
    relation: str
    visible: bool


class Sheets:
    """The workbook part: its sheets in order, and from which year it counts days."""

    def __init__(self) -> None:
        self.found: list[Sheet] = []
        self.from_1904 = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Remember a sheet."""
        if name == "workbookPr":
            self.from_1904 = attributes.get("date1904") in {"1", "true"}
        elif name == "sheet":
            local = {key.rpartition(":")[2]: value for key, value in attributes.items()}
            visible = local.get("state", "visible") == "visible"
            self.found.append(Sheet(unescaped(local.get("name", "")), local.get("id", ""), visible))

    def end(self, name: str) -> None:
        """Sheets are told by their beginnings."""

    def text(self, text: str) -> None:
        """The workbook part has no text of interest."""


class SharedStrings:
    """The texts that cells refer to by number."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._pieces: list[str] = []
        self._in_text = False
        self._in_reading_aid = False

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        """Notice where text begins; reading aids (`rPh`) are not part of it."""
        if name == "si":
            self._pieces.clear()
        elif name == "rPh":
            self._in_reading_aid = True
        elif name == "t":
            self._in_text = not self._in_reading_aid

    def end(self, name: str) -> None:
        """Keep a text that is complete."""
        if name == "t":
            self._in_text = False
        elif name == "rPh":
            self._in_reading_aid = False
        elif name == "si":
            self.found.append(unescaped("".join(self._pieces)))

    def text(self, text: str) -> None:
        """Collect a piece."""
        if self._in_text:
            self._pieces.append(text)


class Styles:
    """Which cell styles show a number as a date."""

    def __init__(self) -> None:
        self.dates: set[int] = set()
        self._codes: dict[str, str] = {}
        self._in_cell_formats = False
        self._formats = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Remember number formats, then the styles that use a date's."""
        if name == "numFmt":
            self._codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._in_cell_formats = True
        elif name == "xf" and self._in_cell_formats:
            if self._is_date(attributes.get("numFmtId", "0")):
                self.dates.add(self._formats)
            self._formats += 1

    def end(self, name: str) -> None:
        """Other lists of formats follow that cells do not refer to."""
        if name == "cellXfs":
            self._in_cell_formats = False

    def text(self, text: str) -> None:
        """Styles have no text."""

    def _is_date(self, key: str) -> bool:
        number = int(key) if key.isdecimal() else 0
        code = self._codes.get(key) or BUILTIN_FORMATS.get(number, "")
        return number in UNLISTED_DATE_FORMATS or bool(is_date_format(code))
