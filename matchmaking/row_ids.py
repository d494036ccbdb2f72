"""Ids of rows as they come from outside: databases cannot even be asked about numbers that they cannot store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from werkzeug.routing import IntegerConverter

if TYPE_CHECKING:
    from werkzeug.routing import Map

LARGEST = 2**31 - 1  # of PostgreSQL's INTEGER; SQLite goes further


def row_id(text: str | int) -> int:
    """Read an id from a form; what cannot be one is a ValueError."""
    number = int(text)
    if not 0 <= number <= LARGEST:
        raise ValueError(f"{number} cannot be an id.")
    return number


class RowIdConverter(IntegerConverter):
    """`<int:…>` in addresses: a number that cannot be an id is an address that does not exist."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=LARGEST)
