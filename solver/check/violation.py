"""A broken rule, and what to look at to find one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from solver.problem import Assignment
    from solver.schedule import Schedule

RuleName = Literal[
    "known_ids",
    "scheduled_once",
    "allowed_slot",
    "allowed_table",
    "table_available",
    "one_person_per_side",
    "different_people",
    "participant_available",
    "pinned",
    "must_be_held",
    "precedence",
    "one_meeting_per_table",
    "one_meeting_per_person",
    "max_meetings",
    "max_consecutive",
    "free_windows",
    "max_changes",
    "max_changes_per_participant",
    "max_break_difference",
    "status",
    "unscheduled",
    "goals",
    "bounds",
]

COUNTED: frozenset[RuleName] = frozenset(
    {
        "one_meeting_per_table",
        "one_meeting_per_person",
        "max_meetings",
        "max_changes",
        "max_changes_per_participant",
        "max_break_difference",
    }
)
"""Rules that can be broken more or less, by an amount."""


@dataclass(frozen=True, slots=True)
class Violation:
    """
    A broken rule: a sentence for reading, and the ids it concerns for telling it in other words.

    Attributes
    ----------
    amount
        By how much a limit is passed, for a rule that can be broken more or less.
    """

    rule: RuleName
    sentence: str
    meetings: tuple[int, ...] = ()
    participants: tuple[int, ...] = ()
    slot: int | None = None
    table: int | None = None
    amount: int = 1

    @property
    def subject(self) -> tuple[object, ...]:
        """What it is about: two violations of one subject are the same one, perhaps grown or shrunk."""
        if self.rule == "max_break_difference":
            return (self.rule,)
        meetings = () if self.rule in COUNTED else self.meetings
        return (self.rule, meetings, self.participants, self.slot, self.table)

    def __str__(self) -> str:
        return self.sentence


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of a schedule to look at: all of it, or what one move touches."""

    assignments: Sequence[Assignment]
    meetings: Collection[int]
    participants: Collection[int]
    places: Collection[tuple[int, int]]
    precedences: Iterable[tuple[int, int]]

    @classmethod
    def everything(cls, schedule: Schedule) -> Scope:
        """Return the scope of a whole schedule."""
        return cls(
            assignments=schedule.assignments,
            meetings=schedule.by_id.meetings,
            participants=schedule.of_participant,
            places=schedule.at_place,
            precedences=schedule.problem.precedences,
        )
