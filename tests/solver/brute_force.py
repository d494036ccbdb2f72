"""Every valid schedule of a tiny problem, tried one by one: the measure of the solver's bounds and proofs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from solver.check import violations
from solver.goals import goal_values
from solver.problem import MAXIMISED
from tests.solver.problems import places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from solver.problem import Assignment, Meeting, Problem

MOST_COMBINATIONS = 1500

Costs = tuple[int, ...]


def cut_down(problem: Problem) -> Problem:
    """Leave out meetings from the end until few enough combinations of places are left to try them all."""
    combinations = 1
    kept: list[Meeting] = []
    for meeting in problem.meetings:
        combinations *= 1 + len(possible_places(problem, meeting.id))
        if combinations > MOST_COMBINATIONS and len(kept) > 1:
            break
        kept.append(meeting)
    ids = {meeting.id for meeting in kept}
    return replace(
        problem,
        meetings=tuple(kept),
        precedences=tuple(pair for pair in problem.precedences if ids.issuperset(pair)),
    )


def possible_places(problem: Problem, meeting_id: int) -> list[Assignment]:
    """Where a meeting alone breaks no rule about itself, its people's presence and its table."""
    meeting = next(meeting for meeting in problem.meetings if meeting.id == meeting_id)
    alone = replace(
        problem,
        meetings=tuple(replace(m, required=False, pinned=None if m is not meeting else m.pinned) for m in [meeting]),
        precedences=(),
        previous=(),
        max_changes=None,
        max_break_difference=None,
    )
    return [place for place in places(problem, meeting) if not violations(alone, [place])]


def schedules_of(problem: Problem) -> Iterator[list[Assignment]]:
    """Every set of places in which nobody and no table is taken twice."""
    options = [possible_places(problem, meeting.id) for meeting in problem.meetings]

    def extend(
        number: int, held: list[Assignment], taken: frozenset[tuple[str, int, int]]
    ) -> Iterator[list[Assignment]]:
        if number == len(options):
            yield list(held)
            return
        yield from extend(number + 1, held, taken)
        for place in options[number]:
            uses = {("person", person, place.slot) for person in place.people}
            if place.table is not None:
                uses.add(("table", place.table, place.slot))
            if not uses & taken:
                yield from extend(number + 1, [*held, place], taken | uses)

    yield from extend(0, [], frozenset())


def costs_of(problem: Problem, assignments: list[Assignment] | tuple[Assignment, ...]) -> Costs:
    """The goals' values in the problem's order, negated where more is better."""
    values = goal_values(problem, assignments)
    return tuple(-values[name] if name in MAXIMISED else values[name] for name in problem.goals)


def every_cost(problem: Problem) -> set[Costs]:
    """The costs of every valid schedule."""
    return {
        costs_of(problem, assignments) for assignments in schedules_of(problem) if not violations(problem, assignments)
    }
