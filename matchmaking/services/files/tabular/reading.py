"""Any uploaded file into a table: what it is, is told by its content, never by its name alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from matchmaking.services.files.tabular.delimited import read_delimited
from matchmaking.services.files.tabular.limits import MAX_BYTES
from matchmaking.services.files.tabular.table import UnreadableFile
from matchmaking.services.files.tabular.workbook import read_workbook

if TYPE_CHECKING:
    from matchmaking.services.files.tabular.table import Table

ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .xls, and of a workbook with a password
OTHER_KINDS = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"%PDF",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"{\\rtf",
    b"\x7fELF",
    b"MZ",
)
MARKUP = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<!--")
MACRO_ENDINGS = (".xlsm", ".xltm", ".xlam", ".xlsb")
WORKBOOK_ENDINGS = (".xlsx", ".xltx", ".xls", ".ods", *MACRO_ENDINGS)


def read_table(content: bytes, filename: str, *, encoding: str | None = None) -> Table:
    """
    Read an XLSX or CSV file.

    `encoding`, one of `ENCODINGS`, is a person's choice where recognising went wrong; it concerns CSV only.

    Raises
    ------
    UnreadableFile
        With what is wrong and what to do as a sentence.

    """
    if len(content) > MAX_BYTES:
        raise UnreadableFile(
            _("The file is larger than %(limit)s MB. Divide it into several files.", limit=MAX_BYTES // 1024**2)
        )
    name = filename.lower().strip()
    if name.endswith(MACRO_ENDINGS):
        raise UnreadableFile(_("Workbooks with macros are not read. Save the file as .xlsx without macros."))
    if content.startswith((ZIP, EMPTY_ZIP)):
        return read_workbook(content)
    _refuse_other_kinds(content, name)
    return read_delimited(content, encoding)


def _refuse_other_kinds(content: bytes, name: str) -> None:
    """Say what a file is that is neither workbook nor text."""
    if content.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise UnreadableFile(_("The workbook is protected by a password. Save it without one."))
        raise UnreadableFile(_("This is an old Excel file (.xls). Save it as .xlsx or CSV."))
    if content.startswith(OTHER_KINDS):
        raise UnreadableFile(_("This is not a spreadsheet. Give an XLSX or a CSV file."))
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:10].lower().startswith(MARKUP):
        raise UnreadableFile(_("This is a web page or XML. Open it in a spreadsheet program and save it as .xlsx."))
    if content and name.endswith(WORKBOOK_ENDINGS):
        raise UnreadableFile(
            _("The file's name says that it is a workbook, but its content is not. Save it anew as .xlsx.")
        )
