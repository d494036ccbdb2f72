"""
The fewest breaks where every meeting must be held: the least limit under which CaDiCaL finds a schedule.

The bound starts at that of the priced days. One worker decides the bound itself, another a limit further up: twice as
far with every contradiction, half way to the best schedule once that is nearer. Far limits are quick to decide.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from solver.clock import POLL
from solver.exact import cadical
from solver.exact.break_limits import even_breaks, with_breaks_at_most
from solver.exact.cadical import NoAnswer, Question
from solver.exact.required import Required, no_more_than
from solver.exact.sat import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from solver.bounds.patterns import Patterns
    from solver.exact.prove import Prover
    from solver.problem import GoalName

FIXED: frozenset[GoalName] = frozenset({"value", "shortfall"})
"""Goals that are what they are where every meeting must be held."""


class Ladder:
    """Limits on breaks, decided one by one, for the problem of a prover."""

    def __init__(self, prover: Prover, patterns: Patterns) -> None:
        self.prover = prover
        self.board, self.clock = prover.board, prover.effort.clock
        self.patterns = patterns

    @property
    def stands(self) -> bool:
        """Whether there is a solver, which cannot count its work, and the problem is one that it is told of in full."""
        index = self.prover.index
        return all(index.must) and not index.changes_count and not self.clock.counted and cadical.is_installed()

    def leads_to(self, stage: int) -> bool:
        """Whether a stage's goal is to have few breaks and no goal before it is at stake."""
        goals = self.prover.goals
        return self.stands and goals[stage] == "breaks" and FIXED.issuperset(goals[:stage])

    @cached_property
    def model(self) -> Required:
        """The clauses of every rule, and those that seatings have added."""
        model = Required(self.prover.formulation)
        even_breaks(model, model.clauses)
        for slot, tables in self.prover.cuts:
            no_more_than(model, model.clauses, slot, tables)
        return model

    def feasible(self) -> Verdict:
        """Find any schedule."""
        while not self.clock.out():
            with Question(self.model.clauses, self.clock.left) as question:
                while not question.wait(POLL):
                    if self.clock.out():
                        return Verdict.OPEN
                try:
                    solution = question.solution()
                except NoAnswer:
                    return Verdict.OPEN
            if solution is None:
                return Verdict.IMPOSSIBLE
            if self._takes_over(solution, -1):
                return Verdict.FOUND
        return Verdict.OPEN

    def climb(self, stage: int, until: float, tell: Callable[[int], None]) -> int:
        """Bring the board and the bound together as far as time allows; return the bound, told whenever it rises."""
        bound, step, asked = self.patterns.bound, 1, dict[int, Question]()
        try:
            while bound < self.board.breaks and not self.clock.out(until):
                tell(bound)
                self._ask(asked, bound, step, until)
                ended = self._ended(asked, until)
                if ended is None:
                    break
                solution = asked.pop(ended).solution()
                if solution is None:
                    bound, step = max(bound, ended + 1), 2 * step
                elif not self._takes_over(solution, stage):
                    # What the cuts forbid the other limits' formulas may still allow; only contradictions last.
                    self._drop(asked, range(ended))
        except NoAnswer:
            return bound
        finally:
            self._drop(asked, range(0))
        return bound

    def _ask(self, asked: dict[int, Question], bound: int, step: int, until: float) -> None:
        """Ask about the bound and a limit further up, if nothing further up is being asked; drop what is settled."""
        best = self.board.breaks
        self._drop(asked, range(bound, best))
        further = max(asked, default=bound)
        if further == bound:
            further = min(bound + step, (bound + best) // 2)
        for most in (further, bound)[: self.prover.effort.workers]:
            if most not in asked:
                formula = with_breaks_at_most(self.model, most, self.patterns)
                asked[most] = Question(formula, until - self.clock.spent)

    def _drop(self, asked: dict[int, Question], but: range) -> None:
        """Drop the questions about all limits but these."""
        for most in [most for most in asked if most not in but]:
            asked.pop(most).drop()

    def _ended(self, asked: dict[int, Question], until: float) -> int | None:
        """Wait for an answer; return the limit it is about, `None` once time is up."""
        while not self.clock.out(until):
            for most, question in asked.items():
                if question.wait(POLL / 5):
                    return most
        return None

    def _takes_over(self, solution: list[int], stage: int) -> bool:
        """Put a schedule on the board; if it cannot be seated, say why in the clauses and return `False`."""
        columns = [variable - 1 for variable in solution if variable <= self.prover.size]
        cuts = self.prover.take_over(columns, stage)
        for slot, tables in cuts:
            no_more_than(self.model, self.model.clauses, slot, tables)
        return not cuts
