"""The problem: slots, tables, participants and the meetings that are wished for, as frozen data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

GoalName = Literal["value", "shortfall", "breaks", "idle", "table_changes", "changes"]
GOAL_NAMES: tuple[GoalName, ...] = get_args(GoalName)
MAXIMISED: frozenset[GoalName] = frozenset({"value"})


class InvalidProblem(ValueError):  # noqa: N818 - it names a finding about the data, in the data's words
    """The problem cannot be used; the message is one sentence that says what is wrong, and where."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One meeting period; a problem lists its slots in order of time, those of a session together."""

    id: int
    session: int


@dataclass(frozen=True, slots=True)
class Table:
    """A place for one meeting per slot."""

    id: int
    zone: int = 0
    unavailable: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Participant:
    """A person who meets; `None` stands for no limit."""

    id: int
    unavailable: frozenset[int] = frozenset()
    max_meetings: int | None = None
    min_meetings: int | None = None
    max_consecutive: int | None = None
    free_windows: tuple[frozenset[int], ...] = ()


@dataclass(frozen=True, slots=True)
class Pin:
    """Where a meeting must stay: its slot, and its table and people where they are given."""

    slot: int
    table: int | None = None
    people: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """
    A wish that may be held once.

    Each side lists the participants of whom exactly one attends. `slots` and `tables` of `None` allow any;
    empty `tables` means that the meeting is held without one.
    """

    id: int
    sides: tuple[tuple[int, ...], ...]
    weight: int
    slots: frozenset[int] | None = None
    tables: tuple[int, ...] | None = None
    pinned: Pin | None = None
    required: bool = False


@dataclass(frozen=True, slots=True)
class Assignment:
    """One meeting's place: slot, table (`None` without one) and one participant per side, in the sides' order."""

    meeting: int
    slot: int
    table: int | None
    people: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MaxChanges:
    """At most so many changes from the previous schedule, in all and for any one participant."""

    total: int | None = None
    per_participant: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """
    Everything the solver may know; ids are unique within each kind and every id that is named exists.

    Only `previous` may name what is gone since: meetings that no longer exist are passed over, and a lost
    slot, table or participant means that the meeting cannot be held as it was.
    """

    slots: tuple[Slot, ...]
    tables: tuple[Table, ...]
    participants: tuple[Participant, ...]
    meetings: tuple[Meeting, ...]
    goals: tuple[GoalName, ...] = ("value",)
    precedences: tuple[tuple[int, int], ...] = ()
    max_break_difference: int | None = None
    previous: tuple[Assignment, ...] = ()
    max_changes: MaxChanges | None = None
