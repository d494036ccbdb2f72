"""What is settled before any search, and the problem that is left."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from solver.check import violations
from solver.core import LINEAR_GOALS, Core
from solver.goals import goal_values
from solver.index import Index
from solver.problem import Assignment, Meeting, Participant, Pin, Problem, Table
from solver.solution import Goal
from solver.solve import SolveParams, solve
from tests.solver.brute_force import schedules_of
from tests.solver.problems import held, problem_of, wish
from tests.solver.replans import replans

Schedules = set[frozenset[Assignment]]


def valid_schedules(problem: Problem) -> Schedules:
    return {frozenset(held) for held in schedules_of(problem) if not violations(problem, held)}


def core_of(problem: Problem) -> Core:
    return Core.of(Index(problem))


@settings(max_examples=80)
@given(problem=replans(changes_first=True))
def test_every_schedule_with_the_fewest_changes_holds_what_is_settled(problem: Problem) -> None:
    core = core_of(problem)
    changes = {schedule: goal_values(problem, schedule)["changes"] for schedule in valid_schedules(problem)}
    best = [schedule for schedule, count in changes.items() if count == min(changes.values(), default=0)]
    assert all(schedule.issuperset(core.held.values()) for schedule in best)


@settings(max_examples=80)
@given(problem=replans())
def test_schedules_of_the_core_are_those_of_the_whole_without_what_is_settled(problem: Problem) -> None:
    core = core_of(problem)
    settled = frozenset(core.held.values())
    whole = {schedule - settled for schedule in valid_schedules(problem) if schedule >= settled}
    assert valid_schedules(core.rest) == whole
    assert {schedule - settled for schedule in valid_schedules(core.whole)} == whole


@settings(max_examples=40)
@given(problem=replans())
def test_linear_goals_of_core_and_whole_differ_by_what_is_settled(problem: Problem) -> None:
    core = core_of(problem)
    constant = {"value": core.worth, "shortfall": 0, "changes": 0}
    for schedule in valid_schedules(core.rest):
        alone, together = (
            goal_values(core.rest, schedule),
            goal_values(problem, schedule | frozenset(core.held.values())),
        )
        assert {goal: alone[goal] + constant[goal] for goal in LINEAR_GOALS} == {
            goal: together[goal] for goal in LINEAR_GOALS
        }


BEGUN = problem_of(
    wish(1, 1, 2),
    wish(2, 1, 3),
    wish(3, 4, 5),
    people=[Participant(6), Participant(7)],
    goals=("changes", "value"),
    previous=(held(1, 1, 1, 1, 2), held(2, 2, 1, 1, 3), held(3, 1, 2, 4, 5)),
)


def begun(*late: Meeting, first: Participant | None = None, **fields: Any) -> Problem:
    """BEGUN with wishes more, another participant 1 and other fields."""
    people = (first or BEGUN.participants[0], *BEGUN.participants[1:])
    return replace(BEGUN, meetings=(*BEGUN.meetings, *late), participants=people, **fields)


def test_where_nothing_came_between_everything_is_settled() -> None:
    core = core_of(BEGUN)
    assert core.held == {before.meeting: before for before in BEGUN.previous}
    assert (core.worth, core.rest.meetings, core.rest.goals) == (3, (), ("changes", "value"))


def test_without_changes_first_only_pins_are_settled() -> None:
    pinned = replace(BEGUN.meetings[0], pinned=Pin(1, 1, (1, 2)))
    problem = replace(BEGUN, goals=("value", "changes"), meetings=(pinned, *BEGUN.meetings[1:]))
    assert core_of(problem).held == {1: held(1, 1, 1, 1, 2)}


@pytest.mark.parametrize(
    ("disturbed", "settled"),
    [
        (begun(wish(4, 2, 6, required=True, slots=frozenset({1}))), {2, 3}),
        (begun(wish(4, 6, 7, pinned=Pin(1))), {2}),
        (begun(wish(4, 6, 7, pinned=Pin(1)), tables=(*BEGUN.tables, Table(3))), {1, 2, 3}),
        (begun(first=Participant(1, max_meetings=1)), {3}),
        (begun(first=Participant(1, max_consecutive=1)), {3}),
        (begun(first=Participant(1, free_windows=(frozenset({1, 2}),))), {3}),
        (begun(first=Participant(1, unavailable=frozenset({1}))), {2, 3}),
        (begun(precedences=((2, 1),)), {3}),
        (begun(precedences=((1, 2),)), {1, 2, 3}),
        (begun(previous=(*BEGUN.previous[:2], held(3, 1, 1, 4, 5))), {2}),
        (begun(max_break_difference=3), set()),
    ],
    ids=[
        "a person is needed elsewhere",
        "the last table may be needed",
        "one table more",
        "fewer meetings in all",
        "fewer in a row",
        "a free window",
        "absent",
        "the other order",
        "in order",
        "one table twice",
        "breaks in balance",
    ],
)
def test_what_might_have_to_give_way_is_not_settled(disturbed: Problem, settled: set[int]) -> None:
    assert core_of(disturbed).held.keys() == settled


def test_contradicting_pins_stay_to_be_found_out() -> None:
    problem = problem_of(
        wish(1, 1, 2, pinned=Pin(1, 1, (1, 2))),
        wish(2, 3, 4, pinned=Pin(1, 1, (3, 4))),
        wish(3, 4, 5, pinned=Pin(2, 1, (4, 5))),
    )
    assert core_of(problem).held.keys() == {3}


def test_nothing_is_proven_of_later_goals_if_the_changes_may_not_be_the_fewest() -> None:
    disturbed = begun(first=Participant(1, max_meetings=1))
    best = solve(disturbed, SolveParams(workers=1), stop=lambda: True).best
    assert best is not None
    assert best.goals == (Goal("changes", 1, 0), Goal("value", 2, None))
