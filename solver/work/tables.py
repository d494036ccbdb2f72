"""Table changes: slots in which tables can be kept, a seating, and a bound beside the search."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

from solver.bounds.tables import table_changes_bound
from solver.search.improve import Annealer
from solver.search.repertoire import SLOT_MOVES, temperature
from solver.search.reseating import settle_tables

if TYPE_CHECKING:
    from solver.effort import Effort
    from solver.problem import GoalName
    from solver.search.ledger import Figure
    from solver.stages import Stages

SLOTS_FIRST = 0.8
"""Share of the time for table changes in which slots are searched without looking at tables."""


def work_on(stages: Stages, stage: int, until: float) -> None:
    """Search for few table changes; the other worker, if there is one, looks for their bound meanwhile."""
    goal, board = stages.goals[stage], stages.board
    held = {before: board.cost(before) for before in stages.goals[:stage]}
    if stages.effort.workers == 1 or stages.clock.counted:
        stages.raise_bound(goal, bound(stages, held, stages.effort, (until - stages.clock.spent) / 4))
        search(stages, stage, until)
        return
    found = threading.Event()
    aside = replace(stages.effort, clock=stages.clock.beside(found.is_set), workers=1)
    with ThreadPoolExecutor(1) as other:
        answer = other.submit(bound, stages, held, aside, until - stages.clock.spent)
        try:
            search(stages, stage, until)
        finally:
            found.set()
        stages.raise_bound(goal, answer.result())


def bound(stages: Stages, held: dict[GoalName, int], effort: Effort, seconds: float) -> int:
    """Return a bound on table changes of schedules that keep the goals held."""
    if not stages.roomy:
        return 0
    return table_changes_bound(stages.prover.formulation, stages.prover.rows, held, effort, seconds)


def search(stages: Stages, stage: int, until: float) -> None:
    """Search slots in which few people need to change tables, then seat everybody, then search both at once."""
    goal, board, clock = stages.goals[stage], stages.board, stages.clock
    settle_tables(board, stages.rng, clock)
    board.forget()
    stages.tell("seat", goal)
    if board.cost(goal) > stages.bounds[goal]:
        before, costs = board.snapshot(), [board.cost(held) for held in stages.goals[: stage + 1]]
        figures: list[Figure] = [*stages.goals[:stage], "changes_due"]
        slots_until = clock.spent + SLOTS_FIRST * max(0.0, until - clock.spent)
        Annealer(board, figures, stage, stages.rng, lambda: None).run(
            SLOT_MOVES, temperature(stages.index, goal), clock, slots_until, stages.bounds[goal]
        )
        settle_tables(board, stages.rng, clock)
        board.forget()
        if [board.cost(held) for held in stages.goals[: stage + 1]] > costs:
            board.restore(before)
        stages.tell("improve", goal)
    stages.anneal(stage, until, stages.bounds[goal])
