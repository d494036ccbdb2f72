"""
Insertion along alternating paths.

Where no slot is free for everybody, the meetings of two slots are exchanged along the path that starts at the person in
the way: everyone on the path stays busy in both slots, only its ends change. In edge colouring this is a Kempe chain
(Kempe 1879; Vizing 1964); for timetables see Morgenstern and Shapiro (1990) and Thompson and Dowsland (1996).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from solver.index import NOWHERE, bits

if TYPE_CHECKING:
    import random

    from solver.search.board import Board

LONGEST_CHAIN = 80
EVERY_PATH = 1 << 30


def insert_anywhere(board: Board, meeting: int, rng: random.Random, attempts: int = EVERY_PATH) -> bool:
    """Hold the meeting in a slot free for all its people, else along a chain; leave the board as it was if neither."""
    return insert_free(board, meeting) or insert_by_chain(board, meeting, rng, attempts)


def insert_free(board: Board, meeting: int) -> bool:
    """Hold the meeting where it stood in the schedule in force, else in the free slot with the most free tables."""
    index = board.index
    before = index.previous[meeting]
    if before is not None and board.place_exactly(meeting, before.slot, before.people, before.table):
        return True
    for people, slots in index.options[meeting].items():
        free = slots if index.seatless[meeting] else slots & board.room
        for person in people:
            free &= ~board.busy[person]
        for slot in sorted(bits(free), key=lambda t: -board.free_tables[t].bit_count()):
            if board.insert(meeting, slot, people):
                return True
    return False


def insert_by_chain(board: Board, meeting: int, rng: random.Random, attempts: int = EVERY_PATH) -> bool:
    """Hold the meeting in a slot where exactly one of its people is busy, freeing that one along a chain."""
    index = board.index
    # Two slots together hold what they held and the meeting: a table must be free in one of them.
    room = index.every_slot if index.seatless[meeting] else board.room
    if not room:
        return False
    spots = [(people, slot) for people, slots in index.options[meeting].items() for slot in bits(slots)]
    rng.shuffle(spots)
    for people, slot in spots:
        blocked = [person for person in people if board.busy[person] >> slot & 1]
        if len(blocked) != 1 or board.busy[blocked[0]].bit_count() >= index.cap[blocked[0]]:
            continue
        free = index.available[blocked[0]] & ~board.busy[blocked[0]]
        targets = list(bits(free if room >> slot & 1 else free & room))
        rng.shuffle(targets)
        for target in targets:
            if attempts <= 0:
                return False
            attempts -= 1
            mark = board.mark()
            if free_by_chain(board, board.at[blocked[0]][slot], slot, target) and board.insert(meeting, slot, people):
                return True
            board.undo(mark)
    return False


def free_by_chain(board: Board, meeting: int, slot: int, target: int) -> bool:
    """Move a meeting to another slot with all that must then change; `False` if it may not (undo it then)."""
    chain = chain_from(board, meeting, slot, target)
    return chain is not None and exchange(board, chain, slot, target)


def chain_from(board: Board, meeting: int, slot: int, target: int) -> set[int] | None:
    """Return the meetings that must change between two slots if this one does, `None` if one of them may not."""
    index, chain, queue = board.index, {meeting}, [meeting]
    board.searched += 1
    for mover in queue:
        goal = target if board.slot[mover] == slot else slot
        people = board.people[mover]
        if not index.options[mover][people] >> goal & 1:
            return None
        for person in people:
            other = board.at[person][goal]
            if other != NOWHERE and other not in chain:
                chain.add(other)
                queue.append(other)
        if len(queue) > LONGEST_CHAIN:
            return None
    return chain


def effect_on_days(board: Board, chain: set[int], slot: int, target: int) -> tuple[int, int]:
    """Return by how much breaks and idle slots rise if a chain is exchanged: only the days of its ends differ."""
    ends: set[int] = set()
    for meeting in chain:
        # Who is in two meetings of the chain stays busy in both slots.
        ends.symmetric_difference_update(board.people[meeting])
    swap, breaks, idle = 1 << slot | 1 << target, 0, 0
    for person in ends:
        busy = board.busy[person]
        breaks_before, idle_before = board.day_figures(busy)
        breaks_after, idle_after = board.day_figures(busy ^ swap)
        breaks += breaks_after - breaks_before
        idle += idle_after - idle_before
    return breaks, idle


def exchange(board: Board, chain: set[int], slot: int, target: int) -> bool:
    """Move every meeting of a chain to the other of the two slots; `False` if it may not (undo it then)."""
    moves = [(m, target if board.slot[m] == slot else slot, board.people[m]) for m in sorted(chain)]
    tables = [board.table[m] for m, _, _ in moves]
    for mover, _, _ in moves:
        board.remove(mover)
    return all(
        board.place_exactly(mover, to, people, table) or board.insert(mover, to, people)
        for (mover, to, people), table in zip(moves, tables, strict=True)
    )
