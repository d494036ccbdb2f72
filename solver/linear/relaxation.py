"""
Proven bounds on each goal, given what the goals before it cost.

By the time-indexed linear programme with exact duals where a goal is linear, else by what free slots force. All are
costs: lower bounds, negated for the value.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from solver.bounds.runs import fewest_breaks
from solver.linear.formulation import held_goal, worth
from solver.linear.lp import LinearProgram, Method, relax
from solver.linear.rows import Row, Rows

if TYPE_CHECKING:
    from solver.effort import Effort
    from solver.index import Index
    from solver.linear.formulation import Formulation
    from solver.linear.lp import Certificate, Reals
    from solver.linear.rows import Integers
    from solver.problem import GoalName
    from solver.search.board import Board

TIED = Method(simplex=40_000)
"""The rows of goals that are held, with thousands of columns each, slow an inexact method down threefold."""
MANY = 1_000_000
"""Columns from which on a relaxation is solved roughly: rounded, such duals proved the same in half the time."""
ROUGH = Method(accuracy=1e-4)
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


def relaxation(board: Board, formulation: Formulation, rows: Rows, stage: int, effort: Effort) -> Relaxation:
    """
    Solve the relaxation of a stage's goal, which is linear, the goals before held as far as they are.

    The first goal may take half of what is left of the time, a later one its share.
    """
    index, goals = board.index, board.index.problem.goals
    columns = formulation.size
    held = [row for goal in goals[:stage] for row in held_goal(formulation, goal, board.cost(goal))]
    gain, offset = _gain(formulation, goals[stage])
    most = np.ones(columns, np.int64)
    if "shortfall" in goals[: stage + 1]:
        lacking = [person for person, floor in enumerate(index.floor) if floor]
        lacks = range(columns, columns + len(lacking))
        most = np.concatenate((most, np.array(index.floor, np.int64)[lacking]))
        gain = np.concatenate((gain, np.full(len(lacking), -int(goals[stage] == "shortfall"))))
        for person, lack in zip(lacking, lacks, strict=True):
            parts = [*formulation.of_person(person).tolist(), lack]
            held.append(Row(parts, -index.floor[person], coefficients=[-1] * len(parts)))
        if goals[stage] != "shortfall":
            held.append(Row(lacks, board.shortfall, coefficients=[1] * len(lacking)))
    programme = LinearProgram.of(gain, most, Rows.joined([rows, Rows.of(held)]))
    seconds = effort.clock.left / (2 if stage == 0 else 2 + len(goals) - stage)
    values, certificate = relax(programme, effort.clock, seconds, effort.workers, _method(columns, stage))
    return Relaxation(values[:columns], certificate, offset)


def _method(columns: int, stage: int) -> Method:
    """Return how to solve a relaxation of so many columns."""
    if columns >= MANY:
        return ROUGH
    return TIED if stage else Method()


def _gain(formulation: Formulation, goal: GoalName) -> tuple[Integers, int]:
    """Return what each column gains, and the cost of a schedule that gains nothing."""
    if goal == "value":
        return worth(formulation), 0
    gain = np.zeros(formulation.size, np.int64)
    if goal == "changes":
        gain[list(formulation.kept.values())] = 1
        return gain, formulation.index.previous_count
    return gain, 0
