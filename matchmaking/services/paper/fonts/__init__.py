"""The letters of all paper: Noto Sans, which knows Latin, Greek and Cyrillic, embedded in every file."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

if TYPE_CHECKING:
    from collections.abc import Iterable

REGULAR = "NotoSans-Regular"
BOLD = "NotoSans-Bold"
HERE = Path(__file__).parent


@cache
def register() -> None:
    """Make the fonts known, once a process."""
    for name in (REGULAR, BOLD):
        pdfmetrics.registerFont(TTFont(name, HERE / f"{name}.ttf"))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)


def width(text: str, font: str, size: float) -> float:
    """How wide a line is, in points."""
    register()
    measured: float = pdfmetrics.stringWidth(text, font, size)
    return measured


def unprintable(texts: Iterable[str]) -> list[str]:
    """Those of the texts with letters of other scripts, which paper shows as empty boxes."""
    register()
    known = pdfmetrics.getFont(REGULAR).face.charToGlyph
    return [text for text in texts if any(ord(letter) not in known for letter in text if not letter.isspace())]
