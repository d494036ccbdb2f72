"""Tables from files and into files: XLSX and CSV, read within limits and written so that text stays text."""

from __future__ import annotations

from matchmaking.services.files.tabular.encoding import ENCODINGS
from matchmaking.services.files.tabular.reading import read_table
from matchmaking.services.files.tabular.table import Row, Table, UnreadableFile
from matchmaking.services.files.tabular.writing import Sheet, write_csv, write_workbook, write_xlsx

__all__ = [
    "ENCODINGS",
    "Row",
    "Sheet",
    "Table",
    "UnreadableFile",
    "read_table",
    "write_csv",
    "write_workbook",
    "write_xlsx",
]
