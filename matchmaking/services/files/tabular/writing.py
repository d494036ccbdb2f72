"""Tables into files. Text stays text: no cell becomes a formula, in whatever program it is opened."""

from __future__ import annotations

import csv
import re
import zipfile
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from openpyxl.utils import get_column_letter

if TYPE_CHECKING:
    from collections.abc import Sequence

    Cell = str | int | None

# What a spreadsheet program takes for the beginning of a formula, in its full-width forms too. An apostrophe before it
# says that it is text; one that was there already gets another, so that reading can take exactly one away.
FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
UNREPRESENTABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")
ESCAPED_IN_WORKBOOKS = re.compile("[\x00-\x08\x0b-\x1f]|_(?=x[0-9A-Fa-f]{4}_)")
NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff\ufffe\uffff]")
SHEET_NAME_LENGTH = 31
FIXED_MOMENT = (1980, 1, 1, 0, 0, 0)  # of every part, so that the same rows give the same bytes
NARROWEST, WIDEST = 8, 60  # columns, in characters

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
ROOT_RELATIONS = (
    f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
STYLES = (
    f'{XML}<styleSheet xmlns="{MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def write_csv(header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """
    UTF-8 with its mark and semicolons, as spreadsheet programs of the region open it with a double click.

    Text that would be a formula has an apostrophe before it, which `read_table` takes away again.
    """
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for cells in (header, *rows):
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in cells])
    return text.getvalue().encode("utf-8-sig", errors="replace")


def guarded(text: str) -> str:
    """Text that no spreadsheet program takes for a formula."""
    text = text.replace("\0", "")
    return f"'{text}" if FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text that was guarded."""
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook; its title is cut to what a sheet may be called."""

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def write_xlsx(title: str, header: Sequence[str], rows: Sequence[Sequence[Cell]], *, compressed: bool = True) -> bytes:
    """Write a workbook of one sheet."""
    return write_workbook([Sheet(title, header, rows)], compressed=compressed)


def write_workbook(sheets: Sequence[Sheet], *, compressed: bool = True) -> bytes:
    """
    A workbook of sheets, each with a header that stays in sight and filters; text is stored as text.

    The same rows give the same bytes; uncompressed also with another version of the compression library.
    """
    parts = {
        "[Content_Types].xml": _content_types(len(sheets)),
        "_rels/.rels": ROOT_RELATIONS,
        "xl/workbook.xml": _workbook([sheet.title for sheet in sheets]),
        "xl/_rels/workbook.xml.rels": _book_relations(len(sheets)),
        "xl/styles.xml": STYLES,
    }
    for number, sheet in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet(sheet.header, sheet.rows)
    content = BytesIO()
    method = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
    with zipfile.ZipFile(content, "w", method) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, FIXED_MOMENT)
            entry.compress_type = method
            entry.create_system = 0  # else it would tell on which system it was written
            archive.writestr(entry, text.encode())
    return content.getvalue()


def _content_types(sheets: int) -> str:
    written = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{KIND}.worksheet+xml"/>'
        for number in range(1, sheets + 1)
    )
    return (
        f'{XML}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/>{written}</Types>'
    )


def _book_relations(sheets: int) -> str:
    written = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, sheets + 1)
    )
    styles = f'<Relationship Id="rId{sheets + 1}" Type="{OFFICE}/styles" Target="styles.xml"/>'
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{written}{styles}</Relationships>'


def _workbook(titles: Sequence[str]) -> str:
    written = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(_sheet_names(titles), 1)
    )
    return f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{written}</sheets></workbook>'


def _sheet_names(titles: Sequence[str]) -> list[str]:
    """What sheets may be called: short, without certain characters, and no two alike."""
    names: list[str] = []
    for number, title in enumerate(titles, 1):
        name = NOT_IN_SHEET_NAMES.sub(" ", title)[:SHEET_NAME_LENGTH].strip(" '") or f"Sheet{number}"
        if name.casefold() in {other.casefold() for other in names}:
            name = f"{name[: SHEET_NAME_LENGTH - 4].rstrip()} {number}"
        names.append(name)
    return names


def _sheet(header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    last = f"{get_column_letter(max(1, len(header)))}{len(rows) + 1}"
    lines = [_row(1, header, style=1), *(_row(number, cells) for number, cells in enumerate(rows, 2))]
    return (
        f'{XML}<worksheet xmlns="{MAIN}"><dimension ref="A1:{last}"/><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"{_widths(header, rows)}<sheetData>{''.join(lines)}</sheetData>"
        f'<autoFilter ref="A1:{last}"/></worksheet>'
    )


def _widths(header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    columns = []
    for number, name in enumerate(header, 1):
        longest = max([len(name), *(len(str(cells[number - 1])) for cells in rows if len(cells) >= number)])
        width = min(WIDEST, max(NARROWEST, longest + 2))
        columns.append(f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>')
    return f"<cols>{''.join(columns)}</cols>" if columns else ""


def _row(number: int, cells: Sequence[Cell], style: int = 0) -> str:
    written = [
        _cell(f"{get_column_letter(column)}{number}", cell, style)
        for column, cell in enumerate(cells, 1)
        if cell is not None and cell != ""
    ]
    return f'<row r="{number}">{"".join(written)}</row>'


def _cell(reference: str, value: str | int, style: int) -> str:
    if isinstance(value, int):
        return f'<c r="{reference}" s="{style}"><v>{value:d}</v></c>'
    text = ESCAPED_IN_WORKBOOKS.sub(lambda found: f"_x{ord(found[0]):04X}_", UNREPRESENTABLE.sub("", value))
    return f'<c r="{reference}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
