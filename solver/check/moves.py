"""What one hand edit breaks and mends, without checking the whole schedule again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from solver.check.rules import broken_in
from solver.check.violation import Scope

if TYPE_CHECKING:
    from solver.check.violation import Violation
    from solver.problem import Assignment
    from solver.schedule import Schedule


@dataclass(frozen=True, slots=True)
class Effect:
    """The violations that a move brings and those it ends; a worsened one is ended and brought in its new form."""

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
    return Effect(
        broken=tuple(violation for violation in will_be if violation not in was),
        mended=tuple(violation for violation in was if violation not in will_be),
    )


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
