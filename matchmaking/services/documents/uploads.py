"""Documents as they are uploaded: what kind a file is, is told by what it holds and never by its name."""

from __future__ import annotations

import hashlib
import re
import zlib
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, LargeZipFile, ZipFile

from flask_babel import gettext as _

from matchmaking.services.refusals import Invalid
from matchmaking.services.words.text import fold

MOST_BYTES = 8_000_000
NAME_LENGTH = 80
HEAD, TAIL = 1024, 2048  # bytes in which readers look for a PDF's first and last words
MOST_PARTS = 5_000
ENTRY = b"PK\x01\x02"  # begins each entry of an archive's directory
DAMAGE = (BadZipFile, LargeZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError)
MIME_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
}


@dataclass(frozen=True)
class Upload:
    """A file that was taken: its name in ASCII, ending as its content says."""

    name: str
    content: bytes
    content_hash: str


def made_of(filename: str, content: bytes) -> Upload:
    """A PDF, DOCX or ODT with a clean name; anything else is refused."""
    if len(content) > MOST_BYTES:
        raise Invalid(_("The file is too large: at most %(count)d MB.", count=MOST_BYTES // 1_000_000))
    stem = filename.replace("\\", "/").rpartition("/")[2].rpartition(".")[0]
    words = "-".join(re.findall("[a-z0-9]+", fold(stem)))[:NAME_LENGTH].strip("-")
    return Upload(f"{words or 'document'}.{_kind_of(content)}", content, hashlib.sha256(content).hexdigest())


def mime_type(name: str) -> str:
    """The media type of a file that was taken."""
    return MIME_TYPES[name.rpartition(".")[2]]


def _kind_of(content: bytes) -> str:
    if content[:HEAD].lstrip().startswith(b"%PDF-"):
        if b"%%EOF" in content[-TAIL:]:
            return "pdf"
        raise Invalid(_("This PDF is damaged: its end is missing. Save it once more, and choose it again."))
    kind = _kind_of_archive(content) if content.startswith(b"PK\x03\x04") else None
    if kind is None:
        raise Invalid(_("This is no PDF, DOCX or ODT file. Save the document as PDF, and choose it again."))
    return kind


def _kind_of_archive(content: bytes) -> str | None:
    # Counted before the directory is parsed: very many entries would take long to list.
    if content.count(ENTRY) > MOST_PARTS:
        return None
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
            if any("vba" in name.lower() or name.startswith("Basic/") for name in names):
                raise Invalid(_("This document holds programs (macros). Save it without them, best as PDF."))
            if {"[Content_Types].xml", "word/document.xml"} <= names:
                return "docx"
            if {"mimetype", "content.xml"} <= names and _says_odt(archive):
                return "odt"
    except DAMAGE:
        return None
    return None


def _says_odt(archive: ZipFile) -> bool:
    with archive.open("mimetype") as entry:  # read no further than the word that is looked for
        said = entry.read(len(MIME_TYPES["odt"]) + 2)
    return said.strip() == MIME_TYPES["odt"].encode()
