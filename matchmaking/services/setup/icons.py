"""The event's icon on a phone's screen: its logo, or its first letter, on its colour."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

from matchmaking.extensions import db
from matchmaking.models import EventLogo
from matchmaking.services.paper import fonts

if TYPE_CHECKING:
    from matchmaking.models import Event

USUAL = "#1d5f7c"
INNER = 0.62  # of a maskable icon, the part that no phone cuts off


def colour_of(event: Event) -> str:
    """The colour behind the icon, and of the phone's bar."""
    return event.accent or USUAL


def icon_of(event: Event, size: int) -> bytes:
    """A square PNG."""
    logo = db.session.get(EventLogo, event.id)
    icon = _with_logo(logo.content, size) if logo else _with_letter(event, size)
    file = BytesIO()
    icon.save(file, "PNG", optimize=True)
    return file.getvalue()


def _with_logo(content: bytes, size: int) -> Image.Image:
    """On white, for most logos are made for it."""
    icon = Image.new("RGB", (size, size), "#ffffff")
    with Image.open(BytesIO(content)) as read:
        logo = read.convert("RGBA")
    scale = size * INNER / max(logo.size)
    logo = logo.resize((max(1, round(logo.width * scale)), max(1, round(logo.height * scale))))
    icon.paste(logo, ((size - logo.width) // 2, (size - logo.height) // 2), logo)
    return icon


def _with_letter(event: Event, size: int) -> Image.Image:
    icon = Image.new("RGB", (size, size), colour_of(event))
    font = ImageFont.truetype(str(fonts.HERE / f"{fonts.BOLD}.ttf"), round(size * INNER))
    ImageDraw.Draw(icon).text((size / 2, size / 2), event.name[:1].upper(), "#ffffff", font, anchor="mm")
    return icon
