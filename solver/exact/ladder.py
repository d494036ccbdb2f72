"""
The fewest breaks where every meeting must be held, by CaDiCaL from below.

The bound starts at that of the priced days. One worker raises it from one unsatisfiable core to the next, another
decides whether the bound itself can be: with a limit on all breaks, prices of slots fix what it leaves no room for.
Sometimes this is the sooner proof, sometimes the other; whichever raises the bound moves the second question up.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from solver.clock import POLL
from solver.exact import cadical
from solver.exact.break_limits import even_breaks, with_breaks_at_most, with_forced_breaks
from solver.exact.cadical import NoAnswer, Question
from solver.exact.required import Required, no_more_than
from solver.exact.sat import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from solver.bounds.patterns import Patterns
    from solver.exact.prove import Prover
    from solver.problem import GoalName

FIXED: frozenset[GoalName] = frozenset({"value", "shortfall"})
"""Goals that are what they are where every meeting must be held."""

FEWEST = -1
"""In the place of a limit: the question for the fewest breaks."""


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
        bound, asked = self.patterns.bound, dict[int, Question]()
        try:
            while bound < self.board.breaks and not self.clock.out(until):
                tell(bound)
                self._ask(asked, bound, until)
                ended = self._ended(asked, bound, until)
                bound = max(bound, asked[FEWEST].bound)
                if ended is None:
                    continue
                solution = asked.pop(ended).solution()
                if solution is None:
                    bound = max(bound, ended + 1)
                elif not self._takes_over(solution, stage):
                    # What the cuts forbid the other formulas still allow; only what was proven lasts.
                    self._drop(asked, ())
        except NoAnswer:
            return bound
        finally:
            self._drop(asked, ())
        return bound

    def _ask(self, asked: dict[int, Question], bound: int, until: float) -> None:
        """Ask for the fewest breaks and, with a worker more, about the bound, if nobody does; drop the rest."""
        self._drop(asked, (FEWEST, bound))
        left = until - self.clock.spent
        if FEWEST not in asked:
            costly = [end for ends in self.model.ends for end in ends]
            asked[FEWEST] = Question(with_forced_breaks(self.model, self.patterns), left, costly)
        if bound not in asked and self.prover.effort.workers > 1:
            asked[bound] = Question(with_breaks_at_most(self.model, bound, self.patterns), left)

    def _drop(self, asked: dict[int, Question], but: Collection[int]) -> None:
        """Drop the questions but these."""
        for most in [most for most in asked if most not in but]:
            asked.pop(most).drop()

    def _ended(self, asked: dict[int, Question], bound: int, until: float) -> int | None:
        """Wait for an answer; return what it is about, `None` once time is up or cores have raised the bound."""
        while not self.clock.out(until) and asked[FEWEST].bound <= bound:
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
