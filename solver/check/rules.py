"""The table of contents of the hard rules, and the whole of them at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solver.check import meeting_rules, participant_rules, schedule_rules
from solver.check.violation import Scope
from solver.schedule import Schedule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from solver.check.violation import Violation
    from solver.problem import Assignment, Problem

RULES: tuple[Callable[[Schedule, Scope], Iterator[Violation]], ...] = (
    meeting_rules.known_ids,
    meeting_rules.scheduled_once,
    meeting_rules.allowed_slot,
    meeting_rules.allowed_table,
    meeting_rules.table_available,
    meeting_rules.one_person_per_side,
    meeting_rules.different_people,
    meeting_rules.participant_available,
    meeting_rules.pinned,
    meeting_rules.must_be_held,
    schedule_rules.precedence,
    schedule_rules.one_meeting_per_table,
    participant_rules.one_meeting_per_person,
    participant_rules.max_meetings,
    participant_rules.max_consecutive,
    participant_rules.free_windows,
    schedule_rules.max_changes,
    schedule_rules.max_changes_per_participant,
    schedule_rules.max_break_difference,
)


def violations(problem: Problem, assignments: Iterable[Assignment]) -> list[Violation]:
    """Return every hard rule that a schedule breaks, rule after rule."""
    return all_broken(Schedule.of(problem, assignments))


def all_broken(schedule: Schedule) -> list[Violation]:
    """Return every hard rule that a sorted schedule breaks, rule after rule."""
    return broken_in(schedule, Scope.everything(schedule))


def broken_in(schedule: Schedule, scope: Scope) -> list[Violation]:
    """Return the rules that are broken in a part of a schedule."""
    return [violation for rule in RULES for violation in rule(schedule, scope)]
