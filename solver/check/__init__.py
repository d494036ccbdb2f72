"""
Every rule once more, in plain Python: what a schedule breaks, never using the model that made it.

`violations` judges a whole schedule, `effect_of_move` one hand edit, `report_violations` also the figures that a
solve reported.
"""

from __future__ import annotations

from solver.check.moves import Effect, effect_of_move
from solver.check.report import report_violations
from solver.check.rules import RULES, violations
from solver.check.violation import RuleName, Violation

__all__ = ["RULES", "Effect", "RuleName", "Violation", "effect_of_move", "report_violations", "violations"]
