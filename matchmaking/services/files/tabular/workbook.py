"""An XLSX workbook into a table: the first visible sheet that holds something, every cell as text."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from matchmaking.services.files.tabular.archive import Archive
from matchmaking.services.files.tabular.markup import PartReader
from matchmaking.services.files.tabular.parts import Relations, SharedStrings, Sheet, Sheets, Styles
from matchmaking.services.files.tabular.sheet import SheetCells
from matchmaking.services.files.tabular.table import UnreadableFile, tabulate

if TYPE_CHECKING:
    from matchmaking.services.files.tabular.table import Table

OFFICE = "_rels/.rels"
FORMULAS_NAMED = 5  # a note names so many cells and counts the rest


def read_workbook(content: bytes) -> Table:
    """Read a workbook that begins like a zip archive."""
    archive = Archive(content)
    _refuse_other_workbooks(archive)
    reader = PartReader(archive)
    book = _workbook_part(reader, archive)
    relations = _relations(reader, archive, book)
    sheets = Sheets()
    reader.read(book, sheets)
    strings = SharedStrings()
    for part in relations.parts("sharedStrings", archive.names):
        reader.read(part, strings)
    styles = Styles()
    for part in relations.parts("styles", archive.names):
        reader.read(part, styles)

    worksheets = set(relations.parts("worksheet", archive.names))
    readable = [sheet for sheet in sheets.found if relations.targets.get(sheet.relation) in worksheets]
    for sheet in (sheet for sheet in readable if sheet.visible):
        cells = SheetCells(strings.found, styles, from_1904=sheets.from_1904)
        reader.read(relations.targets[sheet.relation], cells)
        if cells.rows:
            return tabulate(cells.grid(), _notes(cells, sheet, readable), sheet=sheet.name)
    raise UnreadableFile(_("The workbook has no visible sheet with something in it."))


def _refuse_other_workbooks(archive: Archive) -> None:
    names = {name.lower() for name in archive.names}
    if any(name.endswith(("vbaproject.bin", "workbook.bin")) or "/macrosheets/" in name for name in names):
        raise UnreadableFile(_("Workbooks with macros are not read. Save the file as .xlsx without macros."))
    if "content.xml" in names:
        raise UnreadableFile(_("This is an OpenDocument file. Save it as .xlsx or CSV."))
    if "[content_types].xml" not in names or OFFICE not in archive.names:
        raise UnreadableFile(_("This is a zip archive, but not a workbook. Give an XLSX or a CSV file."))


def _workbook_part(reader: PartReader, archive: Archive) -> str:
    office = Relations("")
    reader.read(OFFICE, office)
    books = office.parts("officeDocument", archive.names)
    if not books:
        raise UnreadableFile(_("The file has no workbook in it. Save it anew as .xlsx."))
    return books[0]


def _relations(reader: PartReader, archive: Archive, book: str) -> Relations:
    folder, name = posixpath.split(book)
    relations = Relations(folder)
    part = f"{folder}/_rels/{name}.rels".lstrip("/")
    if part in archive.names:
        reader.read(part, relations)
    return relations


def _notes(cells: SheetCells, sheet: Sheet, sheets: list[Sheet]) -> list[str]:
    """What the reader decided, for whoever looks at the preview."""
    notes = []
    others = [other.name for other in sheets if other is not sheet]
    if others:
        notes.append(
            _("Only the sheet “%(sheet)s” is read, not: %(others)s.", sheet=sheet.name, others=", ".join(others))
        )
    if cells.hidden_rows:
        notes.append(_("Rows that a filter hides are read too: %(count)s.", count=cells.hidden_rows))
    if cells.formulas:
        named = ", ".join(cells.formulas[:FORMULAS_NAMED])
        notes.append(
            _(
                "Formulas are taken as text, never calculated: %(count)s, at %(cells)s.",
                count=len(cells.formulas),
                cells=named + (", …" if len(cells.formulas) > FORMULAS_NAMED else ""),
            )
        )
    return notes
