"""What one hand edit breaks and mends, without checking the whole schedule again."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from solver.check.rules import broken_in
from solver.check.violation import Scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from solver.check.violation import Violation
    from solver.problem import Assignment
    from solver.schedule import Schedule


@dataclass(frozen=True, slots=True)
class Effect:
    """
    What a move does to the rules.

    Attributes
    ----------
    broken
        Violations, as they are after the move, that are new or have grown.
    mended
        Violations, as they were before it, that are gone or have shrunk.
    """

    broken: tuple[Violation, ...]
    mended: tuple[Violation, ...]


def effect_of_move(schedule: Schedule, meeting: int, place: Assignment | None) -> Effect:
    """
    Return what changes for the rules if a meeting is put into a place.

    Parameters
    ----------
    schedule
        The schedule before; make it once with `Schedule.of` for any number of moves that are only tried.
    meeting
        A meeting of the problem, scheduled or not.
    place
        Its new assignment in a slot that exists, or `None` to take it out.
    """
    after = schedule.with_meeting_at(meeting, place)
    was = broken_in(schedule, around(schedule, after, meeting, schedule))
    will_be = broken_in(after, around(schedule, after, meeting, after))
    return difference(was, will_be)


def difference(was: Sequence[Violation], will_be: Sequence[Violation]) -> Effect:
    """Return what differs between the violations before and after."""
    before, after = amounts(was), amounts(will_be)
    return Effect(
        broken=tuple(one for one in will_be if after[one.subject] > before[one.subject]),
        mended=tuple(one for one in was if before[one.subject] > after[one.subject]),
    )


def amounts(violations: Iterable[Violation]) -> Counter[tuple[object, ...]]:
    """Return by how much each subject's rule is broken."""
    total: Counter[tuple[object, ...]] = Counter()
    for one in violations:
        total[one.subject] += one.amount
    return total


def around(before: Schedule, after: Schedule, meeting: int, looked_at: Schedule) -> Scope:
    """Return what a move touches: the same people and places in both schedules, the meeting as it is in one."""
    touched = (*before.of_meeting.get(meeting, ()), *after.of_meeting.get(meeting, ()))
    return Scope(
        assignments=looked_at.of_meeting.get(meeting, ()),
        meetings=(meeting,),
        participants=dict.fromkeys(person for held in touched for person in held.people),
        places=dict.fromkeys((held.table, held.slot) for held in touched if held.table is not None),
        precedences=before.by_id.precedences.get(meeting, ()),
    )
