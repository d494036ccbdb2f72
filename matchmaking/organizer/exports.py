"""Lists as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaking import access
from matchmaking.pages import download
from matchmaking.services.files.tabular import write_csv, write_xlsx

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Response

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


def list_file(format: str, name: str, header: Sequence[str], rows: Sequence[Sequence[str | int]]) -> Response:  # noqa: A002 - the word in the address
    """A list to keep; in no program does its text become a formula."""
    filename = f"{access.event().slug}-{name}.{format}"
    if format == "xlsx":
        return download(write_xlsx(name, header, rows), filename, XLSX)
    return download(write_csv(header, rows), filename, CSV)
