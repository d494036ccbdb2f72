"""libical, which Evolution, KOrganizer and Thunderbird's forebears read with: the C library itself."""

from __future__ import annotations

import ctypes
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tests.conftest import unavailable
from tests.matchmaking.feeds.readers import Read

if TYPE_CHECKING:
    from pathlib import Path

LIBRARY = "libical.so.3"


def by_libical(feed: bytes, folder: Path) -> list[Read]:
    """Read with libical, which must find no error and pass its strict check."""
    del folder
    library = _library()
    calendar = library.icalparser_parse_string(feed)
    assert calendar
    assert library.icalcomponent_count_errors(calendar) == 0
    assert library.icalrestriction_check(calendar)
    kind = library.icalcomponent_string_to_kind(b"VEVENT")
    found = []
    entry = library.icalcomponent_get_first_component(calendar, kind)
    while entry:
        found.append(_entry(library, entry))
        entry = library.icalcomponent_get_next_component(calendar, kind)
    library.icalcomponent_free(calendar)
    return found


def _library() -> Any:
    try:
        library = ctypes.CDLL(LIBRARY)
    except OSError:
        unavailable(f"no {LIBRARY}: apt-get install libical3")
    pointers = ("icalparser_parse_string", "icalcomponent_get_first_component", "icalcomponent_get_next_component")
    for name in (*pointers, "icalcomponent_get_first_property"):
        getattr(library, name).restype = ctypes.c_void_p
    for name in ("icalcomponent_get_first_component", "icalcomponent_get_next_component"):
        getattr(library, name).argtypes = [ctypes.c_void_p, ctypes.c_int]
    library.icalcomponent_get_first_property.argtypes = [ctypes.c_void_p, ctypes.c_int]
    for name in ("icalcomponent_count_errors", "icalrestriction_check", "icalcomponent_free"):
        getattr(library, name).argtypes = [ctypes.c_void_p]
    library.icalproperty_get_value_as_string.argtypes = [ctypes.c_void_p]
    library.icalproperty_get_value_as_string.restype = ctypes.c_char_p
    library.icalvalue_decode_ical_string.argtypes = [ctypes.c_char_p, ctypes.c_char_p, ctypes.c_int]
    return library


def _entry(library: Any, entry: int) -> Read:
    return Read(
        uid=_value(library, entry, b"UID"),
        starts_at=_moment(_value(library, entry, b"DTSTART")),
        ends_at=_moment(_value(library, entry, b"DTEND")),
        summary=_value(library, entry, b"SUMMARY"),
        location=_value(library, entry, b"LOCATION"),
        status=_value(library, entry, b"STATUS"),
        sequence=int(_value(library, entry, b"SEQUENCE")),
    )


def _value(library: Any, entry: int, name: bytes) -> str:
    """The value of a property that stands in the entry, as text without its escapes."""
    found = library.icalcomponent_get_first_property(entry, library.icalproperty_string_to_kind(name))
    assert found, name
    written: bytes = library.icalproperty_get_value_as_string(found)
    plain = ctypes.create_string_buffer(len(written) + 1)
    library.icalvalue_decode_ical_string(written, plain, len(plain))
    return plain.value.decode()


def _moment(written: str) -> datetime:
    return datetime.strptime(written, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
