"""`make bench`: measure, keep the figures, write the README's tables, draw the pictures."""

from __future__ import annotations

import argparse
import json
import os
import sys
from typing import TYPE_CHECKING, Any

from tests.bench.growth import points, sentence
from tests.bench.pictures import draw
from tests.bench.process import ROOT
from tests.bench.readme import put, section
from tests.bench.table import measured
from tests.bench.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Sequence

README = ROOT / "solver" / "README.md"
FIGURES = ROOT / "solver" / "measured.json"
PICTURES = ROOT / "solver" / "pictures"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure the tables that are asked for, one after the other; what is measured is kept at once."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measures the solver.")
    parser.add_argument("--only", action="append", choices=[table.name for table in TABLES], help="a table (all)")
    parser.add_argument("--render", action="store_true", help="measure nothing; write tables and pictures anew")
    options = parser.parse_args(arguments)
    figures: dict[str, Any] = json.loads(FIGURES.read_bytes()) if FIGURES.exists() else {}
    for table in TABLES:
        if not options.render and table.name in (options.only or [table.name]):
            figures[table.name] = measured(table, full=os.environ.get("BENCH") == "full", tell=tell)
            FIGURES.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n")
    render(figures)


def render(figures: dict[str, Any]) -> None:
    """Write the tables into the README and draw the pictures."""
    text = README.read_text()
    for table in TABLES:
        if table.name in figures:
            text = put(text, table.name, section(table, figures[table.name]))
    near, memory = (
        points(figures.get(name, {"rows": []})["rows"], key) for name, key in (("course", "near"), ("value", "memory"))
    )
    README.write_text(put(text, "growth", sentence(near, memory)))
    draw(figures, PICTURES)


def tell(words: str) -> None:
    """Say what is being measured."""
    sys.stderr.write(f"{words}\n")


if __name__ == "__main__":
    main()
