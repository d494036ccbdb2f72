"""
The CP-SAT model: a literal for each column, one function for each rule that is not linear, one for each goal.

Tables enter by counting only: Hall's condition for the sets of tables that meetings ask for, and for more sets as
schedules that cannot be seated show them. So the model never forbids what the rules allow, and its bounds are true.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from solver.days import Days
from solver.index import UNLIMITED
from solver.runs import fewest_breaks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from ortools.sat.python.cp_model import IntVar

    from solver.board import Board
    from solver.formulation import Formulation, Row
    from solver.problem import GoalName

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
        rows: Sequence[Row],
        allowed: Iterable[int],
        goals: Collection[GoalName],
        tight: Collection[int] = (),
    ) -> None:
        self.formulation = formulation
        self.index = formulation.index
        self.goals = goals
        self.cp = cp_model.CpModel()
        self.chosen: dict[int, IntVar] = {column: self.cp.new_bool_var("") for column in allowed}
        self.kept = self._kept()
        tight_rows = set(tight)
        for number, row in enumerate(rows):
            self.add(row, exact=row.exact or number in tight_rows)
        self.days = Days(self)
        self._precedences()
        self._tables_of_kept()
        self._few_changes()
        self._even_breaks()

    def add(self, row: Row, *, exact: bool = False) -> None:
        """Add a row over the columns that may be chosen."""
        if row.coefficients is None:
            literals = [self.chosen[c] for c in row.columns if c in self.chosen]
            if row.limit == 1 and (exact or len(literals) > 1):
                (self.cp.add_exactly_one if exact else self.cp.add_at_most_one)(literals)
            elif exact or len(literals) > row.limit:
                total = sum(literals)
                self.cp.add(total == row.limit if exact else total <= row.limit)
            return
        pairs = [(self.chosen[c], k) for c, k in zip(row.columns, row.coefficients, strict=True) if c in self.chosen]
        weighted = cp_model.LinearExpr.weighted_sum([x for x, _ in pairs], [k for _, k in pairs])
        self.cp.add(weighted == row.limit if exact else weighted <= row.limit)

    def add_cut(self, cut: Cut) -> None:
        """Say that a set of tables in a slot seats only as many meetings as it has."""
        slot, tables = cut
        index, opened = self.index, self.index.open_tables[slot]
        inside = []
        for column in self.formulation.at_slot[slot]:
            meeting = self.formulation.columns[column][0]
            if column in self.chosen and not index.seats[meeting] & opened & ~tables:
                inside.append(self.chosen[column])
            elif self._keeps_one_of(meeting, column, tables):
                inside.append(self.kept[meeting])
        self.cp.add(sum(inside) <= (tables & opened).bit_count())

    def _keeps_one_of(self, meeting: int, column: int, tables: int) -> bool:
        place = self.index.previous[meeting]
        if place is None or meeting not in self.kept or place.table < 0:
            return False
        _, people, slot = self.formulation.columns[column]
        return (people, slot) == (place.people, place.slot) and bool(tables >> place.table & 1)

    def _kept(self) -> dict[int, IntVar]:
        """Return by meeting whether it is exactly where it was."""
        if not {"changes"} & set(self.goals) and min(self.index.change_limit, self.index.felt_limit) == UNLIMITED:
            return {}
        kept = {}
        for column in self.formulation.keeps():
            if column in self.chosen:
                meeting = self.formulation.columns[column][0]
                kept[meeting] = self.cp.new_bool_var("")
                self.cp.add_implication(kept[meeting], self.chosen[column])
        return kept

    def _tables_of_kept(self) -> None:
        """A table holds one meeting at a time, of those that keep it and those that have no other."""
        index = self.index
        claimed = {
            (slot, index.seats[self.formulation.columns[column][0]] & index.open_tables[slot])
            for slot, columns in enumerate(self.formulation.at_slot)
            for column in columns
            if column in self.chosen
        }
        for meeting in self.kept:
            place = index.previous[meeting]
            if place is not None and place.table >= 0 and (place.slot, 1 << place.table) in claimed:
                self.add_cut((place.slot, 1 << place.table))

    def _precedences(self) -> None:
        """Of two meetings in order the second is not as early as the first, if both are held."""
        columns = self.formulation.columns
        for first, laters in enumerate(self.index.after):
            for then in laters:
                ahead = [c for c in self.formulation.of_meeting[first] if c in self.chosen]
                behind = [c for c in self.formulation.of_meeting[then] if c in self.chosen]
                for slot in range(self.index.slot_count):
                    late = [self.chosen[c] for c in ahead if columns[c][2] >= slot]
                    early = [self.chosen[c] for c in behind if columns[c][2] <= slot]
                    if late and early:
                        self.cp.add_at_most_one(late + early)

    def _few_changes(self) -> None:
        """At most so many meetings are not exactly where they were, in all and of one person's."""
        index = self.index
        if index.change_limit < UNLIMITED:
            self.cp.add(self.changes() <= index.change_limit)
        if index.felt_limit < UNLIMITED:
            told: dict[int, list[int]] = {}
            for meeting, place in enumerate(index.previous):
                for person in place.people if place else ():
                    told.setdefault(person, []).append(meeting)
            for meetings in told.values():
                if len(meetings) > index.felt_limit:
                    kept = [self.kept[meeting] for meeting in meetings if meeting in self.kept]
                    self.cp.add(sum(kept) >= len(meetings) - index.felt_limit)

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
        weight, columns = self.index.weight, self.formulation.columns
        weights = [-weight[columns[column][0]] for column in self.chosen]
        return cp_model.LinearExpr.weighted_sum(list(self.chosen.values()), weights)

    def shortfall(self) -> cp_model.LinearExprT:
        """Return what people lack to their least number of meetings."""
        lacks = []
        for person, floor in enumerate(self.index.floor):
            if floor:
                lack = self.cp.new_int_var(0, floor, "")
                columns = self.formulation.of_person(person, self.index.every_slot)
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
        return self.index.previous_count - sum(self.kept.values())

    def hint(self, board: Board) -> None:
        """Tell where to begin: at the board's schedule."""
        for column, literal in self.chosen.items():
            meeting, people, slot = self.formulation.columns[column]
            self.cp.add_hint(literal, board.slot[meeting] == slot and board.people[meeting] == people)
