"""
Moves that know where a schedule loses value: what the duals of its relaxation price, and the schedule leaves unused.

Against a bound by duals a schedule loses exactly the prices of the wishes that it does not hold and of the places that
it leaves idle, and the reduced costs of the columns that it chose. Near the bound these are few among many wishes, so
they are drawn instead of searched for: an ejection chain (Glover 1996) is begun where something is lost, and only along
columns that lose next to nothing themselves, as in reduced-cost fixing (Dantzig, Fulkerson and Johnson 1954).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from solver.index import NOWHERE, bits
from solver.search.moves import DRAWS, any_bit, squeeze_into

if TYPE_CHECKING:
    import random

    from solver.linear.formulation import Formulation
    from solver.linear.relaxation import Relaxation
    from solver.linear.rows import Booleans, Integers
    from solver.search.board import Board
    from solver.search.improve import Move

    Way = tuple[tuple[int, ...], int]
    """People, and the slots in which they lose next to nothing (as bits)."""

LEEWAY = 0.25
"""Reduced cost, in terms of a wish's mean weight, up to which a column is promising."""
WORTH_IT = 0.05
"""Price, in the same terms, from which something unused is a loss."""
PERIOD = 1000
"""Draws between two looks at the whole schedule for what is lost."""


class Guide:
    """
    Moves for the value, by the duals of its relaxation.

    Attributes
    ----------
    ways
        By meeting: how it may be held without losing much against the bound.
    promising
        The meetings that have such ways.
    priced_meetings
        Those of them that every schedule at the bound holds.
    priced_slots
        By person: the slots that no schedule at the bound leaves idle.
    """

    def __init__(self, formulation: Formulation, relaxed: Relaxation) -> None:
        index, proof = formulation.index, relaxed.certificate
        unit = proof.scale * sum(index.weight) / max(1, len(index.weight))
        good = proof.reduced[: formulation.size] >= -LEEWAY * unit
        masks = _masks(formulation.way[good], formulation.slot[good], len(formulation.people), index.slot_count)
        first_column = np.searchsorted(formulation.way, np.arange(len(masks)))
        meeting_of_way = formulation.meeting[np.minimum(first_column, formulation.size - 1)].tolist()
        self.ways: list[list[Way]] = [[] for _ in index.meeting_ids]
        for meeting, people, mask in zip(meeting_of_way, formulation.people, masks, strict=True):
            if mask:
                self.ways[meeting].append((people, mask))
        self.promising = [meeting for meeting, ways in enumerate(self.ways) if ways]

        def is_priced(row: Integers) -> Booleans:
            return (row >= 0) & (proof.price[row] > WORTH_IT * unit)

        priced = is_priced(formulation.row_of_meeting())
        self.priced_meetings = [meeting for meeting in self.promising if priced[meeting]]
        slots = np.flatnonzero(is_priced(formulation.row_of_place()))
        persons, width = len(index.person_ids), index.slot_count
        self.priced_slots = _masks(slots // width, slots % width, persons, width)
        self._drawn = 0
        self._lost: list[int] = []
        self._idle: list[tuple[int, int]] = []

    @property
    def moves(self) -> tuple[Move, ...]:
        """The kinds of moves."""
        return self.hold_what_is_lost, self.use_what_is_idle, self.hold_what_promises

    def hold_what_is_lost(self, board: Board, rng: random.Random) -> bool:
        """Hold a wish that every schedule at the bound holds."""
        self._look(board)
        while self._lost:
            place = int(rng.random() * len(self._lost))
            meeting = self._lost[place]
            if board.slot[meeting] == NOWHERE:
                return self._hold(board, meeting, rng)
            self._lost[place] = self._lost[-1]
            self._lost.pop()
        return self.hold_what_promises(board, rng)

    def use_what_is_idle(self, board: Board, rng: random.Random) -> bool:
        """Hold a wish of somebody who is idle when nobody at the bound would be."""
        self._look(board)
        while self._idle:
            place = int(rng.random() * len(self._idle))
            person, slot = self._idle[place]
            if not board.busy[person] >> slot & 1:
                wishes = [
                    (meeting, people)
                    for meeting in board.index.meetings_of[person]
                    if board.slot[meeting] == NOWHERE
                    for people, slots in self.ways[meeting]
                    if slots >> slot & 1 and person in people
                ]
                if wishes:
                    meeting, people = wishes[int(rng.random() * len(wishes))]
                    return squeeze_into(board, meeting, slot, people, rng)
            self._idle[place] = self._idle[-1]
            self._idle.pop()
        return self.hold_what_promises(board, rng)

    def hold_what_promises(self, board: Board, rng: random.Random) -> bool:
        """Hold any wish that a schedule at the bound might."""
        for _ in range(DRAWS if self.promising else 0):
            meeting = self.promising[int(rng.random() * len(self.promising))]
            if board.slot[meeting] == NOWHERE:
                return self._hold(board, meeting, rng)
        return False

    def _hold(self, board: Board, meeting: int, rng: random.Random) -> bool:
        ways = self.ways[meeting]
        people, slots = ways[int(rng.random() * len(ways))] if len(ways) > 1 else ways[0]
        return squeeze_into(board, meeting, any_bit(slots, rng), people, rng)

    def _look(self, board: Board) -> None:
        """Look from time to time at the whole schedule for what is lost."""
        if self._drawn % PERIOD == 0:
            self._lost = [meeting for meeting in self.priced_meetings if board.slot[meeting] == NOWHERE]
            self._idle = [
                (person, slot)
                for person, (priced, busy) in enumerate(zip(self.priced_slots, board.busy, strict=True))
                for slot in bits(priced & ~busy)
            ]
        self._drawn += 1


def _masks(row: Integers, position: Integers, count: int, width: int) -> list[int]:
    """Return for each of `count` rows the integer whose ones stand at its positions."""
    marks = np.zeros((count, width), np.bool_)
    marks[row, position] = True
    packed = np.packbits(marks, axis=1, bitorder="little")
    size, content = packed.shape[1], packed.tobytes()
    return [int.from_bytes(content[k * size : (k + 1) * size], "little") for k in range(count)]
