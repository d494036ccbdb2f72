"""Calendars to write, and a reader of a few lines that knows nothing of the writer."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from matchmaking.services.agenda.ical import CalendarFile, Entry

TEN_O_CLOCK = datetime(2027, 5, 12, 10, 0, tzinfo=UTC)
CREATED = datetime(2027, 4, 1, 9, 30, 15, tzinfo=UTC)
MODIFIED = datetime(2027, 4, 20, 17, 0, 59, tzinfo=UTC)


def make_entry(**changes: Any) -> Entry:
    """Bob meets Cat at ten, for twenty minutes."""
    values: dict[str, Any] = {
        "uid": "8c1f@matchmaking",
        "sequence": 2,
        "starts_at": TEN_O_CLOCK,
        "ends_at": TEN_O_CLOCK + timedelta(minutes=20),
        "created_at": CREATED,
        "modified_at": MODIFIED,
        "summary": "Cat Petrović, Klaster",
        "description": "Table 12",
        "location": "Table 12, zone B, Sava Centar",
        "url": "https://meet.example.org/meetings/7",
        "categories": ("Meeting",),
        "alarm": True,
    }
    return Entry(**values | changes)


def make_calendar(*entries: Entry, **changes: Any) -> CalendarFile:
    """Bob's feed."""
    values: dict[str, Any] = {
        "uid": "bob@matchmaking",
        "name": "Days of Clusters",
        "description": "Bob's meetings",
        "time_zone": "Europe/Belgrade",
        "url": "https://meet.example.org/agenda",
        "modified_at": CREATED,
        "entries": entries,
    }
    return CalendarFile(**values | changes)


@dataclass
class Component:
    """What was read: each property's lines as (parameters, raw value), in their order."""

    kind: str
    properties: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    inner: list[Component] = field(default_factory=list)

    def value(self, name: str) -> str:
        """The raw value of a property that stands here once."""
        ((_parameters, value),) = self.properties[name]
        return value

    def text(self, name: str) -> str:
        """The same, as TEXT."""
        return unescaped(self.value(name))


def physical_lines(body: bytes) -> list[bytes]:
    """The lines as they are sent; each of them ends with CRLF."""
    *lines, rest = body.split(b"\r\n")
    assert rest == b""
    return lines


def read(body: bytes) -> Component:
    """Unfold, split, nest."""
    root = Component("")
    stack = [root]
    for line in body.replace(b"\r\n ", b"").decode("utf-8").split("\r\n")[:-1]:
        head, value = line.split(":", 1)
        name, _, parameters = head.partition(";")
        if name == "BEGIN":
            stack[-1].inner.append(Component(value))
            stack.append(stack[-1].inner[-1])
        elif name == "END":
            assert stack.pop().kind == value
        else:
            stack[-1].properties.setdefault(name, []).append((parameters, value))
    assert stack == [root]
    (calendar,) = root.inner
    return calendar


def unescaped(value: str) -> str:
    """TEXT as a person reads it."""
    assert not re.search(r"(?<!\\)(?:\\\\)*[,;]", value), f"Unescaped: {value}"
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value)
