"""Which moves serve which goal, and how warm the search for it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solver.search.moves import drop, fill_gap, go_back, replace_people, shift, slide, squeeze_in
from solver.search.reseating import rejoin_any_cut, reseat_any_slot

if TYPE_CHECKING:
    from solver.index import Index
    from solver.problem import GoalName
    from solver.search.improve import Move

SLOT_MOVES: tuple[Move, ...] = (slide, shift, replace_people, squeeze_in, drop)
MOVES: dict[GoalName, tuple[Move, ...]] = {
    "value": (squeeze_in,),
    "shortfall": (squeeze_in,),
    "breaks": (fill_gap, *SLOT_MOVES),
    "idle": (fill_gap, *SLOT_MOVES),
    "table_changes": (rejoin_any_cut, reseat_any_slot, *SLOT_MOVES),
    "changes": (go_back, squeeze_in),
}


def temperature(index: Index, goal: GoalName) -> float:
    """Return the temperature for a goal in its own units."""
    if goal != "value":
        return 0.25
    weights = index.weight
    return max(0.05 * sum(weights) / max(1, len(weights)), 0.01)
