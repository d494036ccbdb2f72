"""The XML parts of a workbook, read as a stream of elements, within limits and without any declarations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol
from xml.parsers import expat

from flask_babel import gettext as _

from matchmaking.services.files.tabular.limits import MAX_ELEMENTS
from matchmaking.services.files.tabular.table import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Callable

    from matchmaking.services.files.tabular.archive import Archive


class Listener(Protocol):
    """Whoever wants to know what a part holds; names come without their prefix."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Text within the element that began last."""


class PartReader:
    """Reads parts of one archive; the limit on elements holds for all of them together."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._elements = 0

    def read(self, part: str, listener: Listener) -> None:
        """Tell the listener all that a part holds."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_document_type
        parser.StartElementHandler = self._counting(listener)
        parser.EndElementHandler = lambda name: listener.end(_local(name))
        parser.CharacterDataHandler = listener.text
        try:
            for chunk in self._archive.chunks(part):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise UnreadableFile(_("A part of the workbook is damaged. Save it anew as .xlsx.")) from error

    def _counting(self, listener: Listener) -> Callable[[str, dict[str, str]], None]:
        def start(name: str, attributes: dict[str, str]) -> None:
            self._elements += 1
            if self._elements > MAX_ELEMENTS:
                raise UnreadableFile(
                    _("The workbook holds too many cells. Copy the list into a new workbook and save that.")
                )
            listener.start(_local(name), attributes)

        return start


def _local(name: str) -> str:
    return name.rpartition(":")[2] if ":" in name else name


def _refuse_document_type(*_declaration: object) -> None:
    raise UnreadableFile(_("The workbook declares XML entities, which no spreadsheet program does. It is not read."))
