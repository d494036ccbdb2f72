"""
The interchange formats: `b2b-problem/1` and `b2b-solution/1` as JSON, and the literature's `.dzn`.

Reading is strict: whatever is wrong with a file ends as `InvalidProblem` or `InvalidSolution`, whose message is
one sentence with the place. Writing is canonical: the same data gives the same bytes.
"""

from __future__ import annotations

from solver.formats.consistency import refuse_inconsistent
from solver.formats.dzn import problem_from_dzn
from solver.formats.files import MAX_BYTES, UnusableFile, expect_writable, read_file, write_file
from solver.formats.problem_json import problem_from_json
from solver.formats.solution_json import solution_from_json
from solver.formats.writing import problem_to_json, solution_to_json

__all__ = [
    "MAX_BYTES",
    "UnusableFile",
    "expect_writable",
    "problem_from_dzn",
    "problem_from_json",
    "problem_to_json",
    "read_file",
    "refuse_inconsistent",
    "solution_from_json",
    "solution_to_json",
    "write_file",
]
