"""The HTML of a mail, made from its plain text, which stays the truth: paragraphs, lines, and links as links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import current_app
from markupsafe import Markup, escape

from matchmaking.services.mail import outbox

if TYPE_CHECKING:
    from matchmaking.services.mail.mailing import Look

SIGNATURE = "-- "
SHOWN = 48  # characters of an address that stands alone; it leads to all of it


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or an address that stands on a line of its own (`url`), to be pressed."""

    text: Markup
    url: str = ""


def html_of(subject: str, body: str, look: Look) -> str:
    """
    The whole page of one mail. Nothing in it is fetched from anywhere, and it says nothing that the text does not.

    Only addresses of this installation become links: what people wrote to each other stays text.
    """
    address = re.compile(rf"{re.escape(outbox.link('/'))}(?:\S*[^\s.,;:!?)\]])?")
    text, _, signature = body.partition(f"\n{SIGNATURE}\n")
    page = current_app.jinja_env.get_template("mail/frame.html")
    return page.render(
        subject=subject,
        look=look,
        language=look.language.replace("_", "-"),
        blocks=[block for paragraph in re.split(r"\n\s*\n", text.strip()) for block in _blocks(paragraph, address)],
        signature=_lines(signature.strip().splitlines(), address),
    )


def _blocks(paragraph: str, address: re.Pattern[str]) -> list[Block]:
    blocks: list[Block] = []
    lines: list[str] = []
    for line in paragraph.splitlines():
        if address.fullmatch(line.strip()):
            blocks += [Block(_lines(lines, address))] if lines else []
            blocks.append(Block(escape(_short(line.strip())), line.strip()))
            lines = []
        else:
            lines.append(line)
    return blocks + ([Block(_lines(lines, address))] if lines else [])


def _lines(lines: list[str], address: re.Pattern[str]) -> Markup:
    return Markup("<br>\n").join(_linked(line.strip(), address) for line in lines)


def _linked(line: str, address: re.Pattern[str]) -> Markup:
    made, end = Markup(), 0
    for found in address.finditer(line):
        made += line[end : found.start()]
        made += Markup('<a href="{0}">{0}</a>').format(found.group())
        end = found.end()
    return made + line[end:]


def _short(url: str) -> str:
    """Where it leads, as far as there is room: a reader sees whose page it is before pressing."""
    parts = urlsplit(url)
    shown = f"{parts.netloc}{parts.path}".rstrip("/")
    return shown if len(shown) <= SHOWN else f"{shown[: SHOWN - 1]}…"
