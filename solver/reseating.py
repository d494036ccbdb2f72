"""
Fewest moves between tables once slots are known: one slot after the other, its best seating given those around it.

Each slot alone is a transportation problem: a meeting gains one for each of its people who finds the table of the
meeting before or after; a flow chooses all tables of the slot at once (Ford and Fulkerson 1956). A little noise in the
gains lets the search leave a seating that no single slot can improve.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ortools.graph.python import min_cost_flow

from solver.index import NOWHERE, UNLIMITED, bits
from solver.moves import is_kept

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from solver.board import Board

GAIN = 100
NOISE = 45


def reseat_any_slot(board: Board, rng: random.Random) -> bool:
    """Seat a slot drawn at random anew, with some noise."""
    return reseat_slot(board, int(rng.random() * board.index.slot_count), rng, NOISE)


def sweep(board: Board, rng: random.Random) -> bool:
    """Seat every slot anew, the first to the last and back, each given the others."""
    slots = list(range(board.index.slot_count))
    moved = [reseat_slot(board, slot, rng, 1) for slot in slots + slots[::-1]]
    return any(moved)


def settle_tables(board: Board, rng: random.Random) -> None:
    """Sweep until the number of table changes, which the board watches, falls no more."""
    while True:
        before, mark = board.table_changes, board.mark()
        sweep(board, rng)
        if board.table_changes >= before:
            board.undo(mark)
            return


def reseat_slot(board: Board, slot: int, rng: random.Random, noise: int) -> bool:
    """Give the meetings of a slot the tables at which the fewest people move; say whether any changed."""
    index = board.index
    meetings = [meeting for _, meeting in sorted(board.sitting[slot].items())]
    if not meetings:
        return False
    fixed = min(index.change_limit, index.felt_limit) < UNLIMITED or "changes" in index.problem.goals
    gains: list[dict[int, int]] = []
    for meeting in meetings:
        if fixed and is_kept(board, meeting):
            gains.append({board.table[meeting]: 0})
            continue
        suitable = index.seats[meeting] & index.open_tables[slot]
        around = _tables_around(board, meeting, slot)
        gain = dict.fromkeys(bits(suitable), 0) if suitable != index.open_tables[slot] else {}
        for table in around:
            if suitable >> table & 1:
                gain[table] = gain.get(table, 0) + GAIN
        gains.append({table: value + int(rng.random() * noise) for table, value in gain.items()})
    anywhere = [index.seats[m] & index.open_tables[slot] == index.open_tables[slot] for m in meetings]
    tables = _flow(gains, anywhere, index.open_tables[slot])
    moved = {m: table for m, table in zip(meetings, tables, strict=True) if table != board.table[m]}
    board.rearrange(moved)
    return bool(moved)


def _tables_around(board: Board, meeting: int, slot: int) -> list[int]:
    """Return for each of its people the tables before and after, in the session."""
    found = []
    for person in board.people[meeting]:
        for slots in board.index.slots_around(slot):
            table = board.next_table(person, slots)
            if table != NOWHERE:
                found.append(table)
    return found


def _flow(gains: Sequence[dict[int, int]], anywhere: Sequence[bool], opened: int) -> list[int]:
    """Return a table for each meeting: one of its gainful ones, or any open one where it may sit anywhere."""
    flow = min_cost_flow.SimpleMinCostFlow()
    count, tables = len(gains), list(bits(opened))
    node = {table: count + k for k, table in enumerate(tables)}
    pool, source, sink = count + len(tables), count + len(tables) + 1, count + len(tables) + 2
    add = flow.add_arc_with_capacity_and_unit_cost
    arcs: dict[int, tuple[int, int]] = {}
    for meeting, gain in enumerate(gains):
        add(source, meeting, 1, 0)
        for table, value in gain.items():
            arcs[add(meeting, node[table], 1, -value)] = (meeting, table)
        if anywhere[meeting]:
            add(meeting, pool, 1, 0)
    for table in tables:
        arcs[add(pool, node[table], 1, 0)] = (NOWHERE, table)
        add(node[table], sink, 1, 0)
    flow.set_node_supply(source, count)
    flow.set_node_supply(sink, -count)
    status = flow.solve()
    assert status == flow.OPTIMAL, "a slot that is seated can be seated"
    chosen = [NOWHERE] * count
    pooled = []
    for arc, (meeting, table) in arcs.items():
        if flow.flow(arc):
            if meeting == NOWHERE:
                pooled.append(table)
            else:
                chosen[meeting] = table
    for meeting, table in enumerate(chosen):
        if table == NOWHERE:
            chosen[meeting] = pooled.pop()
    return chosen
