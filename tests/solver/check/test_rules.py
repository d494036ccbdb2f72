from __future__ import annotations

from dataclasses import replace

import pytest

from solver.check import RULES, RuleName, violations
from solver.problem import Assignment, MaxChanges, Participant, Pin, Problem, Slot, Table
from tests.solver.check.broken import BROKEN
from tests.solver.problems import held, problem_of, wish

TWO_SESSIONS = (Slot(1, 0), Slot(2, 0), Slot(3, 1), Slot(4, 1))


@pytest.mark.parametrize(("rule", "problem", "assignments", "sentence"), BROKEN)
def test_a_schedule_that_breaks_one_rule_has_exactly_that_violation(
    rule: RuleName, problem: Problem, assignments: list[Assignment], sentence: str
) -> None:
    # The table 3 of one case is there so that no other rule is broken.
    problem = replace(problem, tables=(*problem.tables, Table(3)))
    found = violations(problem, assignments)
    assert [(one.rule, one.sentence) for one in found] == [(rule, sentence)]


def test_every_rule_is_broken_alone_by_some_case() -> None:
    assert {rule for rule, *_ in BROKEN} == {rule.__name__ for rule in RULES}


@pytest.mark.parametrize(
    ("problem", "assignments"),
    [
        (problem_of(wish(1, 1, 2, tables=())), [held(1, 1, None, 1, 2)]),
        (problem_of(wish(1, 1, (2, 3), (4, 5))), [held(1, 1, 2, 1, 3, 4)]),
        (problem_of(wish(1, 1, 2, pinned=Pin(1))), [held(1, 1, 2, 1, 2)]),
        (problem_of(wish(1, 1, 2), wish(2, 3, 4), precedences=((1, 2),)), [held(2, 1, 1, 3, 4)]),
        (problem_of(wish(1, 1, 2), wish(2, 3, 4), precedences=((1, 2),)), [held(1, 1, 1, 1, 2), held(2, 2, 1, 3, 4)]),
        (
            problem_of(wish(1, 1, 2), wish(2, 1, 3), slots=TWO_SESSIONS, people=[Participant(1, max_consecutive=1)]),
            [held(1, 2, 1, 1, 2), held(2, 3, 1, 1, 3)],
        ),
        (
            problem_of(wish(1, 1, 2), wish(2, 1, 3), slots=TWO_SESSIONS, max_break_difference=0),
            [held(1, 1, 1, 1, 2), held(2, 3, 1, 1, 3)],
        ),
        (problem_of(wish(1, 1, 2), people=[Participant(1, free_windows=(frozenset({1, 2}),))]), [held(1, 1, 1, 1, 2)]),
        (problem_of(wish(1, 1, 2), previous=(held(9, 1, 1, 1, 2),), max_changes=MaxChanges(0, 0)), []),
    ],
    ids=[
        "a meeting without a table",
        "one of several people",
        "a pin that leaves the table open",
        "a precedence of which one is not held",
        "a precedence in order",
        "meetings on both sides of a pause",
        "idle slots on both sides of a pause",
        "one slot of a window free",
        "a change of a meeting that no longer exists",
    ],
)
def test_what_the_rules_allow_has_no_violation(problem: Problem, assignments: list[Assignment]) -> None:
    assert violations(problem, assignments) == []
