"""Logos as they are uploaded: read with care, and made anew, so that nothing but the picture is kept."""

from __future__ import annotations

from io import BytesIO

from flask_babel import gettext as _
from PIL import Image, ImageOps

from matchmaking.services.refusals import Invalid

MOST_BYTES = 1_000_000
MOST_PIXELS = 8_000_000
LARGEST = (640, 240)
MARKUP = (b"<svg", b"<?xml", b"<!doctype")


def made_of(content: bytes) -> bytes:
    """A PNG no larger than a page shows; refused where this is no picture, or too large a one."""
    if len(content) > MOST_BYTES:
        raise Invalid(_("The picture is too large: at most %(count)d MB.", count=MOST_BYTES // 1_000_000))
    if content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(MARKUP):
        raise Invalid(_("SVG files can hold programs and are not taken. Save the logo as PNG."))
    try:
        return _drawn(content)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise Invalid(_("This is no PNG or JPEG picture, or it is damaged.")) from error


def _drawn(content: bytes) -> bytes:
    with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as picture:
        width, height = picture.size
        if width * height > MOST_PIXELS:  # known before it is unpacked
            raise Invalid(_("The picture has too many pixels: at most %(count)d million.", count=MOST_PIXELS // 10**6))
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
    upright.thumbnail(LARGEST)
    file = BytesIO()
    upright.save(file, "PNG", optimize=True)
    return file.getvalue()
