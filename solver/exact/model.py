"""
The CP-SAT model: a literal for each column, one function for each rule that is not linear, one for each goal.

Tables enter by counting only: Hall's condition for the sets of tables that meetings ask for, and for more sets as
schedules that cannot be seated show them. So the model never forbids what the rules allow, and its bounds are true.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from ortools.sat.python import cp_model

from solver.bounds.runs import fewest_breaks
from solver.exact.days import Days
from solver.index import NOWHERE
from solver.linear.formulation import too_few_tables, worth

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from ortools.sat.python.cp_model import IntVar

    from solver.linear.formulation import Formulation
    from solver.linear.rows import Row, Rows
    from solver.problem import GoalName
    from solver.search.board import Board

    Cut = tuple[int, int]
    """A slot and a set of tables: no more meetings there that need one of them than there are of them."""


class Model:
    """
    A CP-SAT model over some columns of a formulation; columns left out are not chosen.

    Parameters
    ----------
    allowed
        The columns that may be chosen.
    tight
        Numbers of rows that must hold with equality, because slack in them was proven not to help.
    goals
        The goals that constraints or the objective will speak of.
    """

    def __init__(
        self,
        formulation: Formulation,
        rows: Rows,
        allowed: Iterable[int],
        goals: Collection[GoalName],
        tight: Collection[int] = (),
    ) -> None:
        self.formulation = formulation
        self.index = formulation.index
        self.goals = goals
        self.cp = cp_model.CpModel()
        self.chosen: dict[int, IntVar] = {column: self.cp.new_bool_var("") for column in allowed}
        tight_rows = set(tight)
        marks = np.zeros(formulation.size, np.bool_)
        marks[list(self.chosen)] = True
        for number, row in rows.within(marks):
            self.add(row, exact=row.exact or number in tight_rows)
        self.days = Days(self)
        self._precedences()
        self._even_breaks()

    def add(self, row: Row, *, exact: bool = False) -> None:
        """Add a row over the columns that may be chosen."""
        coefficients = [1] * len(row.columns) if row.coefficients is None else row.coefficients
        pairs = [(self.chosen[c], k) for c, k in zip(row.columns, coefficients, strict=True) if c in self.chosen]
        literals, factors = [literal for literal, _ in pairs], [factor for _, factor in pairs]
        counting = factors.count(1) == len(factors)
        if counting and not exact and len(literals) <= row.limit:
            return
        if counting and row.limit == 1:
            (self.cp.add_exactly_one if exact else self.cp.add_at_most_one)(literals)
        else:
            total = cp_model.LinearExpr.weighted_sum(literals, factors)
            self.cp.add(total == row.limit if exact else total <= row.limit)

    def add_cut(self, cut: Cut) -> None:
        """Say that a set of tables in a slot seats only as many meetings as it has."""
        slot, tables = cut
        self.add(too_few_tables(self.formulation, slot, tables))

    def _precedences(self) -> None:
        """Of two meetings in order the second is not as early as the first, if both are held."""
        slot_of = self.formulation.slot
        for first, laters in enumerate(self.index.after):
            for then in laters:
                ahead = [c for c in self.formulation.of_meeting[first] if c in self.chosen]
                behind = [c for c in self.formulation.of_meeting[then] if c in self.chosen]
                for slot in range(self.index.slot_count):
                    late = [self.chosen[c] for c in ahead if slot_of[c] >= slot]
                    early = [self.chosen[c] for c in behind if slot_of[c] <= slot]
                    if late and early:
                        self.cp.add_at_most_one(late + early)

    def _even_breaks(self) -> None:
        """The numbers of breaks of any two people differ at most by so many."""
        spread = self.index.problem.max_break_difference
        if spread is None or not self.index.person_ids:
            return
        breaks = [self.days.breaks_of(person) for person in range(len(self.index.person_ids))]
        if any(not ends for ends in breaks):
            fewest: IntVar | int = 0
        else:
            fewest = self.cp.new_int_var(0, self.index.slot_count, "")
        for ends in breaks:
            if ends:
                self.cp.add(sum(ends) >= fewest)
                self.cp.add(sum(ends) <= fewest + spread)

    def cost(self, goal: GoalName) -> cp_model.LinearExprT:
        """Return a goal's cost: its value, negated where more is better; never more than any schedule's."""
        return {
            "value": self.worth,
            "shortfall": self.shortfall,
            "breaks": self.breaks,
            "idle": self.days.idle,
            "table_changes": lambda: 0,
            "changes": self.changes,
        }[goal]()

    def worth(self) -> cp_model.LinearExprT:
        """Return the weights of the chosen columns, negated."""
        weights = (-worth(self.formulation)[list(self.chosen)]).tolist()
        return cp_model.LinearExpr.weighted_sum(list(self.chosen.values()), weights)

    def shortfall(self) -> cp_model.LinearExprT:
        """Return what people lack to their least number of meetings."""
        lacks = []
        for person, floor in enumerate(self.index.floor):
            if floor:
                lack = self.cp.new_int_var(0, floor, "")
                columns = self.formulation.of_person(person).tolist()
                self.cp.add(sum(self.chosen[c] for c in columns if c in self.chosen) + lack >= floor)
                lacks.append(lack)
        return sum(lacks)

    def breaks(self) -> cp_model.LinearExprT:
        """Return the number of breaks; each person has at least those that their free slots force."""
        ends = []
        for person in range(len(self.index.person_ids)):
            of_person = self.days.breaks_of(person)
            forced = fewest_breaks(self.index, person)
            if of_person and forced:
                self.cp.add(sum(of_person) >= forced)
            ends += of_person
        return sum(ends)

    def changes(self) -> cp_model.LinearExprT:
        """Return the number of meetings that are not exactly where they were."""
        kept = [self.chosen[column] for column in self.formulation.kept.values() if column in self.chosen]
        return self.index.previous_count - sum(kept)

    def hint(self, board: Board) -> None:
        """Tell where to begin: at the board's schedule."""
        held = {self.formulation.column_of(board, m) for m in range(len(board.slot)) if board.slot[m] != NOWHERE}
        for column, literal in self.chosen.items():
            self.cp.add_hint(literal, column in held)
