r"""
The grammar of iCalendar (RFC 5545, section 3.1): values, and lines of at most 75 octets.

Written here rather than with icalendar, which takes 10 ms for an agenda of 20 entries, six times as long, and whose
writer breaks on texts that people type (`\N`, a lone CR). The tests read with it what is written here.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING
from urllib.parse import quote

from matchmaking.services.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

MAX_OCTETS = 75
# In UTF-8, every octet of a character but its first has these two bits.
CONTINUATION_MASK, CONTINUATION = 0b1100_0000, 0b1000_0000
ESCAPES = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})
# What RFC 3986 gives a meaning, and the percent sign of what is encoded already.
URI_PUNCTUATION = "%/:?#[]@!$&'()*+,;=~"


def text(value: str, *, multiline: bool = False) -> str:
    """TEXT: nothing in it can end the line, begin a property, or is refused by a reader."""
    return clean(value, multiline=multiline).translate(ESCAPES)


def texts(values: Iterable[str]) -> str:
    """Several TEXT values of one property."""
    return ",".join(text(value) for value in values)


def uri(value: str) -> str:
    """URI: in ASCII, since it stands in the line as it is."""
    return quote(clean(value), safe=URI_PUNCTUATION)


def moment(when: datetime) -> str:
    """DATE-TIME in UTC, which needs no time zone of the file's own to be read alike by everybody."""
    return f"{when.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def folded(line: str) -> bytes:
    """The line's octets, broken where it is too long; the blank that begins the rest counts as one of them."""
    rest = line.encode()
    pieces = []
    room = MAX_OCTETS
    while len(rest) > room:
        cut = _last_cut(rest, room)
        pieces.append(rest[:cut])
        rest = rest[cut:]
        room = MAX_OCTETS - 1
    pieces.append(rest)
    return b"\r\n ".join(pieces) + b"\r\n"


def _last_cut(octets: bytes, room: int) -> int:
    """Where to break: never inside a character, nor behind a backslash, as some readers unescape before they join."""
    cut = room
    while octets[cut] & CONTINUATION_MASK == CONTINUATION:
        cut -= 1
    before = octets[:cut]
    backslashes = len(before) - len(before.rstrip(b"\\"))
    return cut - backslashes % 2
