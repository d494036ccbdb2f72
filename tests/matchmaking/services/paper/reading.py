"""What stands on the pages of a PDF, read back by another library than the one that wrote it."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader


def pages_of(content: bytes) -> list[list[str]]:
    """The lines of each page."""
    pages = PdfReader(BytesIO(content)).pages
    return [[line.strip() for line in page.extract_text().splitlines() if line.strip()] for page in pages]
