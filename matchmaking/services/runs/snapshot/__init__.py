"""Freeze an event into a `solver.Problem`: the run means what the organizer saw when pressing Build."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaking.services.runs.snapshot.held import held_in, past_of
from matchmaking.services.runs.snapshot.meetings import meetings_of
from matchmaking.services.runs.snapshot.people import Population
from matchmaking.services.runs.snapshot.places import tables_of
from matchmaking.services.runs.snapshot.times import open_slots, slots_of
from matchmaking.services.schedule import not_held, publishing
from solver.formats import problem_to_json
from solver.problem import Problem

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.models import Event, Schedule
    from solver.problem import GoalName

GOALS: tuple[GoalName, ...] = ("value", "shortfall", "breaks", "table_changes")
GOALS_WITH_A_VERSION: tuple[GoalName, ...] = ("value", "shortfall", "changes", "breaks", "table_changes")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a run works on: the problem, its b2b-problem/1 text, and the text's hash."""

    problem: Problem
    text: str
    hash: str


def of(event: Event, now: datetime, *, locks_from: Schedule | None = None) -> Snapshot:
    """
    Freeze this event as it is now; every id in the problem is the database's.

    What has begun stays as the version in force says, unless somebody did not come to it: that meeting may be held
    yet. Besides, only the locks of `locks_from` are kept.
    """
    return frozen(problem_of(event, now, locks_from=locks_from))


def frozen(problem: Problem) -> Snapshot:
    """Write a problem down."""
    text = problem_to_json(problem).decode()
    return Snapshot(problem, text, hash_of(text))


def problem_of(event: Event, now: datetime, *, locks_from: Schedule | None = None) -> Problem:
    """Make the problem alone, for pages that check a schedule against it and keep no text."""
    version = publishing.in_force(event)
    in_force = held_in(version)
    missed = not_held.of_event(event)
    held = (one for one in in_force if not not_held.missing_from(missed, (one.meeting, one.slot), one.people))
    past = past_of(held, now)
    locked = [place for place in held_in(locks_from) if place.locked]
    population = Population(event, past)
    slots = slots_of(event, kept={place.slot for place in (*past.of_meeting.values(), *locked)})
    tables = tables_of(event)
    return Problem(
        slots=tuple(slot.as_problem for slot in slots),
        tables=tuple(table.as_problem(slots, past) for table in tables),
        meetings=meetings_of(population, tables, open_slots(slots, now), locked),
        participants=population.participants(slots),
        goals=GOALS if version is None else GOALS_WITH_A_VERSION,
        previous=tuple(place.as_assignment for place in in_force),
    )


def hash_of(text: str) -> str:
    """The hash that shows whether a problem's text is the one that was stored."""
    return hashlib.sha256(text.encode()).hexdigest()


__all__ = ["GOALS", "GOALS_WITH_A_VERSION", "Snapshot", "frozen", "hash_of", "of", "problem_of"]
