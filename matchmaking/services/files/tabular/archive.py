"""A workbook's zip archive, opened only after it has proved to be small."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile, LargeZipFile, ZipFile

from flask_babel import gettext as _

from matchmaking.services.files.tabular.limits import (
    HARMLESS_INFLATED_BYTES,
    MAX_INFLATED_BYTES,
    MAX_INFLATION,
    MAX_PARTS,
)
from matchmaking.services.files.tabular.table import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterator

ENTRY = b"PK\x01\x02"  # begins each entry of the archive's directory
CHUNK = 64 * 1024
ENCRYPTED = 0x1
DAMAGE = (BadZipFile, LargeZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError)


class Archive:
    """The parts of a workbook, by their names."""

    def __init__(self, content: bytes) -> None:
        # Counted before the directory is parsed: 100,000 entries would take a second and 100 MB to list.
        if content.count(ENTRY) > MAX_PARTS:
            raise UnreadableFile(
                _("The workbook consists of more than %(limit)s parts. Save it anew as .xlsx.", limit=MAX_PARTS)
            )
        try:
            self._zip = ZipFile(BytesIO(content))
        except DAMAGE as error:
            raise _damaged() from error
        self.names = frozenset(self._zip.namelist())
        self._refuse_passwords()
        self._measure(len(content))

    def chunks(self, name: str) -> Iterator[bytes]:
        """A part's content, piece by piece."""
        try:
            with self._zip.open(name) as part:
                while chunk := part.read(CHUNK):
                    yield chunk
        except DAMAGE as error:
            raise _damaged() from error

    def _refuse_passwords(self) -> None:
        if any(entry.flag_bits & ENCRYPTED for entry in self._zip.infolist()):
            raise UnreadableFile(_("The workbook is protected by a password. Save it without one."))

    def _measure(self, size: int) -> None:
        """Inflate everything once without keeping it: the sizes that an archive declares may lie."""
        allowed = min(MAX_INFLATED_BYTES, max(HARMLESS_INFLATED_BYTES, MAX_INFLATION * size))
        inflated = 0
        for entry in self._zip.infolist():
            for chunk in self.chunks(entry.filename):
                inflated += len(chunk)
                if inflated > allowed:
                    raise UnreadableFile(
                        _(
                            "Unpacked, the workbook would be larger than %(limit)s MB. "
                            "Copy the list into a new workbook and save that.",
                            limit=allowed // 1024**2,
                        )
                    )


def _damaged() -> UnreadableFile:
    return UnreadableFile(_("The workbook is damaged or was not transferred completely. Save it anew and try again."))
