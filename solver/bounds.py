"""
Proven bounds on each goal, given what the goals before it cost.

By the time-indexed linear programme with exact duals where a goal is linear, else by what free slots force. All are
costs: lower bounds, negated for the value.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from solver.formulation import Row, held_goal
from solver.lp import LinearProgram, relax
from solver.runs import fewest_breaks

if TYPE_CHECKING:
    from solver.board import Board
    from solver.effort import Effort
    from solver.formulation import Formulation
    from solver.index import Index
    from solver.lp import Certificate, Reals
    from solver.problem import GoalName

LINEAR: frozenset[GoalName] = frozenset({"value", "shortfall", "changes"})


@dataclass(frozen=True, slots=True)
class Relaxation:
    """
    A goal's linear relaxation, solved: cost >= `offset` - gain for every schedule.

    `values` are those of the formulation's columns; `certificate` speaks of these columns first, then of others, and of
    the formulation's rows first.
    """

    values: Reals
    certificate: Certificate
    offset: int

    @property
    def bound(self) -> int:
        """The least cost that the duals allow."""
        return self.offset - self.certificate.bound

    def spare(self, cost: int) -> int:
        """Return how much a schedule of at most this cost may lose against the bound, in the certificate's scale."""
        return self.certificate.spare(self.offset - cost)


def simple_bound(index: Index, goal: GoalName) -> int:
    """Return the bound on a goal's cost that needs no optimisation, whatever the other goals cost."""
    if goal == "value":
        held = (weight for weight, domain in zip(index.weight, index.domain, strict=True) if domain)
        return -sum(held)
    if goal == "shortfall":
        return sum(max(0, floor - most_meetings(index, person)) for person, floor in enumerate(index.floor))
    if goal in {"breaks", "idle"}:
        return sum(fewest_breaks(index, person) for person in range(len(index.person_ids)))
    if goal == "changes":
        return sum(place is not None and not index.keepable(m) for m, place in enumerate(index.previous))
    return 0


def most_meetings(index: Index, person: int) -> int:
    """Return more meetings than which this person has in no schedule."""
    usable = 0
    for meeting in index.meetings_of[person]:
        usable |= index.domain[meeting]
    slots = usable & index.available[person]
    return min(index.cap[person], slots.bit_count(), len(index.meetings_of[person]))


def relaxation(board: Board, formulation: Formulation, rows: list[Row], stage: int, effort: Effort) -> Relaxation:
    """Solve the relaxation of a stage's goal, which is linear, the goals before held as far as they are."""
    index, goals = board.index, board.index.problem.goals
    columns = len(formulation.columns)
    all_rows = [*rows]
    for goal in goals[:stage]:
        all_rows += held_goal(formulation, goal, board.cost(goal))
    most = [1] * columns
    gain, offset = _gain(formulation, goals[stage])
    if "shortfall" in goals[: stage + 1]:
        lacking = [person for person, floor in enumerate(index.floor) if floor]
        lacks = range(columns, columns + len(lacking))
        most += [index.floor[person] for person in lacking]
        gain += [-int(goals[stage] == "shortfall")] * len(lacking)
        for person, lack in zip(lacking, lacks, strict=True):
            held = [lack, *formulation.of_person(person, index.every_slot)]
            all_rows.append(Row(held, -index.floor[person], coefficients=[-1] * len(held)))
        if goals[stage] != "shortfall":
            all_rows.append(Row(list(lacks), board.shortfall, coefficients=[1] * len(lacking)))
    programme = LinearProgram.of(gain, most, all_rows)
    values, certificate = relax(programme, effort.clock, effort.clock.left / 2, effort.workers)
    return Relaxation(values[:columns], certificate, offset)


def _gain(formulation: Formulation, goal: GoalName) -> tuple[list[int], int]:
    """Return what each column gains, and the cost of a schedule that gains nothing."""
    index = formulation.index
    if goal == "value":
        return [index.weight[meeting] for meeting, _, _ in formulation.columns], 0
    gain = [0] * len(formulation.columns)
    if goal == "changes":
        for column in formulation.kept.values():
            gain[column] = 1
        return gain, index.previous_count
    return gain, 0
