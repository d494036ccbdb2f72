"""A crowded event of middling size, the same every time, and boards that hold some of it."""

from __future__ import annotations

import random

from solver.index import Index
from solver.problem import GoalName, Participant, Problem, Slot, Table
from solver.search.board import Board
from tests.solver.problems import wish


def crowded(goals: tuple[GoalName, ...] = ("value",), seed: int = 1, people: int = 40, slots: int = 10) -> Problem:
    """More wishes than room: some people attend by halves, some rest, a few have stands or interpreters."""
    rng = random.Random(seed)
    halves = [frozenset(range(1, slots // 2 + 1)), frozenset(range(slots // 2 + 1, slots + 1))]
    participants = tuple(
        Participant(
            p,
            unavailable=rng.choice(halves) if p % 4 == 0 else frozenset(),
            min_meetings=3,
            max_consecutive=3 if p % 5 == 0 else None,
        )
        for p in range(people)
    )
    pairs = {tuple(sorted(rng.sample(range(people), 2))) for _ in range(people * 7)}
    meetings = []
    for number, (one, other) in enumerate(sorted(pairs)):
        stand = (one % 3 + 1,) if one % 8 == 1 else None
        meetings.append(wish(number, one, other, weight=rng.randint(1, 3), tables=stand))
    return Problem(
        slots=tuple(Slot(t, 0 if t <= slots // 2 else 1) for t in range(1, slots + 1)),
        tables=tuple(Table(k) for k in range(1, 13)),
        participants=participants,
        meetings=tuple(meetings),
        goals=goals,
    )


def board_of(problem: Problem) -> Board:
    return Board(Index(problem))
