"""Cards to put up: one on the door of each room, one on each table, to be read from afar."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from matchmaking.services.paper import fonts
from matchmaking.services.paper.sheets import INK, LINE, MARGIN, MUTED

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGE = landscape(A4)
WIDTH = PAGE[0] - 2 * MARGIN
LARGEST, SMALLEST = 150.0, 34.0
LINE_HEIGHT = 1.15
TITLE_LINES = 3
DETAIL = 18.0
LEAD_WIDTH = 60 * mm
DETAIL_STEP = 11 * mm


@dataclass(frozen=True, slots=True)
class Card:
    """A landscape page: a name as large as it fits, a line below it, and what takes place there."""

    title: str
    subtitle: str = ""
    lines: Sequence[tuple[str, str]] = ()  # when, what
    foot: str = ""


def pdf(title: str, cards: Sequence[Card]) -> bytes:
    """Write a page for each card; one with more lines than fit goes on, under the same name."""
    fonts.register()
    file = BytesIO()
    canvas = Canvas(file, pagesize=PAGE)
    canvas.setTitle(title)
    for card in cards:
        rest = list(card.lines)
        while True:
            rest = _page(canvas, card, rest)
            canvas.showPage()
            if not rest:
                break
    canvas.save()
    return file.getvalue()


def fitting(text: str, width: float, largest: float, smallest: float, most_lines: int) -> tuple[float, list[str]]:
    """The largest size, in points, at which a text fits into so many lines, and these lines; cut at the smallest."""
    fonts.register()
    size = largest
    while size > smallest:
        lines = simpleSplit(text, fonts.BOLD, size, width)
        # A word that is wider than the line would be broken in two: then rather smaller.
        whole = all(fonts.width(word, fonts.BOLD, size) <= width for word in text.split())
        if whole and len(lines) <= most_lines:
            return size, lines
        size -= max(1.0, size / 12)
    lines = simpleSplit(text, fonts.BOLD, smallest, width)
    kept = [*lines[: most_lines - 1], " ".join(lines[most_lines - 1 :])]
    return smallest, [cut(line, width, fonts.BOLD, smallest) for line in kept if line]


def cut(line: str, width: float, font: str, size: float) -> str:
    """A line that is wider than its room loses its end, and says so."""
    if fonts.width(line, font, size) <= width:
        return line
    while line and fonts.width(f"{line}…", font, size) > width:
        line = line[:-1]
    return f"{line}…"


def _page(canvas: Canvas, card: Card, lines: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Draw one page; the lines that found no room come back."""
    most = TITLE_LINES if not card.lines else 2
    size, title = fitting(card.title, WIDTH, LARGEST if not card.lines else LARGEST / 2, SMALLEST, most)
    height = size * LINE_HEIGHT * len(title) + (DETAIL * 2 if card.subtitle else 0)
    top = PAGE[1] - MARGIN if card.lines else (PAGE[1] + height) / 2
    canvas.setFillColor(INK)
    for line in title:
        top -= size * LINE_HEIGHT
        canvas.setFont(fonts.BOLD, size)
        canvas.drawCentredString(PAGE[0] / 2, top + size * (LINE_HEIGHT - 1), line)
    if card.subtitle:
        top -= DETAIL * 2
        canvas.setFillColor(MUTED)
        canvas.setFont(fonts.REGULAR, DETAIL)
        canvas.drawCentredString(PAGE[0] / 2, top + DETAIL / 2, cut(card.subtitle, WIDTH, fonts.REGULAR, DETAIL))
    rest = _lines(canvas, lines, top - DETAIL)
    canvas.setFillColor(MUTED)
    canvas.setFont(fonts.REGULAR, 8)
    canvas.drawString(MARGIN, MARGIN / 2, card.foot)
    return rest


def _lines(canvas: Canvas, lines: list[tuple[str, str]], top: float) -> list[tuple[str, str]]:
    room = max(1, int((top - MARGIN) // DETAIL_STEP))
    for k, (when, what) in enumerate(lines[:room]):
        base = top - (k + 1) * DETAIL_STEP
        canvas.setStrokeColor(LINE)
        canvas.line(MARGIN, base - 3 * mm, PAGE[0] - MARGIN, base - 3 * mm)
        canvas.setFillColor(MUTED if not what else INK)
        canvas.setFont(fonts.REGULAR if what else fonts.BOLD, DETAIL)
        canvas.drawString(MARGIN, base, when)
        canvas.setFillColor(INK)
        canvas.drawString(MARGIN + LEAD_WIDTH, base, cut(what, WIDTH - LEAD_WIDTH, fonts.REGULAR, DETAIL))
    return lines[room:]
