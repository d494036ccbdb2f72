"""`b2b-solution/1`, read strictly."""

from __future__ import annotations

from solver.conflict import CLAIM_KINDS, Claim, Conflict
from solver.formats.fields import MAX_ID, Fields, Malformed, document, shown
from solver.formats.problem_json import assignment
from solver.problem import GOAL_NAMES
from solver.solution import Goal, InvalidSolution, Result, Solution, Status

FORMAT = "b2b-solution/1"
NEEDS = ("status", "assignments", "unscheduled", "goals")
FIELDS = frozenset((*NEEDS, "format", "seconds", "seed", "workers", "solver", "conflict"))
CONFLICT_FIELDS = ("irreducible", "claims")
CLAIM_FIELDS = ("kind", "ids", "sentence")
GOAL_FIELDS = frozenset(("name", "value", "bound"))


def solution_from_json(content: bytes) -> Result:
    """
    Read a solution; whether it keeps the rules of its problem is for `solver.check` to say.

    Raises
    ------
    InvalidSolution
        If the content is not JSON or not in the format; the message says where.
    """
    try:
        return result(document(content, "The solution", FORMAT))
    except Malformed as error:
        raise InvalidSolution(str(error)) from error


def result(fields: Fields) -> Result:
    """Read the whole document."""
    fields.expect(FIELDS, NEEDS)
    found = status(fields)
    solution = Solution(
        assignments=tuple(assignment(entry, -MAX_ID) for entry in fields.objects("assignments", "The assignment")),
        unscheduled=fields.id_list(fields.values["unscheduled"], "unscheduled", -MAX_ID),
        goals=tuple(goal(entry) for entry in fields.objects("goals", "The goal")),
    )
    without = found in {Status.INFEASIBLE, Status.UNKNOWN}
    if without and (solution.assignments or solution.goals):
        fields.refuse(f"has the status {found.value}, but also assignments or goals")
    return Result(
        status=found,
        best=None if without else solution,
        seconds=seconds(fields),
        seed=fields.integer("seed", -MAX_ID) if "seed" in fields.values else 0,
        workers=fields.integer("workers") if "workers" in fields.values else 0,
        solver=text(fields, "solver"),
        conflict=conflict(fields, found),
    )


def status(fields: Fields) -> Status:
    """Read the status."""
    value = fields.values["status"]
    if value not in [one.value for one in Status]:
        fields.refuse(f"has the unknown status {shown(value)}")
    return Status(value)


def goal(fields: Fields) -> Goal:
    """Read a goal."""
    fields.expect(GOAL_FIELDS, ("name", "value", "bound"))
    name = fields.values["name"]
    if name not in GOAL_NAMES:
        fields.refuse(f"has the unknown goal {shown(name)}")
    bound = None if fields.values["bound"] is None else fields.integer("bound", -MAX_ID)
    return Goal(name, fields.integer("value", -MAX_ID), bound)


def seconds(fields: Fields) -> float:
    """Read the time that was taken."""
    value = fields.values.get("seconds", 0.0)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= MAX_ID:
        fields.refuse(f"has {shown(value)} as 'seconds', which must be a number from 0 to {MAX_ID}")
    return float(value)


def text(fields: Fields, name: str) -> str:
    """Read a text; what is left out is empty."""
    value = fields.values.get(name, "")
    if not isinstance(value, str):
        fields.refuse(f"has {shown(value)} as {name!r}, which must be a text")
    return value


def conflict(solution: Fields, found: Status) -> Conflict | None:
    """Read why there is no schedule."""
    value = solution.values.get("conflict")
    if value is None:
        return None
    if found is not Status.INFEASIBLE:
        solution.refuse(f"has the status {found.value}, but also a conflict")
    if not isinstance(value, dict):
        solution.refuse(f"has {shown(value)} as 'conflict', which must be an object")
    fields = Fields(value, "The conflict")
    fields.expect(frozenset(CONFLICT_FIELDS), CONFLICT_FIELDS)
    claims = tuple(claim(entry) for entry in fields.objects("claims", "The claim"))
    return Conflict(claims, fields.flag("irreducible"))


def claim(fields: Fields) -> Claim:
    """Read a claim."""
    fields.expect(frozenset(CLAIM_FIELDS), CLAIM_FIELDS)
    kind = fields.values["kind"]
    if kind not in CLAIM_KINDS:
        fields.refuse(f"has the unknown kind {shown(kind)}")
    return Claim(kind, fields.id_list(fields.values["ids"], "ids"), text(fields, "sentence"))
