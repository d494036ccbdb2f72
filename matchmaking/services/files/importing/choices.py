"""What is decided about a file before it is applied: its encoding, its columns, its bad rows, its unknown types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _

from matchmaking.services.files.importing.preview import checked_rows, table_of
from matchmaking.services.files.recognition import FIELDS, Kind, recognise
from matchmaking.services.refusals import Conflict, Invalid
from matchmaking.services.setup import participation
from matchmaking.services.words.text import clean, fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

    from matchmaking.models import Event, Import, Organizer
    from matchmaking.services.files.checking import CheckedRow

TYPE = "participation_type"


def choose_encoding(upload: Import, encoding: str) -> None:
    """Read a text file by another encoding (empty: as recognised), which begins everything about its rows anew."""
    upload.encoding = encoding
    table = table_of(upload)
    upload.columns = dict(recognise(table.header, Kind(upload.kind.value)).columns)
    upload.mended, upload.left_out = {}, []


def choose_columns(upload: Import, fields: Mapping[int, str]) -> None:
    """Say what the columns hold: a field for each column that is to be read."""
    known, width = FIELDS[Kind(upload.kind.value)], len(table_of(upload).header)
    if not set(fields.values()) <= set(known) or not all(0 <= column < width for column in fields):
        raise Invalid(_("Choose among those offered."))
    if len(set(fields.values())) < len(fields):
        raise Conflict(_("Two columns cannot both hold the same. Choose one of them, and “not read” for the other."))
    upload.columns = {field: column for field in known for column, chosen in fields.items() if chosen == field}


def mend(upload: Import, rows: Mapping[int, Mapping[str, str]], *, right: Collection[int] = ()) -> None:
    """
    Replace cells by what was typed: {row number: {field: text}}; cells that were left as they are stay the file's.

    `right` are rows of which somebody says that all their cells are right as typed.
    """
    known = set(FIELDS[Kind(upload.kind.value)])
    standing = cells_of(upload)
    if not rows.keys() <= standing.keys() or any(not cells.keys() <= known for cells in rows.values()):
        raise Invalid(_("There is no such row."))
    mended = {number: dict(cells) for number, cells in upload.mended.items()}
    for number, cells in rows.items():
        there = standing[number]
        new = {
            field: text
            for field, text in cells.items()
            if number in right or clean(text, multiline=True) != clean(there.get(field, ""), multiline=True)
        }
        if new:
            mended.setdefault(str(number), {}).update(new)
    upload.mended = mended


def cells_of(upload: Import) -> dict[int, dict[str, str]]:
    """The texts of every row by field, mended ones in their place."""
    read = {
        row.number: {field: row.cells[column] for field, column in upload.columns.items() if column < len(row.cells)}
        for row in table_of(upload).rows
    }
    for number, cells in upload.mended.items():
        read.get(int(number), {}).update(cells)
    return read


def leave_out(upload: Import, numbers: Collection[int]) -> None:
    """Leave rows out."""
    if not set(numbers) <= {row.number for row in table_of(upload).rows}:
        raise Invalid(_("There is no such row."))
    upload.left_out = sorted({*upload.left_out, *numbers})


def leave_out_bad(event: Event, upload: Import) -> None:
    """Leave out every row that has an error, and those whose errors come to light by that."""
    while bad := [row.number for row in checked_rows(event, upload) if row.blocks]:
        leave_out(upload, bad)


def take_back(upload: Import, number: str) -> None:
    """Let a row be as it is in the file."""
    upload.mended = {row: cells for row, cells in upload.mended.items() if row != number}
    upload.left_out = [row for row in upload.left_out if str(row) != number]


def unknown_types(event: Event, upload: Import) -> dict[str, int]:
    """The participation types of a file that the event does not have."""
    return unknown_types_in(checked_rows(event, upload))


def unknown_types_in(rows: Iterable[CheckedRow[Any]]) -> dict[str, int]:
    """The names of participation types that the event does not have, as written first, and in how many rows."""
    spelled: dict[str, str] = {}
    counts: dict[str, int] = {}
    for row in rows:
        if any(finding.column == TYPE and finding.code in {"unknown_type", "no_type"} for finding in row.findings):
            text = clean(row.cells.get(TYPE, ""))
            first = spelled.setdefault(fold(text), text)
            counts[first] = counts.get(first, 0) + 1
    return counts


def map_types(event: Event, upload: Import, names: Mapping[str, str]) -> None:
    """Read participation types of the file as types of the event: {name in the file: name at the event}."""
    meant = {fold(name): known for name, known in names.items()}
    mended = {}
    for row in checked_rows(event, upload):
        known = meant.get(fold(clean(row.cells.get(TYPE, ""))))
        if known and any(finding.column == TYPE for finding in row.findings):
            mended[row.number] = {TYPE: known}
    mend(upload, mended)


def create_types(event: Event, names: Collection[str], organizer: Organizer | None, now: datetime) -> None:
    """Give the event these participation types; who of them may meet whom is still to be said."""
    for name in names:
        participation.add_type(event, name, organizer, now, self_registration=False)
