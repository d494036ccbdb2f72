"""The moves of the search: each changes the board and leaves it to the caller to keep the change or to undo it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solver.index import NOWHERE, bits
from solver.search.chains import chain_from, effect_on_days, exchange, insert_anywhere

if TYPE_CHECKING:
    import random

    from solver.search.board import Board

MOST_EJECTED = 3
DRAWS = 40
PATHS = 8


def any_bit(mask: int, rng: random.Random) -> int:
    """Return the position of one of the ones in `mask`, which has some."""
    ones = list(bits(mask))
    return ones[int(rng.random() * len(ones))]


def draw(board: Board, rng: random.Random, *, held: bool) -> int:
    """Return a meeting that is held, or one that is not and could be; `NOWHERE` if none is soon found."""
    count = len(board.slot)
    for _ in range(DRAWS):
        meeting = int(rng.random() * count)
        if (board.slot[meeting] != NOWHERE) == held and board.index.domain[meeting]:
            return meeting
    return NOWHERE


def squeeze_in(board: Board, rng: random.Random) -> bool:
    """
    Insert an unscheduled wish, ejecting the few meetings in its way and inserting those again where they fit.

    Ejection chains: Glover (1996).
    """
    meeting = draw(board, rng, held=False)
    return meeting != NOWHERE and eject_for(board, meeting, rng)


def eject_for(board: Board, meeting: int, rng: random.Random) -> bool:
    """Insert this meeting in one of its places drawn at random, as `squeeze_in` does."""
    options = board.index.options[meeting]
    people = next(iter(options)) if len(options) == 1 else rng.choice(list(options))
    return squeeze_into(board, meeting, any_bit(options[people], rng), people, rng)


def squeeze_into(board: Board, meeting: int, slot: int, people: tuple[int, ...], rng: random.Random) -> bool:
    """Insert this meeting there, ejecting the few meetings in its way and inserting those again where they fit."""
    ejected = in_the_way(board, meeting, slot, people, rng)
    if len(ejected) > MOST_EJECTED:
        return False
    for other in ejected:
        board.remove(other)
    if not board.insert(meeting, slot, people):
        return False
    weight = board.index.weight
    for other in sorted(ejected, key=lambda m: -weight[m]):
        insert_anywhere(board, other, rng, PATHS)
    return True


def in_the_way(board: Board, meeting: int, slot: int, people: tuple[int, ...], rng: random.Random) -> set[int]:
    """Return meetings whose removal lets this one in, drawn at random where there is a choice."""
    found = set()
    for person in people:
        found |= _in_the_way_of(board, person, slot, rng)
    index = board.index
    found |= {other for other in index.before[meeting] if board.slot[other] >= slot}
    found |= {other for other in index.after[meeting] if NOWHERE < board.slot[other] <= slot}
    if not index.seatless[meeting] and not board.free_tables[slot] & index.seats[meeting]:
        suitable = index.seats[meeting] & index.open_tables[slot]
        if not any(board.slot[other] == slot and suitable & _table_bit(board, other) for other in found):
            found.add(_sitter(board, slot, suitable, rng))
    return found


def _table_bit(board: Board, meeting: int) -> int:
    return 0 if board.table[meeting] == NOWHERE else 1 << board.table[meeting]


def _sitter(board: Board, slot: int, tables: int, rng: random.Random) -> int:
    """Return one of the meetings at these tables, all of them taken, drawn at random."""
    sitting = board.sitting[slot]
    if tables != board.index.open_tables[slot]:
        return sitting[any_bit(tables, rng)]
    sitters = list(sitting.values())
    return sitters[int(rng.random() * len(sitters))]


def _in_the_way_of(board: Board, person: int, slot: int, rng: random.Random) -> set[int]:
    day, busy, found = board.at[person], board.busy[person], set()
    if busy >> slot & 1:
        found.add(day[slot])
        busy ^= 1 << slot
    elif busy.bit_count() >= board.index.cap[person]:
        taken = any_bit(busy, rng)
        found.add(day[taken])
        busy ^= 1 << taken
    for mask in board.index.full[person][slot]:
        others = mask & ~(1 << slot)
        if busy & others == others:
            taken = any_bit(others, rng)
            found.add(day[taken])
            busy ^= 1 << taken
    return found


def shift(board: Board, rng: random.Random) -> bool:
    """Move a meeting to another slot, exchanging with what stands there along a chain."""
    meeting = draw(board, rng, held=True)
    return meeting != NOWHERE and shift_one(board, meeting, rng)


def shift_one(board: Board, meeting: int, rng: random.Random) -> bool:
    """Move this meeting, which is held, to another slot drawn at random."""
    slot = board.slot[meeting]
    targets = board.index.options[meeting][board.people[meeting]] & ~(1 << slot)
    return bool(targets) and move_with_chain(board, meeting, slot, any_bit(targets, rng))


def slide(board: Board, rng: random.Random) -> bool:
    """Move a meeting to a slot in which one of its people is free and that gives this one no more breaks."""
    meeting = draw(board, rng, held=True)
    if meeting == NOWHERE:
        return False
    people, slot = board.people[meeting], board.slot[meeting]
    person = people[int(rng.random() * len(people))]
    busy = board.busy[person]
    most, without = board.day_figures(busy)[0], busy ^ 1 << slot
    free = board.index.options[meeting][people] & ~busy
    targets = [target for target in bits(free) if board.day_figures(without | 1 << target)[0] <= most]
    return bool(targets) and move_with_chain(board, meeting, slot, targets[int(rng.random() * len(targets))])


def move_with_chain(board: Board, meeting: int, slot: int, target: int) -> bool:
    """Exchange the chain of a meeting, unless that makes more breaks or idle slots than the caller can use."""
    chain = chain_from(board, meeting, slot, target)
    if chain is None:
        return False
    breaks, idle = effect_on_days(board, chain, slot, target)
    if board.breaks + breaks > board.most_breaks or board.idle + idle > board.most_idle:
        return False
    return exchange(board, chain, slot, target)


def fill_gap(board: Board, rng: random.Random) -> bool:
    """Move one of a person's meetings into one of their breaks, exchanging along a chain."""
    for _ in range(DRAWS):
        meeting = draw(board, rng, held=True)
        if meeting == NOWHERE:
            return False
        person = rng.choice(board.people[meeting])
        gaps = _gaps(board, person)
        if gaps:
            mover = board.at[person][any_bit(board.busy[person], rng)]
            target = any_bit(gaps, rng)
            if not board.index.options[mover][board.people[mover]] >> target & 1:
                return False
            return move_with_chain(board, mover, board.slot[mover], target)
    return False


def _gaps(board: Board, person: int) -> int:
    """Return the idle slots of a person between two meetings of a session that they could use."""
    busy, gaps = board.busy[person], 0
    for first, past in board.index.sessions:
        used = busy & ((1 << past) - (1 << first))
        if used:
            gaps |= (1 << used.bit_length()) - (used & -used) & ~used
    return gaps & board.index.available[person]


def replace_people(board: Board, rng: random.Random) -> bool:
    """Let other candidates attend a meeting that is held, in the same slot."""
    meeting = draw(board, rng, held=True)
    if meeting == NOWHERE or len(board.index.options[meeting]) == 1:
        return False
    slot, table = board.slot[meeting], board.table[meeting]
    people = rng.choice([p for p, slots in board.index.options[meeting].items() if slots >> slot & 1])
    board.remove(meeting)
    return board.place_exactly(meeting, slot, people, table)


def go_back(board: Board, rng: random.Random) -> bool:
    """Put a meeting back to where it stands in the schedule in force, ejecting what is in its way there."""
    count = len(board.slot)
    for _ in range(DRAWS):
        meeting = int(rng.random() * count)
        place = board.index.previous[meeting]
        if place is not None and not is_kept(board, meeting):
            break
    else:
        return False
    return place.slot != NOWHERE and _restore_place(board, meeting, rng)


def is_kept(board: Board, meeting: int) -> bool:
    """Whether the meeting is held exactly as in the schedule in force."""
    place = board.index.previous[meeting]
    return place is not None and (place.slot, place.table, place.people) == (
        board.slot[meeting],
        board.table[meeting],
        board.people[meeting],
    )


def _restore_place(board: Board, meeting: int, rng: random.Random) -> bool:
    place = board.index.previous[meeting]
    if place is None or not board.index.options[meeting].get(place.people, 0) >> place.slot & 1:
        return False
    if board.slot[meeting] != NOWHERE:
        board.remove(meeting)
    ejected = in_the_way(board, meeting, place.slot, place.people, rng)
    sitter = board.sitting[place.slot].get(place.table, NOWHERE)
    if sitter != NOWHERE:
        ejected.add(sitter)
    if len(ejected) > MOST_EJECTED + 1:
        return False
    for other in ejected:
        board.remove(other)
    if not board.place_exactly(meeting, place.slot, place.people, place.table):
        return False
    for other in sorted(ejected, key=lambda m: -board.index.weight[m]):
        insert_anywhere(board, other, rng, PATHS)
    return True


def drop(board: Board, rng: random.Random) -> bool:
    """Take a meeting that need not be held out of the schedule."""
    meeting = draw(board, rng, held=True)
    if meeting == NOWHERE or board.index.must[meeting]:
        return False
    board.remove(meeting)
    return True
