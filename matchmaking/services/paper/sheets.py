"""Sheets: a title, and rows of times and places below headings; written as a PDF of A4 pages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    PageBreak,
    PageTemplate,
    Paragraph,
    Table,
    TableStyle,
)

from matchmaking.services.paper import fonts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportlab.pdfgen.canvas import Canvas

INK, MUTED, LINE = HexColor("#14181b"), HexColor("#59626a"), HexColor("#c9ced1")
MARGIN = 16 * mm
FOOT = 12 * mm
LEAD_WIDTH = 30 * mm
PLACE_WIDTH = 42 * mm
HEAD_ROWS = 2  # a heading stays with so many of its rows


@dataclass(frozen=True, slots=True)
class Row:
    """One line: when or where, who, whom they represent, and a place."""

    lead: str
    names: str
    detail: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Rows below a heading: a day, a slot, a zone."""

    heading: str
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one person, or whoever stands at one table or in one zone, takes along; begins on a page of its own."""

    title: str
    subtitle: str
    parts: Sequence[Part]
    note: str = ""
    foot: str = ""


def pdf(title: str, sheets: Sequence[Sheet]) -> bytes:
    """Write sheets one after the other; the foot of each page is that of its sheet."""
    fonts.register()
    file = BytesIO()
    document = BaseDocTemplate(
        file, pagesize=A4, title=title, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN, bottomMargin=MARGIN
    )
    frame = Frame(MARGIN, MARGIN + FOOT, A4[0] - 2 * MARGIN, A4[1] - 2 * MARGIN - FOOT, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate("sheet", [frame], onPageEnd=_foot))
    story: list[Flowable] = []
    for sheet in sheets:
        story += [_FootOf(sheet.foot), *_flow(sheet), PageBreak()]
    document.build(story[:-1])
    return file.getvalue()


class _FootOf(Flowable):  # type: ignore[misc] # reportlab has no types
    """Nothing to see: from its page on the pages belong to another sheet."""

    def __init__(self, foot: str) -> None:
        super().__init__()
        self.foot = foot

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Take no room."""
        del width, height
        return 0, 0

    def draw(self) -> None:
        """Tell the page whose it is."""
        self.canv.foot, self.canv.first_page = self.foot, self.canv.getPageNumber()


def _foot(canvas: Canvas, document: BaseDocTemplate) -> None:
    """The stamp at the left, the page of the sheet at the right."""
    del document
    canvas.setFillColor(MUTED)
    canvas.setFont(fonts.REGULAR, 8)
    canvas.drawString(MARGIN, MARGIN, canvas.foot)
    canvas.drawRightString(A4[0] - MARGIN, MARGIN, str(canvas.getPageNumber() - canvas.first_page + 1))


def _flow(sheet: Sheet) -> list[Flowable]:
    look = styles()
    flow: list[Flowable] = [Paragraph(escape(sheet.title), look["title"])]
    if sheet.subtitle:
        flow.append(Paragraph(escape(sheet.subtitle), look["subtitle"]))
    for part in sheet.parts:
        flow += _part(part)
    if sheet.note:
        flow.append(Paragraph(escape(sheet.note), look["subtitle"]))
    return flow


def _part(part: Part) -> Iterable[Flowable]:
    heading = Paragraph(escape(part.heading), styles()["heading"])
    first, rest = part.rows[:HEAD_ROWS], part.rows[HEAD_ROWS:]
    yield KeepTogether([heading, _table(first)]) if first else heading
    if rest:
        yield _table(rest)


def _table(rows: Sequence[Row]) -> Table:
    look, places = styles(), any(row.place for row in rows)
    widths = [LEAD_WIDTH, A4[0] - 2 * MARGIN - LEAD_WIDTH - (PLACE_WIDTH if places else 0)]
    cells: list[list[Any]] = []
    for row in rows:
        who = [Paragraph(escape(row.names), look["names"])]
        if row.detail:
            who.append(Paragraph(escape(row.detail), look["detail"]))
        cells.append([Paragraph(escape(row.lead), look["lead"]), who])
        if places:
            cells[-1].append(Paragraph(escape(row.place), look["place"]))
    table = Table(cells, colWidths=[*widths, PLACE_WIDTH] if places else widths)
    table.setStyle(_ROWS)
    return table


_ROWS = TableStyle(
    [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 2 * mm),
        ("TOPPADDING", (0, 0), (-1, -1), 1.4 * mm),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.4 * mm),
    ]
)


@cache
def styles() -> dict[str, ParagraphStyle]:
    """How each kind of text looks on paper."""
    fonts.register()

    def style(name: str, size: float, font: str = fonts.REGULAR, **more: object) -> ParagraphStyle:
        settings: dict[str, object] = {"fontName": font, "fontSize": size, "leading": size * 1.3, "textColor": INK}
        return ParagraphStyle(name, **(settings | more))

    return {
        "title": style("title", 20, fonts.BOLD),
        "subtitle": style("subtitle", 11, textColor=MUTED, spaceBefore=1 * mm),
        "heading": style("heading", 12, fonts.BOLD, spaceBefore=5 * mm, spaceAfter=1 * mm),
        "lead": style("lead", 10.5),
        "names": style("names", 10.5, fonts.BOLD),
        "detail": style("detail", 9, textColor=MUTED),
        "place": style("place", 10.5),
    }
