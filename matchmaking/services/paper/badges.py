"""Badges: eight on an A4 sheet, each with the name to be read from afar and a code for the desk."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING

import segno
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from matchmaking.services.paper import fonts
from matchmaking.services.paper.cards import cut, fitting
from matchmaking.services.paper.sheets import INK, LINE, MUTED

if TYPE_CHECKING:
    from collections.abc import Sequence

COLUMNS, ROWS = 2, 4
WIDTH, HEIGHT = A4[0] / COLUMNS, A4[1] / ROWS  # 105 × 74 mm, as badge holders of size A7 take them
EDGE = 7 * mm
CODE = 20 * mm
LARGEST, SMALLEST, NAME_LINES = 26.0, 13.0, 2
SMALL, TINY = 11.0, 8.0
MASK = 3  # readers take any of the eight; trying all of them takes four times as long, seconds for a full event


@dataclass(frozen=True, slots=True)
class Badge:
    """What stands on one badge; `code` is the address behind its square code."""

    name: str
    organization: str
    country: str
    kind: str
    event: str
    code: str


def pdf(title: str, badges: Sequence[Badge]) -> bytes:
    """Write sheets of eight badges, to be cut along the lines."""
    fonts.register()
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4)
    canvas.setTitle(title)
    per_page = COLUMNS * ROWS
    for first in range(0, len(badges), per_page):
        for place, badge in enumerate(badges[first : first + per_page]):
            row, column = divmod(place, COLUMNS)
            _draw(canvas, badge, column * WIDTH, A4[1] - (row + 1) * HEIGHT)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _draw(canvas: Canvas, badge: Badge, left: float, bottom: float) -> None:
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.4)
    canvas.rect(left, bottom, WIDTH, HEIGHT)
    room, top = WIDTH - 2 * EDGE, bottom + HEIGHT - EDGE
    _line(canvas, badge.event, (left + EDGE, top - TINY), room, TINY)
    size, lines = fitting(badge.name, room, LARGEST, SMALLEST, NAME_LINES)
    canvas.setFillColor(INK)
    canvas.setFont(fonts.BOLD, size)
    base = top - TINY - 4 * mm
    for line in lines:
        base -= size * 1.1
        canvas.drawString(left + EDGE, base, line)
    _words(canvas, badge, left + EDGE, bottom + EDGE, room - CODE - 3 * mm)
    _code(canvas, badge.code, left + WIDTH - EDGE - CODE, bottom + EDGE)


def _words(canvas: Canvas, badge: Badge, left: float, bottom: float, room: float) -> None:
    """Organization, country and type, above the lower edge."""
    _line(canvas, badge.kind, (left, bottom), room, TINY)
    _line(canvas, badge.country, (left, bottom + 5 * mm), room, SMALL)
    size, lines = fitting(badge.organization, room, SMALL + 1, SMALL - 2, 2)
    canvas.setFillColor(INK)
    canvas.setFont(fonts.BOLD, size)
    for k, line in enumerate(reversed(lines)):
        canvas.drawString(left, bottom + 10.5 * mm + k * size * 1.2, line)


def _line(canvas: Canvas, text: str, place: tuple[float, float], room: float, size: float) -> None:
    canvas.setFillColor(MUTED)
    canvas.setFont(fonts.REGULAR, size)
    canvas.drawString(*place, cut(text, room, fonts.REGULAR, size))


def _code(canvas: Canvas, address: str, left: float, bottom: float) -> None:
    """A square code, drawn as runs of dark modules so that no printer sees seams."""
    rows = [list(row) for row in segno.make(address, error="m", mask=MASK, micro=False).matrix]
    module = CODE / len(rows)
    canvas.setFillColor(INK)
    path = canvas.beginPath()
    for k, row in enumerate(rows):
        column = 0
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                path.rect(left + column * module, bottom + (len(rows) - 1 - k) * module, length * module, module)
            column += length
    canvas.drawPath(path, stroke=0, fill=1)
