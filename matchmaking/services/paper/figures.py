"""Documents of figures: facts, tables with bars, notes; written as a PDF of A4 pages."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from matchmaking.services.paper import fonts
from matchmaking.services.paper.sheets import LINE, MARGIN, MUTED, styles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.pdfgen.canvas import Canvas

BAR = HexColor("#1d5f7c")
BAR_WIDTH = 50 * mm
FRAME_PADDING = 6  # of the frame that holds the text
ROOM = A4[0] - 2 * (MARGIN + FRAME_PADDING)
HEAD_ROWS = 6  # a title stays with so many of its rows


@dataclass(frozen=True, slots=True)
class Part:
    """A table below its title; the numbers of column `bars` are drawn beside it."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str | int]]
    note: str = ""
    bars: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What is to be written."""

    title: str
    facts: Sequence[tuple[str, str]]
    parts: Sequence[Part]
    notes_title: str
    notes: Sequence[str]
    foot: str


class _Bar(Flowable):  # type: ignore[misc] # reportlab has no types
    """A bar as long as its share of the largest number."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Take a line's room."""
        del width, height
        return BAR_WIDTH, 3.2 * mm

    def draw(self) -> None:
        """Fill the share."""
        self.canv.setFillColor(BAR)
        self.canv.rect(0, 0, max(0.3, BAR_WIDTH * self.share), 2.8 * mm, stroke=0, fill=1)


def pdf(document: Document) -> bytes:
    """Write the document, with its foot and the page's number on each page."""
    fonts.register()
    file = BytesIO()
    template = SimpleDocTemplate(
        file, pagesize=A4, title=document.title, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN,
        bottomMargin=MARGIN + 8 * mm,
    )  # fmt: skip

    def foot(canvas: Canvas, page: SimpleDocTemplate) -> None:
        canvas.setFillColor(MUTED)
        canvas.setFont(fonts.REGULAR, 8)
        canvas.drawString(MARGIN, MARGIN, document.foot)
        canvas.drawRightString(A4[0] - MARGIN, MARGIN, str(page.page))

    template.build(_flow(document), onFirstPage=foot, onLaterPages=foot)
    return file.getvalue()


def _flow(document: Document) -> list[Flowable]:
    look = styles()
    flow: list[Flowable] = [Paragraph(escape(document.title), look["title"]), Spacer(0, 4 * mm)]
    flow.append(_facts(document.facts))
    for part in document.parts:
        flow += _part(part)
    flow.append(Paragraph(escape(document.notes_title), look["heading"]))
    flow += [Paragraph(f"• {escape(note)}", look["place"]) for note in document.notes]
    return flow


def _facts(facts: Sequence[tuple[str, str]]) -> Table:
    look = styles()
    cells = [
        [Paragraph(escape(name), look["detail"]), Paragraph(escape(value), look["names"])] for name, value in facts
    ]
    return Table(cells, colWidths=[50 * mm, ROOM - 50 * mm], style=_LINES)


def _part(part: Part) -> list[Flowable]:
    look = styles()
    head: list[Flowable] = [Paragraph(escape(part.title), look["heading"])]
    if part.note:
        head.append(Paragraph(escape(part.note), look["place"]))
    if not part.rows:
        return [KeepTogether(head)]
    first, rest = part.rows[:HEAD_ROWS], part.rows[HEAD_ROWS:]
    flow: list[Flowable] = [KeepTogether([*head, _table(part, first, with_head=True)])]
    if rest:
        flow.append(_table(part, rest, with_head=False))
    return flow


def _table(part: Part, rows: Sequence[Sequence[str | int]], *, with_head: bool) -> Table:
    look = styles()
    most = 0 if part.bars is None else max((int(row[part.bars]) for row in part.rows), default=0)
    cells: list[list[Any]] = []
    if with_head:
        cells.append([Paragraph(escape(name), look["detail"]) for name in part.head])
    for row in rows:
        line: list[Any] = [Paragraph(escape(str(cell)), look["place"]) for cell in row]
        if part.bars is not None:
            line.append(_Bar(int(row[part.bars]) / most if most else 0))
        cells.append(line)
    if with_head and part.bars is not None:
        cells[0].append("")
    bars = [BAR_WIDTH] if part.bars is not None else []
    return Table(cells, colWidths=[*_widths(part, ROOM - sum(bars)), *bars], style=_LINES)


def _widths(part: Part, room: float) -> list[float]:
    """Columns of numbers are narrow, those of words share the rest."""
    numbers = [bool(part.rows) and isinstance(part.rows[0][k], int) for k in range(len(part.head))]
    narrow = 26 * mm
    words = max(1, numbers.count(False))
    wide = (room - narrow * numbers.count(True)) / words
    return [narrow if number else wide for number in numbers]


_LINES = TableStyle(
    [
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0.9 * mm),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0.9 * mm),
    ]
)
