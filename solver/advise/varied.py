"""The problem with another number of slots or tables; the schedule in force, which it no longer fits, is left out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from solver.problem import Participant, Problem, Slot, Table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from solver.problem import Meeting


def least_slots(problem: Problem) -> int:
    """Return how many slots there are up to the last one that something is pinned to; at least one."""
    position = {slot.id: number for number, slot in enumerate(problem.slots, 1)}
    return max((position[one.pinned.slot] for one in problem.meetings if one.pinned is not None), default=1)


def named_tables(problem: Problem) -> set[int]:
    """Return the tables that some meeting asks for by name."""
    named = {table for one in problem.meetings for table in one.tables or ()}
    return named | {one.pinned.table for one in problem.meetings if one.pinned and one.pinned.table is not None}


def with_tables(problem: Problem, count: int) -> Problem:
    """Return the problem with so many tables: added ones are always open, removed are the last that nobody asks for."""
    named = named_tables(problem)
    removable = [table.id for table in reversed(problem.tables) if table.id not in named]
    removed = set(removable[: max(0, len(problem.tables) - count)])
    kept = [table for table in problem.tables if table.id not in removed]
    first = max((table.id for table in problem.tables), default=0) + 1
    kept += [Table(first + number) for number in range(count - len(kept))]
    return replace(problem, tables=tuple(kept))


def with_slots(problem: Problem, count: int) -> Problem:
    """
    Return the problem with so many slots.

    Removed are the last. Added ones continue the last session and are like its last slot: who cannot come and which
    table is closed then is so in them as well, and what may be held then may be held in them.
    """
    problem = replace(problem, previous=(), max_changes=None)
    if count < len(problem.slots):
        return _shortened(problem, count)
    first = max(slot.id for slot in problem.slots) + 1
    added = range(first, first + count - len(problem.slots))
    last = problem.slots[-1]

    def more(slots: frozenset[int]) -> frozenset[int]:
        return slots.union(added) if last.id in slots else slots

    return replace(
        problem,
        slots=(*problem.slots, *(Slot(slot, last.session) for slot in added)),
        tables=tuple(replace(table, unavailable=more(table.unavailable)) for table in problem.tables),
        participants=tuple(replace(person, unavailable=more(person.unavailable)) for person in problem.participants),
        meetings=tuple(one if one.slots is None else replace(one, slots=more(one.slots)) for one in problem.meetings),
    )


def _shortened(problem: Problem, count: int) -> Problem:
    slots = problem.slots[:count]
    left = frozenset(slot.id for slot in slots)
    return replace(
        problem,
        slots=slots,
        tables=tuple(replace(table, unavailable=table.unavailable & left) for table in problem.tables),
        participants=tuple(_with_fewer(person, left) for person in problem.participants),
        meetings=tuple(one if one.slots is None else replace(one, slots=one.slots & left) for one in problem.meetings),
    )


def _with_fewer(person: Participant, left: frozenset[int]) -> Participant:
    """Return a participant in fewer slots; a window that lost one has that one free."""
    windows = tuple(window for window in person.free_windows if window <= left)
    return replace(person, unavailable=person.unavailable & left, free_windows=windows)


def only(problem: Problem, wishes: Collection[int]) -> Problem:
    """Return the problem with certain wishes and what must be held."""
    kept = tuple(one for one in problem.meetings if one.id in wishes or one.required or one.pinned is not None)
    return replace(problem, meetings=kept, precedences=tuple(_within(problem, kept)))


def _within(problem: Problem, meetings: Iterable[Meeting]) -> list[tuple[int, int]]:
    ids = {one.id for one in meetings}
    return [pair for pair in problem.precedences if ids.issuperset(pair)]
