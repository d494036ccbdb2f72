"""How much memory a solve uses, and whether a linear model would still fit into its limit."""

from __future__ import annotations

import resource
from pathlib import Path

MEBIBYTE = 2**20
STATM = Path("/proc/self/statm")
AT_ONCE = 256
"""MiB of address space that OR-Tools takes as soon as it solves anything: its threads' stacks and heaps."""
COLUMN = 1536
"""Bytes for each column of a linear model while PDLP solves it, twelve hundred measured."""


def used() -> float:
    """Return the MiB of address space that this process uses; its peak memory where only that is known."""
    if STATM.exists():
        return int(STATM.read_text().split()[0]) * resource.getpagesize() / MEBIBYTE
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEBIBYTE


def fits(columns: int, limit: int | None) -> bool:
    """Whether a linear model of so many columns can be solved within so many MiB, `None` for any number."""
    return limit is None or used() + AT_ONCE + columns * COLUMN / MEBIBYTE <= limit
