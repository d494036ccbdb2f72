"""Colours, and whether they can be read: contrast as WCAG 2 reckons it, and the nearest colour that passes."""

from __future__ import annotations

import colorsys
import re
from typing import TypeAlias

Rgb: TypeAlias = tuple[float, float, float]

HEX = re.compile(r"#[0-9a-f]{6}")
ENOUGH = 4.5  # level AA, for text of any size
STEPS = 512


def is_colour(text: str) -> bool:
    """Whether this is a colour such as #1d5f7c."""
    return HEX.fullmatch(text) is not None


def contrast(one: str, other: str) -> float:
    """From 1, the same, to 21, black on white."""
    lighter, darker = sorted((_luminance(_rgb(one)), _luminance(_rgb(other))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mixed(colour: str, other: str, share: float) -> str:
    """So much of a colour, from 0 to 1, in another one."""
    return _hex(*(share * a + (1 - share) * b for a, b in zip(_rgb(colour), _rgb(other), strict=True)))


def shaded(colour: str, *, lighter: bool) -> list[str]:
    """The same hue, ever lighter or darker, the colour itself first."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_rgb(colour))
    goal = 1.0 if lighter else 0.0
    shades = [
        _hex(*colorsys.hls_to_rgb(hue, lightness + (goal - lightness) * step / STEPS, saturation))
        for step in range(1, STEPS + 1)
    ]
    return [colour, *shades]


def _luminance(colour: Rgb) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)  # noqa: PLR2004
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _rgb(colour: str) -> Rgb:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def _hex(*parts: float) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)
