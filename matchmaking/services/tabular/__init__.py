"""Tables from files and into files: XLSX and CSV, read within limits and written so that text stays text."""

from __future__ import annotations

from matchmaking.services.tabular.encoding import ENCODINGS
from matchmaking.services.tabular.reading import read_table
from matchmaking.services.tabular.table import Row, Table, UnreadableFile
from matchmaking.services.tabular.writing import write_csv, write_xlsx

__all__ = ["ENCODINGS", "Row", "Table", "UnreadableFile", "read_table", "write_csv", "write_xlsx"]
