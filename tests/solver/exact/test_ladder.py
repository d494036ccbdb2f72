"""Days, prices and clauses where every meeting must be held: exact agreement with every schedule of small problems."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.bounds.patterns import Patterns
from solver.exact.break_limits import even_breaks, with_breaks_at_most
from solver.exact.cadical import NoAnswer, Question
from solver.exact.clauses import Clauses
from solver.exact.required import Required, no_more_than
from solver.formats.dzn import problem_from_dzn
from solver.index import Index
from solver.linear.formulation import Formulation
from solver.problem import GoalName, Participant, Problem
from solver.search.seating import seat
from solver.solution import Status
from solver.solve import SolveParams, solve
from tests.solver.brute_force import cut_down, every_cost
from tests.solver.problems import SHARED, problem_of, problems, schedules, wish

MOST = 12
"""More breaks than the drawn problems can have."""

solvers = pytest.importorskip("pysat.solvers", reason="python-sat, the extra `sat`, is not installed")


def decided(formula: Clauses) -> list[int] | None:
    with solvers.Cadical195() as solver:
        clause: list[int] = []
        for literal in formula.literals:
            if literal:
                clause.append(literal)
            else:
                solver.add_clause(clause)
                clause = []
        return [literal for literal in solver.get_model() if literal > 0] if solver.solve() else None


def priced(index: Index) -> Patterns:
    patterns = Patterns(index)
    patterns.price(lambda: False)
    return patterns


def fewest(problem: Problem) -> int | None:
    """The fewest breaks by clauses; None if nothing can hold."""
    index = Index(problem)
    patterns = priced(index)
    if index.hopeless or None in patterns.least:
        return None
    formulation = Formulation(index)
    model = Required(formulation)
    even_breaks(model, model.clauses)
    for most in range(patterns.bound, MOST):
        while (solution := decided(with_breaks_at_most(model, most, patterns))) is not None:
            columns = [variable - 1 for variable in solution if variable <= formulation.size]
            assert [formulation.column(column)[0] for column in columns] == list(range(len(index.meeting_ids)))
            shortages = seat(formulation, columns).shortages
            if not shortages:
                return most
            for slot, tables in shortages:
                no_more_than(model, model.clauses, slot, tables)
    return None


@st.composite
def all_required(draw: st.DrawFn) -> Problem:
    """Problems in which everything must be held; what a drawn schedule holds can be, but for the others' breaks."""
    problem = draw(problems())
    held = {assignment.meeting for assignment in draw(schedules(problem))} if draw(st.integers(0, 4)) else None
    meetings = [replace(meeting, required=True) for meeting in problem.meetings if held is None or meeting.id in held]
    ids = {meeting.id for meeting in meetings}
    return cut_down(
        replace(
            problem,
            meetings=tuple(meetings),
            goals=("breaks",),
            precedences=tuple(pair for pair in problem.precedences if ids.issuperset(pair)),
            previous=(),
            max_changes=None,
        )
    )


@settings(max_examples=50)
@given(all_required())
def test_clauses_find_the_fewest_breaks_of_all_schedules(problem: Problem) -> None:
    costs = every_cost(problem)
    assert fewest(problem) == (min(costs)[0] if costs else None)


@settings(max_examples=50)
@given(problems())
def test_no_schedule_has_fewer_breaks_than_the_priced_days(drawn: Problem) -> None:
    problem = cut_down(replace(drawn, goals=("breaks",)))
    costs = every_cost(problem)
    patterns = priced(Index(problem))
    if costs:
        assert patterns.bound <= min(costs)[0]
        assert None not in patterns.least


def crowd(**fields: int) -> Problem:
    """Four people who all meet each other at two tables, one of them between errands."""
    pairs = [(one, other) for one in range(1, 5) for other in range(1, one)]
    people = [Participant(1, unavailable=frozenset({2, 5}))]
    wishes = [wish(k, *pair, required=True) for k, pair in enumerate(pairs)]
    return problem_of(*wishes, slots=6, tables=2, people=people, goals=("breaks",), **fields)


def test_a_slot_that_everybody_needs_has_a_price() -> None:
    # Two of three pairs sit in the middle slot at most, so that one pair's days fall apart.
    names = range(1, 4)
    wishes = [wish(3 * p + k, 10 * p, 10 * p + 1, required=True) for p in names for k in range(2)]
    patterns = priced(Index(problem_of(*wishes, slots=3, tables=2, goals=("breaks",))))
    assert (patterns.least, patterns.bound, patterns.people_at_least(1, most=2)) == ([0] * 6, 2, 4)


def test_a_person_without_a_possible_day_proves_that_nothing_can_hold() -> None:
    wishes = [wish(k, 1, 1 + k, required=True, slots=frozenset({1, 2})) for k in range(1, 4)]
    assert priced(Index(problem_of(*wishes, slots=4))).least[0] is None


def test_everybody_has_about_as_many_breaks_as_the_others() -> None:
    assert (fewest(crowd()), fewest(crowd(max_break_difference=0))) == (2, 4)


@pytest.mark.parametrize("goal", ["breaks", "idle"])
def test_a_solve_proves_what_the_clauses_say(goal: GoalName) -> None:
    result = solve(replace(crowd(), goals=(goal,)), SolveParams(time_limit=20))
    assert result.best is not None
    assert (result.status, result.best.goals[0].value) == (Status.OPTIMAL, 2)


def pigeons(many: int) -> Clauses:
    """One more pigeon than holes: short, and hopeless for clause learning."""
    clauses = Clauses()
    sits = [[clauses.new() for _ in range(many - 1)] for _ in range(many)]
    for holes in sits:
        clauses.add(*holes)
    for hole in zip(*sits, strict=True):
        clauses.at_most_one(hole)
    return clauses


def test_a_child_process_answers() -> None:
    clauses = Clauses()
    one, other = clauses.new(), clauses.new()
    clauses.add(one, other)
    clauses.add(-one)
    with Question(clauses, 10) as question:
        assert question.wait(10)
        assert question.solution() == [other]
    with Question(pigeons(4), 10) as question:
        assert question.wait(10)
        assert question.solution() is None


def test_a_child_process_finds_the_fewest_and_bounds_them() -> None:
    clauses = Clauses()
    costly = [clauses.new() for _ in range(5)]
    clauses.at_least(costly, 3)
    with Question(clauses, 10, costly) as question:
        assert question.wait(10)
        assert len(set(costly).intersection(question.solution() or [])) == question.bound == 3
    clauses.add()
    with Question(clauses, 10, costly) as question:
        assert question.wait(10)
        assert question.solution() is None


@settings(max_examples=30)
@given(all_required(), st.integers(1, 2))
def test_a_solve_proves_the_fewest_breaks_of_all_schedules(problem: Problem, workers: int) -> None:
    costs = every_cost(problem)
    result = solve(problem, SolveParams(time_limit=20, workers=workers))
    assert (result.best and result.best.goals[0].bound) == (min(costs)[0] if costs else None)


def test_a_child_process_at_work_is_killed_on_leaving() -> None:
    with Question(pigeons(14), 60) as question:
        assert not question.wait(1)
    with pytest.raises(NoAnswer):
        question.solution()


def test_a_child_process_dies_with_its_parent() -> None:
    asks = (
        "import time; from solver.exact.cadical import Question; from tests.solver.exact.test_ladder import pigeons\n"
        "question = Question(pigeons(14), 60); print(question.child.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", asks], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    time.sleep(1)
    parent.kill()
    parent.communicate()
    for _ in range(100):
        if gone(child):
            break
        time.sleep(0.05)
    assert gone(child)


def gone(process: int) -> bool:
    """Whether a process has ended, be it that nobody has asked how."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


@pytest.mark.parametrize(
    ("name", "breaks"), [("tic-13crafc.original", 4), ("forumt-14crafe.original", 5), ("forum-13.original", 0)]
)
def test_published_optima_are_proven(name: str, breaks: int) -> None:
    path = SHARED / "b2bsp" / f"{name}.dzn"
    if not path.exists():
        pytest.skip("the published instances are not beside this checkout")
    result = solve(problem_from_dzn(path.read_bytes()), SolveParams(time_limit=120))
    assert result.best is not None
    assert (result.status, result.best.goals[0].value) == (Status.OPTIMAL, breaks)
