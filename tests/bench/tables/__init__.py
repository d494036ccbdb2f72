"""The tables, in the README's order."""

from __future__ import annotations

from tests.bench.tables import ablation, course, infeasible, published, questions, replan, stop, together, value

TABLES = (
    value.TABLE,
    course.TABLE,
    together.TABLE,
    published.TABLE,
    infeasible.TABLE,
    replan.TABLE,
    *questions.TABLES,
    stop.TABLE,
    ablation.TABLE,
)
