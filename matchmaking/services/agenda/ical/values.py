r"""
Values for icalendar, with its defects worked round.

icalendar 7.3.0 turns a typed `\N` into a line break, passes control characters on, writes a lone CR of a calendar's
name raw, leaves `VALUE=DURATION` out and adds moments of now: so every text is cleaned before, and every property
is set as a ready value.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING
from urllib.parse import quote

from icalendar import vCategory, vDatetime, vText, vUri

from matchmaking.services.words.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

ESCAPES = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})
# What RFC 3986 gives a meaning, and the percent sign of what is encoded already.
URI_PUNCTUATION = "%/:?#[]@!$&'()*+,;=~"


class Text(vText):
    """TEXT whose backslashes stay what they are."""

    def to_ical(self) -> bytes:
        """Escape as RFC 5545 says, and nothing more."""
        return str(self).translate(ESCAPES).encode()


def text(value: str, *, multiline: bool = False) -> Text:
    """TEXT: nothing in it can end the line, begin a property, or is refused by a reader."""
    return Text(clean(value, multiline=multiline))


def quoted(value: str) -> str:
    """A parameter's value: icalendar quotes it, and has no way to say a quotation mark (RFC 6868 is little read)."""
    return clean(value).replace('"', "'")


def texts(values: Iterable[str]) -> vCategory:
    """Several TEXT values of one property."""
    categories = vCategory([])
    categories.cats = [text(value) for value in values]
    return categories


def uri(value: str) -> vUri:
    """URI: in ASCII, since it stands in the line as it is."""
    return vUri(quote(clean(value), safe=URI_PUNCTUATION))


def moment(when: datetime) -> vDatetime:
    """DATE-TIME in UTC, which needs no time zone of the file's own to be read alike by everybody."""
    return vDatetime(when.astimezone(UTC).replace(microsecond=0))
