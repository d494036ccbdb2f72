"""Figures as they stand in a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.bench.judging import Answer
    from tests.bench.process import Run


def costs(run: Run) -> dict[str, str]:
    """Return what a process cost."""
    return {"s": f"{run.wall:.1f}", "CPU s": f"{run.user:.1f}", "MiB": f"{run.memory:,}"}


def goal(answer: Answer, name: str) -> str:
    """Return a goal's value and how far it is from its bound."""
    value, bound = answer.goals[name], answer.bounds.get(name)
    if bound is None:
        return f"{value:,} (no bound)"
    return f"{value:,} = bound" if value == bound else f"{value:,} (bound {bound:,})"


def gap(answer: Answer, name: str) -> str:
    """Return the gap in percent."""
    part = answer.gap(name)
    return "–" if part is None else "proven" if part == 0 else f"{part:.3%}"
