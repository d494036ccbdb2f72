"""
Choosing and scheduling meetings: which wishes are held, when, at which table, by whom, and how good that provably is.

Five nouns and a verb: a `Problem` goes in, with `SolveParams`; `solve` tells its `Progress` and answers with a
`Result`, which holds a `Solution` of `Assignment`s and the `Goal`s it reached, each with its proven bound. This package
knows no event, no date and no database; importing it does not load OR-Tools, solving does.
"""

__version__ = "0.1.0"

from solver.problem import (
    Assignment,
    InvalidProblem,
    MaxChanges,
    Meeting,
    Participant,
    Pin,
    Problem,
    Slot,
    Table,
)
from solver.solution import Goal, Result, Solution, Status
from solver.solve import BrokenSchedule, InvalidParams, Progress, SolveParams, solve

__all__ = [
    "Assignment",
    "BrokenSchedule",
    "Goal",
    "InvalidParams",
    "InvalidProblem",
    "MaxChanges",
    "Meeting",
    "Participant",
    "Pin",
    "Problem",
    "Progress",
    "Result",
    "Slot",
    "Solution",
    "SolveParams",
    "Status",
    "Table",
    "solve",
]
