"""Workbooks made part by part, as no spreadsheet program would, and by openpyxl, as one would."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from matchmaking.services.files.tabular import write_xlsx

if TYPE_CHECKING:
    from openpyxl import Workbook

SHEET = "xl/worksheets/sheet1.xml"


def saved(book: Workbook) -> bytes:
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def with_parts(parts: dict[str, bytes], level: int = 9) -> bytes:
    """A small workbook in which some parts are replaced or added."""
    content = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(write_xlsx("List", ["Name"], [["Ann"]]))) as sound,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as made,
    ):
        for name in sound.namelist():
            if name not in parts:
                made.writestr(name, sound.read(name))
        for name, part in parts.items():
            made.writestr(name, part)
    return content.getvalue()


def with_cells(cells: str) -> bytes:
    """A small workbook whose sheet holds this XML as its data."""
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{cells}</sheetData></worksheet>"
    )
    return with_parts({SHEET: sheet.encode()})
