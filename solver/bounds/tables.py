"""
A bound on table changes: how many people of a meeting can have come from the same table.

Of two meetings that follow each other at a table only one person can be in both, for two people meet once. So of a
meeting's people at most one comes straight from its table; whoever else finds the table of their meeting before comes
out of a break or from a meeting held without a table. A session's first meeting at a table keeps nobody. With at most
`breaks` breaks,

    changes >= sum of excess - seated meetings + tables used - meetings without a table, by head - breaks

where excess is what a person's seated meetings in a session exceed one by, and the tables used in a session are no
fewer than its meetings in any one slot. Minimised over the linear relaxation of all schedules that keep the goals
before, proven by its duals like any other.
"""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING

import numpy as np

from solver.linear.formulation import held_goal
from solver.linear.lp import LinearProgram, Method, relax
from solver.linear.rows import Row, Rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from solver.effort import Effort
    from solver.index import Index
    from solver.linear.formulation import Formulation
    from solver.linear.rows import Integers
    from solver.problem import GoalName

ROUGH = Method(accuracy=1e-4)


def table_changes_bound(
    model: Formulation, rows: Rows, held: dict[GoalName, int], effort: Effort, seconds: float
) -> int:
    """
    Return a proven least number of table changes of schedules in which the goals in `held` cost no more than said.

    0 where neither breaks nor idle slots are held: who may rest as often as they like need not change tables.
    """
    breaks = min((cost for goal, cost in held.items() if goal in {"breaks", "idle"}), default=None)
    if breaks is None or not model.size:
        return 0
    sizes = np.array([len(people) for people in model.people], np.int64)[model.way]
    gain = np.where(model.seatless, sizes, np.array(keepers(model.index), np.int64)[model.meeting])
    excess = list(_excess(model))
    tables = list(_tables_used(model, first=model.size + len(excess)))
    longest = max(past - first for first, past in model.index.sessions)
    helpers = len(excess) + len(model.index.sessions)
    most = np.full(helpers, max(longest, len(model.index.table_ids)))
    kept = [row for goal, cost in held.items() for row in held_goal(model, goal, cost)]
    programme = LinearProgram.of(
        np.concatenate((gain, np.full(helpers, -1))),
        np.concatenate((np.ones(model.size, np.int64), most)),
        Rows.joined([rows, Rows.of([*kept, *excess, *tables])]),
    )
    _, proof = relax(programme, effort.clock, seconds, effort.workers, ROUGH)
    return max(0, -proof.bound - breaks)


def keepers(index: Index) -> list[int]:
    """Return by meeting how many of its people can come straight from its table: one, or all if two may meet twice."""
    meetings_of: dict[tuple[int, int], set[int]] = {}
    for meeting, options in enumerate(index.options):
        for people in options:
            for pair in combinations(sorted(people), 2):
                meetings_of.setdefault(pair, set()).add(meeting)
    again = {meeting for meetings in meetings_of.values() if len(meetings) > 1 for meeting in meetings}
    return [
        max(map(len, options), default=1) if meeting in again else 1 for meeting, options in enumerate(index.options)
    ]


def _excess(model: Formulation) -> Iterator[Row]:
    """A person's seated meetings in a session are at most one more than their excess there, a column of its own."""
    index, column = model.index, model.size
    for person, (first, past) in product(range(len(index.person_ids)), index.sessions):
        columns = _within(model, model.of_person(person), first, past)
        if len(columns) > 1:
            yield Row([*columns.tolist(), column], 1, coefficients=[1] * len(columns) + [-1])
            column += 1


def _within(model: Formulation, columns: Integers, first: int, past: int) -> Integers:
    """Return those of the columns that need a table and stand in a session."""
    slot = model.slot[columns]
    return columns[~model.seatless[columns] & (slot >= first) & (slot < past)]


def _tables_used(model: Formulation, first: int) -> Iterator[Row]:
    """A session uses at least as many tables, a column of its own, as it has meetings in any slot."""
    for number, session in enumerate(model.index.sessions):
        for slot in range(*session):
            columns = model.seated_in(slot)
            yield Row([*columns.tolist(), first + number], 0, coefficients=[1] * len(columns) + [-1])
