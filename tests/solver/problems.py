"""Small problems for the solver's tests: builders in a few words, and strategies that draw every rule and goal."""

from __future__ import annotations

import sys
from dataclasses import replace
from importlib.util import module_from_spec, spec_from_file_location
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import strategies as st

from solver.check import effect_of_move
from solver.problem import (
    GOAL_NAMES,
    Assignment,
    GoalName,
    MaxChanges,
    Meeting,
    Participant,
    Pin,
    Problem,
    Slot,
    Table,
)
from solver.schedule import Schedule
from solver.sides import choice_of_people

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType

SHARED = Path(__file__).resolve().parents[3] / "shared"


def wish(identifier: int, *sides: int | tuple[int, ...], weight: int = 1, **fields: Any) -> Meeting:
    """wish(4, 1, (7, 8)) is meeting 4 of participant 1 with participant 7 or 8."""
    seated = tuple(side if isinstance(side, tuple) else (side,) for side in sides)
    return Meeting(identifier, seated, weight, **fields)


def problem_of(
    *meetings: Meeting,
    slots: int | tuple[Slot, ...] = 4,
    tables: int | tuple[Table, ...] = 2,
    people: Iterable[Participant] = (),
    goals: tuple[GoalName, ...] = ("value",),
    **fields: Any,
) -> Problem:
    """A problem whose participants are those its meetings name; slots count from 1 in one session, tables from 1."""
    given = {person.id: person for person in people}
    named = sorted({person for meeting in meetings for side in meeting.sides for person in side} | set(given))
    return Problem(
        slots=tuple(Slot(t, 0) for t in range(1, slots + 1)) if isinstance(slots, int) else slots,
        tables=tuple(Table(k) for k in range(1, tables + 1)) if isinstance(tables, int) else tables,
        participants=tuple(given.get(person, Participant(person)) for person in named),
        meetings=meetings,
        goals=goals,
        **fields,
    )


def held(meeting: int, slot: int, table: int | None, *people: int) -> Assignment:
    return Assignment(meeting, slot, table, people)


def shared_tool(name: str) -> ModuleType:
    """The independent judge beside the repository, or a skip that says so."""
    path = SHARED / "tools" / f"{name}.py"
    if not path.exists():
        pytest.skip(f"the shared tool {name}.py is not beside this checkout")
    spec = spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    # Tools import one another by name.
    sys.path.insert(0, str(path.parent))
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(path.parent))
    return module


def some(draw: st.DrawFn, values: Iterable[int], at_most: int = 3) -> list[int]:
    pool = sorted(values)
    return draw(st.lists(st.sampled_from(pool), unique=True, max_size=at_most)) if pool else []


def seldom(draw: st.DrawFn, value: st.SearchStrategy[Any], other: Any = None) -> Any:
    """Draws a value in one case of four: rules that all bind at once leave nothing to schedule."""
    return draw(value) if one_in(draw, 4) else other


def one_in(draw: st.DrawFn, many: int) -> bool:
    # Not an end of the range, which Hypothesis favours.
    drawn: int = draw(st.integers(0, many))
    return drawn == many // 2


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Small problems with every field in use; ids are neither positions nor in order."""
    sessions = draw(st.lists(st.integers(1, 3), min_size=1, max_size=2))
    spread = [session for session, length in enumerate(sessions) for _ in range(length)]
    ids = draw(st.permutations(range(10, 10 + len(spread))))
    slots = tuple(Slot(t, 5 - session) for t, session in zip(ids, spread, strict=True))
    tables = tuple(
        Table(k, zone=draw(st.integers(0, 1)), unavailable=frozenset(seldom(draw, st.just(some(draw, ids)), ())))
        for k in draw(st.sampled_from([(7,), (7, 3), (3, 7, 5)]))
    )
    participants = tuple(draw(people(p, ids)) for p in draw(st.permutations(range(2, 2 + draw(st.integers(3, 5))))))
    meetings = tuple(
        draw(wishes(m, ids, tables, participants))
        for m in draw(st.permutations(range(20, 20 + draw(st.integers(4, 7)))))
    )
    pairs = st.lists(st.sampled_from([meeting.id for meeting in meetings]), min_size=2, max_size=2, unique=True)
    precedences: list[list[int]] = seldom(draw, st.lists(pairs, max_size=2), [])
    problem = Problem(
        slots=slots,
        tables=tables,
        participants=participants,
        meetings=meetings,
        goals=tuple(draw(st.lists(st.sampled_from(GOAL_NAMES), min_size=1, max_size=6, unique=True))),
        precedences=tuple((first, then) for first, then in precedences),
        max_break_difference=seldom(draw, st.integers(0, 1)),
        previous=(),
    )
    return draw(replanned(problem))


@st.composite
def people(draw: st.DrawFn, identifier: int, slots: list[int]) -> Participant:
    windows = seldom(
        draw, st.lists(st.lists(st.sampled_from(slots), min_size=1, max_size=2, unique=True), max_size=2), []
    )
    return Participant(
        id=identifier,
        unavailable=frozenset(seldom(draw, st.just(some(draw, slots, 2)), ())),
        max_meetings=seldom(draw, st.integers(0, 3)),
        min_meetings=seldom(draw, st.integers(0, 3)),
        max_consecutive=seldom(draw, st.integers(1, 2)),
        free_windows=tuple(frozenset(window) for window in windows),
    )


@st.composite
def wishes(
    draw: st.DrawFn,
    identifier: int,
    slots: list[int],
    tables: tuple[Table, ...],
    participants: tuple[Participant, ...],
) -> Meeting:
    pool = [person.id for person in participants]
    first = draw(st.permutations(pool))
    sides = [[one] for one in first[: 3 if one_in(draw, 6) else 2]]
    for side in sides:
        extra = seldom(draw, st.sampled_from(pool))
        if extra is not None and extra not in side:
            side.append(extra)
    pinned = None
    if one_in(draw, 15):
        table = seldom(draw, st.sampled_from([table.id for table in tables]))
        pinned = Pin(draw(st.sampled_from(slots)), table, seldom(draw, st.just(choice_of_people(sides))))
    return Meeting(
        id=identifier,
        sides=tuple(map(tuple, sides)),
        weight=draw(st.integers(0, 4)),
        slots=None if pinned else seldom(draw, st.frozensets(st.sampled_from(slots), min_size=len(slots) // 2)),
        tables=None if pinned else seldom(draw, st.sampled_from([(), *((table.id,) for table in tables)])),
        pinned=pinned,
        required=one_in(draw, 15),
    )


@st.composite
def replanned(draw: st.DrawFn, problem: Problem) -> Problem:
    """The same problem, in one case of four with a schedule in force and a limit on its changes."""
    if not one_in(draw, 4):
        return problem
    previous = draw(schedules(problem))
    gone = seldom(draw, st.just([held(99, problem.slots[0].id, None, 1, 2)]), [])
    limits = st.builds(MaxChanges, st.none() | st.integers(0, 2), st.none() | st.integers(0, 1))
    return replace(problem, previous=(*previous, *gone), max_changes=draw(st.none() | limits))


def places(problem: Problem, meeting: Meeting) -> list[Assignment]:
    """Every slot, table and choice of people, whether a rule allows it or not."""
    tables: list[int | None] = [None] if meeting.tables == () else [table.id for table in problem.tables]
    return [
        Assignment(meeting.id, slot.id, table, chosen)
        for slot in problem.slots
        for table in tables
        for chosen in product(*meeting.sides)
        if len(set(chosen)) == len(chosen)
    ]


@st.composite
def schedules(draw: st.DrawFn, problem: Problem) -> tuple[Assignment, ...]:
    """Assignments of which each, when it was placed, broke no rule; what must be held may still be missing."""
    schedule = Schedule.of(problem, ())
    # What must be held comes first, and is left out only where it finds no place.
    inorder = sorted(draw(st.permutations(problem.meetings)), key=lambda one: not (one.pinned or one.required))
    for meeting in inorder:
        anywhere = places(problem, meeting)
        if meeting.pinned or meeting.required or not one_in(draw, 6):
            start = draw(st.integers(0, len(anywhere) - 1))
            rotated = (*anywhere[start:], *anywhere[:start])
            fitting = (place for place in rotated if not effect_of_move(schedule, meeting.id, place).broken)
            schedule = schedule.with_meeting_at(meeting.id, next(fitting, None))
    return tuple(draw(st.permutations(schedule.assignments)))


def elsewhere(problem: Problem, old: Assignment) -> list[Assignment]:
    """The assignment in every other slot, at every other table, and with what belongs to another meeting."""
    return [
        *(replace(old, slot=slot.id) for slot in problem.slots if slot.id != old.slot),
        *(replace(old, table=table.id) for table in problem.tables if table.id != old.table),
        *(replace(old, meeting=meeting.id) for meeting in problem.meetings[:1]),
        replace(old, people=old.people[::-1]),
    ]


@st.composite
def problems_with_schedules(draw: st.DrawFn) -> tuple[Problem, tuple[Assignment, ...]]:
    """A problem and a schedule that keeps most rules, or in two cases of three one with some put elsewhere."""
    problem = draw(problems())
    assignments = list(draw(schedules(problem)))
    touched = not one_in(draw, 2)
    for at in range(len(assignments) if touched else 0):
        if one_in(draw, 2):
            assignments[at] = draw(st.sampled_from(elsewhere(problem, assignments[at])))
    return problem, tuple(assignments)
