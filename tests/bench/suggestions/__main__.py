"""`python -m tests.bench.suggestions`: measure, and write the table of the suggestions' README."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from tests.bench.process import ROOT
from tests.bench.readme import markdown, put
from tests.bench.suggestions.judge import T_95, measured

if TYPE_CHECKING:
    from collections.abc import Sequence

README = ROOT / "matchmaking" / "services" / "suggestions" / "README.md"
SIZE = 320


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure over so many seeds; the table says how many, and of how many people."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.suggestions", description="Measures suggestions.")
    parser.add_argument("--seeds", type=int, default=10, choices=sorted(T_95))
    options = parser.parse_args(arguments)
    table = markdown(measured(SIZE, options.seeds))
    sys.stdout.write(f"{table}\n")
    README.write_text(put(README.read_text(), "suggestions", f"{SIZE} people, {options.seeds} seeds.\n\n{table}"))


if __name__ == "__main__":
    main()
