"""Tables as Markdown, written into the README between their markers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.bench.table import Table


class NoMarker(Exception):  # noqa: N818 - it names what is the case
    """The README has no place for a table."""


def section(table: Table, found: dict[str, Any]) -> str:
    """Return a table with its heading, sentence and machine."""
    about = f"{table.about}\n\n" if table.about else ""
    lines = markdown([row["cells"] for row in found["rows"]])
    return (
        f"### {table.title}\n\n{about}{lines}\n\n<sub>{found['machine']}. `make bench BENCH_ONLY={table.name}`</sub>\n"
    )


def markdown(rows: Sequence[dict[str, str]]) -> str:
    """Return rows as a Markdown table; columns in the order in which rows first name them."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    lines = [columns, ["---"] * len(columns), *([row.get(column, "") for column in columns] for row in rows)]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in line) + " |" for line in lines
    )


def put(text: str, name: str, content: str) -> str:
    """
    Return a document with what stands between the markers of a name replaced.

    Raises
    ------
    NoMarker
        If the document has no such markers.
    """
    opening, closing = f"<!-- measured: {name} -->", "<!-- measured -->"
    pattern = re.compile(f"({re.escape(opening)}\n).*?({re.escape(closing)})", re.DOTALL)
    if not pattern.search(text):
        raise NoMarker(f"No place {opening} … {closing} for the table.")
    return pattern.sub(lambda found: f"{found[1]}\n{content}\n{found[2]}", text, count=1)
