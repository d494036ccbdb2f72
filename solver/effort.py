"""What a stage may spend and how it tells what it has found: passed from stage to stage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from solver.clock import Clock
    from solver.problem import GoalName


@dataclass(frozen=True, slots=True)
class Effort:
    """
    The means of one solve.

    Attributes
    ----------
    rng
        The only source of chance, seeded once.
    report
        Told (stage, goal, incumbent, bound), both as costs: negated where more is better.
    memory
        MiB that the process may use, `None` for any number.
    """

    clock: Clock
    rng: random.Random
    report: Callable[[str, GoalName, int | None, int | None], None]
    workers: int
    seed: int
    memory: int | None = None
