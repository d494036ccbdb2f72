"""The rules between meetings, and those of the schedule as a whole."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from solver.check.participant_rules import listed
from solver.check.violation import Violation
from solver.schedule import breaks, changed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from solver.check.violation import Scope
    from solver.schedule import Schedule


def precedence(schedule: Schedule, scope: Scope) -> Iterator[Violation]:
    """If both meetings of a precedence are held, the first is in an earlier slot."""
    position = schedule.by_id.position
    for first, then in scope.precedences:
        for before in schedule.of_meeting.get(first, ()):
            for after in schedule.of_meeting.get(then, ()):
                if position[before.slot] >= position[after.slot]:
                    sentence = f"Meeting {first} must be in an earlier slot than meeting {then}."
                    yield Violation("precedence", sentence, (first, then))


def one_meeting_per_table(schedule: Schedule, scope: Scope) -> Iterator[Violation]:
    """A table holds at most one meeting per slot."""
    for table, slot in scope.places:
        together = schedule.at_place.get((table, slot), ())
        if len(together) > 1:
            meetings = tuple(sorted(held.meeting for held in together))
            sentence = f"Table {table} has the meetings {listed(meetings)} in slot {slot}."
            yield Violation("one_meeting_per_table", sentence, meetings, (), slot, table, len(meetings) - 1)


def max_changes(schedule: Schedule, _: Scope) -> Iterator[Violation]:
    """At most so many meetings of the schedule in force are changed."""
    limits = schedule.problem.max_changes
    if limits is None or limits.total is None:
        return
    count = len(changed(schedule))
    if count > limits.total:
        sentence = f"{count} meetings are changed, at most {limits.total} may be."
        yield Violation("max_changes", sentence, amount=count - limits.total)


def max_changes_per_participant(schedule: Schedule, _: Scope) -> Iterator[Violation]:
    """At most so many of the meetings that one person was to attend are changed."""
    limits = schedule.problem.max_changes
    if limits is None or limits.per_participant is None:
        return
    felt = Counter(person for held in changed(schedule) for person in held.people)
    for person, count in felt.items():
        if count > limits.per_participant:
            sentence = f"Participant {person} has {count} meetings changed, at most {limits.per_participant} may be."
            excess = count - limits.per_participant
            yield Violation("max_changes_per_participant", sentence, participants=(person,), amount=excess)


def max_break_difference(schedule: Schedule, _: Scope) -> Iterator[Violation]:
    """Between any two participants the number of breaks differs at most by the limit."""
    limit = schedule.problem.max_break_difference
    if limit is None or not schedule.problem.participants:
        return
    count = {person.id: len(breaks(schedule, person.id)) for person in schedule.problem.participants}
    most, fewest = max(count, key=count.__getitem__), min(count, key=count.__getitem__)
    excess = count[most] - count[fewest] - limit
    if excess > 0:
        sentence = (
            f"Participant {most} has {count[most]} breaks and participant {fewest} has {count[fewest]}, "
            f"the difference may be at most {limit}."
        )
        yield Violation("max_break_difference", sentence, participants=(most, fewest), amount=excess)
