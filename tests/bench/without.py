"""
The solver without one of its parts: `python -m tests.bench.without PART solve problem.json -o solution.json`.

A part is taken out here, from outside, by putting something simpler in its place; the product has no such option.
"""

from __future__ import annotations

import importlib
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Part:
    """
    A part of the solver that can be taken out.

    `places` name what is replaced, as "module:name" or "module:class.name"; `instead` makes the replacement of the
    original.
    """

    name: str
    source: str
    places: tuple[str, ...]
    instead: Callable[[Any], Any]


def free_insertion(_: Any) -> Any:
    """Insert a wish only where everybody and a table are free."""
    from solver.search.chains import insert_free  # noqa: PLC0415 - loads the solver

    return lambda board, meeting, *_, **__: insert_free(board, meeting)


def in_order_of_weight(fill: Any) -> Any:
    """Take the wishes by weight, whatever the relaxation holds."""
    return lambda board, _, *rest, **options: fill(board, board.index.weight, *rest, **options)


def no_duals(_: Any) -> Any:
    """Answer as an LP solver would that found nothing."""
    import numpy as np  # noqa: PLC0415 - loads the solver

    from solver.linear.lp import certify  # noqa: PLC0415

    def relax(programme: Any, *_: Any, **__: Any) -> Any:
        return np.zeros(len(programme.gain)), certify(programme, np.zeros(len(programme.rows)))

    return relax


def the_relaxation_alone(_: Any) -> Any:
    """Leave the bound where the relaxation put it."""
    return lambda _prover, _stage, relaxation, *_, **__: relaxation.bound


def constantly(answer: Any) -> Callable[[Any], Any]:
    """Do nothing, and always answer the same."""
    return lambda _: lambda *_, **__: answer


PARTS = (
    Part("nothing", "", (), lambda original: original),
    Part("Kempe chains", "Kempe 1879; de Werra 1985", ("solver.work.linear:insert_anywhere",), free_insertion),
    Part("the relaxation's order", "LP rounding order", ("solver.work.linear:fill",), in_order_of_weight),
    Part("the relaxation", "PDLP: Applegate et al. 2021", ("solver.linear.relaxation:relax",), no_duals),
    Part("rounded duals", "weak duality in integers", ("solver.linear.lp:GRIDS",), lambda _: ()),
    Part("closing", "reduced-cost fixing: Dantzig et al. 1954", ("solver.work.linear:close",), the_relaxation_alone),
    Part("annealing", "Kirkpatrick et al. 1983", ("solver.search.improve:Annealer.run",), constantly(None)),
    Part(
        "tables by a flow", "assignment: Kuhn 1955", ("solver.search.reseating:reseat_slot",), constantly(answer=False)
    ),
    Part("the run-length bound", "Bofill et al. 2022", ("solver.linear.relaxation:fewest_breaks",), constantly(0)),
    Part("a bound from days", "Lagrangian: Geoffrion 1974", ("solver.work.days:days_bound",), constantly(0)),
    Part("a bound from tables", "this library", ("solver.work.tables:table_changes_bound",), constantly(0)),
    Part("polishing", "RINS: Danna, Rothberg, Le Pape 2005", ("solver.work.linear:polish",), constantly(None)),
    Part("CaDiCaL", "Biere et al. 2020", ("solver.exact.cadical:is_installed",), constantly(answer=False)),
    Part(
        "priced days",
        "Lagrangian: Geoffrion 1974; patterns: Gilmore and Gomory 1961",
        ("solver.exact.break_limits:only_cheap_days", "solver.bounds.patterns:Patterns.price"),
        constantly(None),
    ),
    Part("settling", "dominance; a core: Balas and Zemel 1980", ("solver.core:settled",), constantly({})),
)


def part_of(name: str) -> Part:
    """Return a part by its name."""
    return next(part for part in PARTS if part.name == name)


def take_out(part: Part) -> None:
    """Put something simpler in the place of a part, for the rest of this process."""
    for place in part.places:
        module, _, path = place.partition(":")
        owner: Any = importlib.import_module(module)
        *classes, name = path.split(".")
        for step in classes:
            owner = getattr(owner, step)
        setattr(owner, name, part.instead(getattr(owner, name)))


def main(name: str, *arguments: str) -> int:
    """Take a part out and run a command of the solver."""
    from solver.__main__ import main as command  # noqa: PLC0415 - loads the solver

    take_out(part_of(name))
    return command(list(arguments))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
