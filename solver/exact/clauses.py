"""Clauses: a formula in conjunctive normal form under construction, and counting in it."""

from __future__ import annotations

from array import array
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FEW = 30
"""Literals up to which at most one of them is said pair by pair."""


class Clauses:
    """
    A formula: literals are integers but 0, a negative one is the opposite of the positive.

    Attributes
    ----------
    variables
        How many there are, numbered from 1.
    literals
        Clause after clause, each ended by a 0.
    """

    def __init__(self) -> None:
        self.variables = 0
        self.literals = array("i")

    def copy(self) -> Clauses:
        """Return a formula that can be added to on its own."""
        other = Clauses()
        other.variables, other.literals = self.variables, self.literals[:]
        return other

    def new(self) -> int:
        """Return a new variable."""
        self.variables += 1
        return self.variables

    def add(self, *clause: int) -> None:
        """Say that at least one of the literals is true."""
        self.literals.extend(clause)
        self.literals.append(0)

    def either(self, literals: Sequence[int]) -> int:
        """Return a literal that is true if and only if one of these is."""
        if len(literals) == 1:
            return literals[0]
        union = self.new()
        for literal in literals:
            self.add(-literal, union)
        self.add(-union, *literals)
        return union

    def at_most_one(self, literals: Sequence[int]) -> None:
        """Say that at most one is true."""
        if len(literals) > FEW:
            self.at_most(literals, 1)
            return
        for one, other in combinations(literals, 2):
            self.add(-one, -other)

    def exactly_one(self, literals: Sequence[int]) -> None:
        """Say that one is true and no other."""
        self.add(*literals)
        self.at_most_one(literals)

    def at_most(self, literals: Sequence[int], most: int) -> None:
        """Say that at most so many are true."""
        if len(literals) > most:
            self.add(-self.count(literals, most + 1)[most])

    def at_least(self, literals: Sequence[int], least: int) -> None:
        """Say that at least so many are true."""
        if least == 1 or least > len(literals):
            self.add(*(literals if least == 1 else ()))
        elif least > 0:
            self.at_most([-literal for literal in literals], len(literals) - least)

    def exactly(self, literals: Sequence[int], number: int) -> None:
        """Say how many are true."""
        self.at_most(literals, number)
        self.at_least(literals, number)

    def count(self, literals: Iterable[int], top: int) -> list[int]:
        """
        Return literals of which the k-th is true if at least k of these are, for k up to `top`.

        The sequential counter: Sinz, CP 2005.
        """
        before: list[int] = []
        for literal in literals:
            now = [self.new() for _ in range(min(top, len(before) + 1))]
            for k, output in enumerate(now):
                if k < len(before):
                    self.add(-before[k], output)
                self.add(-literal, output) if k == 0 else self.add(-literal, -before[k - 1], output)
            before = now
        return before
