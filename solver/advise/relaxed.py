"""
Two linear relaxations in which the tables stand only in the limits of the last rows.

That of the days forgets when a meeting is held: it has one column for each way to man it. It is solved twenty times
faster than that of the slots, and is often no weaker, since days fill up rather than clash: any agenda of a crowded day
is mended by moving meetings (an edge colouring of a bipartite graph needs no more colours than its largest degree,
König 1916).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from solver.linear.formulation import Formulation, worth
from solver.linear.lp import LinearProgram
from solver.linear.rows import Row, Rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from solver.index import Index


def by_slot(index: Index) -> LinearProgram:
    """Return the programme of every rule; its last rows are the tables', slot by slot, their limits to be set."""
    model = Formulation(index)
    tables = Rows.of([Row(model.seated_in(slot).tolist(), 0) for slot in range(index.slot_count)])
    return LinearProgram.of(worth(model), np.ones(model.size, np.int64), Rows.joined([model.rows(), tables]))


def by_day(index: Index) -> LinearProgram:
    """
    Return the programme of whole days; its last row is the tables', its limit to be set.

    A meeting is held at most once, what must be held exactly once, and nobody is in more meetings than they have slots
    in which one could be, less those that windows and limits on a run keep free, nor than their most.
    """
    ways = [(meeting, *way) for meeting, options in enumerate(index.options) for way in options.items() if way[1]]
    of_meeting: dict[int, list[int]] = {}
    of_person: dict[int, list[int]] = {}
    usable = [0] * len(index.person_ids)
    for column, (meeting, people, slots) in enumerate(ways):
        of_meeting.setdefault(meeting, []).append(column)
        for person in people:
            of_person.setdefault(person, []).append(column)
            usable[person] |= slots
    once = [Row(columns, 1, exact=bool(index.must[meeting])) for meeting, columns in of_meeting.items()]
    most = [
        Row(columns, min(_most(usable[one], index.limits[one]), index.cap[one])) for one, columns in of_person.items()
    ]
    seated = [column for column, way in enumerate(ways) if not index.seatless[way[0]]]
    gain = np.array([index.weight[way[0]] for way in ways], np.int64)
    return LinearProgram.of(gain, np.ones(len(ways), np.int64), Rows.of([*once, *most, Row(seated, 0)]))


def _most(usable: int, limits: Iterable[int]) -> int:
    """Return a number of slots that a person cannot use more of, if one stays free in each set of `limits`."""
    left = usable
    most = usable.bit_count()
    # Of sets that share no slot each keeps another one free; those that end first leave the most room for others.
    for limit in sorted(limits):
        if limit & ~left == 0:
            left &= ~limit
            most -= 1
    return most
