"""
Asking CP-SAT about a whole problem: whether a goal can reach a target, and what its best is.

A schedule that it finds is seated and put on the board if it is better there; sets of tables that were too small become
cuts and the question is put again, so that the model stays a relaxation until no schedule shows that it is one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from solver.exact.model import Model
from solver.exact.sat import FEASIBILITY, Answer, Verdict, ask
from solver.linear.formulation import Formulation, held_goal
from solver.search.reseating import settle_tables
from solver.search.seating import seat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from solver.effort import Effort
    from solver.exact.model import Cut
    from solver.linear.rows import Row, Rows
    from solver.search.board import Board


class Prover:
    """
    Questions to CP-SAT about the board's problem.

    Attributes
    ----------
    rows
        The linear rows of every rule.
    """

    def __init__(self, board: Board, effort: Effort) -> None:
        self.board = board
        self.effort = effort
        self.index = board.index
        self.goals = board.index.problem.goals
        self.formulation = Formulation(board.index)
        self.rows: Rows = self.formulation.rows()
        self.cuts: list[tuple[int, int]] = []

    @property
    def size(self) -> int:
        """The number of columns."""
        return self.formulation.size

    def held_rows(self, stage: int) -> list[Row]:
        """Return the rows that keep the goals before a stage at what they cost now."""
        return [row for goal in self.goals[:stage] for row in held_goal(self.formulation, goal, self.board.cost(goal))]

    def model(self, stage: int, columns: Iterable[int], tight: Sequence[int] = ()) -> Model:
        """Return a model of the columns in which the goals before a stage cost no more than they do now."""
        model = Model(self.formulation, self.rows, columns, self.goals[: stage + 1], tight)
        for goal in self.goals[:stage]:
            model.cp.add(model.cost(goal) <= self.board.cost(goal))
        for cut in self.cuts:
            model.add_cut(cut)
        return model

    def feasible(self, seconds: float) -> Verdict:
        """Find any schedule that owes nothing, from what must be held alone where the rest cannot help."""
        columns: Iterable[int] = range(self.size)
        if self.index.problem.max_break_difference is None:
            keeps = set(self.formulation.kept.values())
            columns = [c for c in columns if self.index.must[self.formulation.meeting[c]] or c in keeps]
        model = Model(self.formulation, self.rows, columns, ())
        return self.ask(model, -1, seconds, FEASIBILITY).verdict

    def minimise(
        self, stage: int, seconds: float, settings: Mapping[str, object], beat: Callable[[], bool] | None = None
    ) -> Answer:
        """Find the least cost of a goal, the goals before held."""
        model = self.model(stage, range(self.size))
        model.cp.minimize(model.cost(self.goals[stage]))
        model.hint(self.board)
        return self.ask(model, stage, seconds, settings, beat)

    def costs(self, stage: int) -> tuple[int, ...]:
        """Return the board's debt and costs up to a stage's goal."""
        board = self.board
        return (board.debt, *(board.cost(goal) for goal in self.goals[: stage + 1]))

    def ask(
        self,
        model: Model,
        stage: int,
        seconds: float,
        settings: Mapping[str, object],
        beat: Callable[[], bool] | None = None,
    ) -> Answer:
        """Ask, seat, cut and ask again; leave the board with the schedule found if that is better, else as it was."""
        until = self.effort.clock.spent + seconds
        bound: int | None = None
        while True:
            answer = ask(model, self.effort, until - self.effort.clock.spent, settings, beat)
            # Cuts only add to a model, so a bound proven before one holds after it.
            bound = answer.bound if bound is None else max(bound, answer.bound or bound)
            if answer.verdict in {Verdict.OPEN, Verdict.IMPOSSIBLE}:
                return replace(answer, bound=bound)
            shortages = self.take_over(answer.columns, stage)
            if not shortages:
                return replace(answer, bound=bound)
            for cut in shortages:
                model.add_cut(cut)

    def take_over(self, columns: Iterable[int], stage: int) -> list[Cut]:
        """Put a schedule on the board if it is better there; if it cannot be seated return the cuts that say why."""
        seating = seat(self.formulation, columns)
        self.cuts += seating.shortages
        if seating.shortages:
            return seating.shortages
        before, costs = self.board.snapshot(), self.costs(stage)
        self.board.restore(seating.held)
        if "table_changes" in self.goals[: stage + 1] and self.board.watch_tables:
            settle_tables(self.board, self.effort.rng, self.effort.clock)
            self.board.forget()
        if self.costs(stage) >= costs:
            self.board.restore(before)
        return []
