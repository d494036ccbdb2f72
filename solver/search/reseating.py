"""
Fewest moves between tables once slots are known: by exact exchanges of many tables at once.

A session can be cut between two of its slots: what sits at a table up to there and what sits at one from there on are
joined anew, so that as many people as possible who cross the cut find their table again. Where every meeting may sit
anywhere this is exact for each cut, for people who pause across it too. A slot alone can be seated anew likewise. Both
are assignments, solved by a flow (Ford and Fulkerson 1956). A little noise in the gains lets the search leave a seating
that no single cut can improve.
"""

from __future__ import annotations

from collections import Counter
from itertools import product
from typing import TYPE_CHECKING

from ortools.graph.python import min_cost_flow

from solver.index import NOWHERE, bits
from solver.search.moves import is_kept

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from solver.clock import Clock
    from solver.search.board import Board

GAIN = 1000
NOISE = 450
FLOW = 20
"""What solving a flow costs, in chains traced."""
TIE = 10
"""Noise that all tables together never trade for one person's table."""


def reseat_any_slot(board: Board, rng: random.Random) -> bool:
    """Seat a slot drawn at random anew, with some noise."""
    return reseat_slot(board, int(rng.random() * board.index.slot_count), rng, NOISE)


def rejoin_any_cut(board: Board, rng: random.Random) -> bool:
    """Join tables anew after a slot drawn at random, with some noise."""
    return rejoin_after(board, int(rng.random() * board.index.slot_count), rng, NOISE)


def settle_tables(board: Board, rng: random.Random, clock: Clock) -> None:
    """Join tables anew at every cut and seat every slot anew until the number of table changes falls no more."""
    slots = range(board.index.slot_count)
    while True:
        before, mark = board.table_changes, board.mark()
        for seat, slot in product((rejoin_after, reseat_slot), slots):
            if clock.out():
                break
            seat(board, slot, rng, TIE)
        if board.table_changes >= before:
            board.undo(mark)
            return


def rejoin_after(board: Board, slot: int, rng: random.Random, noise: int) -> bool:
    """Permute the tables of all slots after this one in its session; say whether any meeting moved."""
    index = board.index
    board.searched += FLOW
    before, after = index.slots_around(slot)
    upto = range(slot, before.stop, -1)
    suits: dict[int, int] = {}
    for later in after:
        for table, meeting in sorted(board.sitting[later].items()):
            suits[table] = suits.get(table, index.every_table) & _suiting(board, meeting)
    if not suits:
        return False
    found: dict[int, dict[int, int]] = {table: {} for table in suits}
    crossing = [(board.next_table(p, upto), board.next_table(p, after)) for p in range(len(index.person_ids))]
    for table, then in crossing:
        if NOWHERE not in {table, then} and suits[then] >> table & 1:
            found[then][table] = found[then].get(table, 0) + GAIN
    joined = _assign(list(suits.values()), list(found.values()), index.every_table, rng, noise)
    moved_to = dict(zip(suits, joined, strict=True))
    moved = {m: moved_to[k] for later in after for k, m in board.sitting[later].items() if moved_to[k] != k}
    board.rearrange(moved)
    return bool(moved)


def _suiting(board: Board, meeting: int) -> int:
    """Return the tables to which a meeting may move in its slot: none but its own where that is a change undone."""
    index = board.index
    if index.changes_count and is_kept(board, meeting):
        return 1 << board.table[meeting]
    return index.seats[meeting] & index.open_tables[board.slot[meeting]]


def reseat_slot(board: Board, slot: int, rng: random.Random, noise: int) -> bool:
    """Give the meetings of a slot the tables at which the fewest people move; say whether any changed."""
    board.searched += FLOW
    meetings = [meeting for _, meeting in sorted(board.sitting[slot].items())]
    if not meetings:
        return False
    suits = [_suiting(board, meeting) for meeting in meetings]
    found = [_gains(_tables_around(board, m, slot), suit) for m, suit in zip(meetings, suits, strict=True)]
    tables = _assign(suits, found, board.index.open_tables[slot], rng, noise)
    moved = {m: table for m, table in zip(meetings, tables, strict=True) if table != board.table[m]}
    board.rearrange(moved)
    return bool(moved)


def _gains(tables: Sequence[int], suit: int) -> dict[int, int]:
    """Return what it gains to sit at each of these tables, as often as it is named, where it suits."""
    return {table: GAIN * count for table, count in Counter(tables).items() if suit >> table & 1}


def _assign(
    suits: Sequence[int], found: Sequence[dict[int, int]], opened: int, rng: random.Random, noise: int
) -> list[int]:
    """Return tables for sitters that gain the most; `found` says what each gains where, by table."""
    gains: list[dict[int, int]] = []
    for suit, gain in zip(suits, found, strict=True):
        everywhere = dict.fromkeys(bits(suit), 0) if suit != opened else {}
        gains.append({table: value + int(rng.random() * noise) for table, value in (everywhere | gain).items()})
    return _flow(gains, [suit == opened for suit in suits], opened)


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
