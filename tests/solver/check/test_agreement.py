from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from solver.check import RULES, RuleName, violations
from solver.formats import problem_to_json
from solver.goals import goal_values
from tests.solver.check.broken import BROKEN
from tests.solver.problems import places, problems_with_schedules, shared_tool

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from solver.problem import Assignment, Problem


def as_json(assignments: Sequence[Assignment]) -> list[dict[str, Any]]:
    return [{"meeting": a.meeting, "slot": a.slot, "table": a.table, "people": list(a.people)} for a in assignments]


@pytest.mark.parametrize(("rule", "problem", "assignments", "sentence"), BROKEN)
def test_the_independent_checker_sees_each_broken_rule_too(
    rule: RuleName,
    problem: Problem,
    assignments: list[Assignment],
    sentence: str,
) -> None:
    judge = shared_tool("check_solution")
    seen = list(judge.violations(json.loads(problem_to_json(problem)), as_json(assignments)))
    assert bool(seen), (rule, sentence)


def neighbours(problem: Problem, assignments: tuple[Assignment, ...]) -> Iterator[tuple[Assignment, ...]]:
    """The schedule, and those in which one meeting is anywhere else or nowhere."""
    yield assignments
    for meeting in problem.meetings[:3]:
        rest = tuple(one for one in assignments if one.meeting != meeting.id)
        yield rest
        for place in places(problem, meeting)[:15]:
            yield (*rest, place)


@settings(max_examples=150)
@given(problems_with_schedules())
def test_checker_and_goals_agree_with_the_independent_ones(drawn: tuple[Problem, tuple[Assignment, ...]]) -> None:
    judge = shared_tool("check_solution")
    problem, drawn_assignments = drawn
    document = json.loads(problem_to_json(problem))
    for assignments in neighbours(problem, drawn_assignments):
        found = violations(problem, assignments)
        assert bool(found) == bool(list(judge.violations(document, as_json(assignments))))
        if not found:
            assert goal_values(problem, assignments) == judge.goals(document, as_json(assignments))


def test_drawn_schedules_are_of_every_kind() -> None:
    kept = broken = meetings = 0
    rules: set[str] = set()

    @settings(max_examples=250, database=None, derandomize=True)
    @given(problems_with_schedules())
    def draw(drawn: tuple[Problem, tuple[Assignment, ...]]) -> None:
        nonlocal kept, broken, meetings
        found = violations(*drawn)
        rules.update(one.rule for one in found)
        kept += not found and len(drawn[1]) > 1
        broken += bool(found)
        meetings += len(drawn[1])

    draw()
    assert kept > 50
    assert broken > 50
    assert meetings > 450
    assert len(rules) > len(RULES) // 2
