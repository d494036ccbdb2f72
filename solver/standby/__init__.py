"""
Standby: who could meet in the places of one slot that are free now, after a cancellation or a no-show, best first.

Every offer is judged by the independent checker (`effect_of_move`), so it breaks no rule that held before.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from solver.problem import InvalidProblem
from solver.standby.offer import ANYWHERE, Only, Standby
from solver.standby.room import Room

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from solver.problem import Assignment, Problem

__all__ = ["Only", "Standby", "standby"]


def standby(
    problem: Problem,
    assignments: Iterable[Assignment],
    slot: int,
    only: Only = ANYWHERE,
    *,
    pull_forward: bool = False,
) -> tuple[Standby, ...]:
    """
    Return what could be held in a slot beside what stands there, best first.

    Parameters
    ----------
    assignments
        The schedule. What it holds of meetings, people, tables or hours that the problem no longer has, or without
        whom it cannot be held, frees its place.
    pull_forward
        Offer meetings that are held later as well, after those that are unscheduled.

    Raises
    ------
    InvalidProblem
        If the problem has no such slot, table or participant.
    """
    _expect("slot", {slot}, {one.id for one in problem.slots})
    _expect("table", only.tables, {table.id for table in problem.tables})
    _expect("participant", only.people, {person.id for person in problem.participants})
    room = Room(problem, standing(problem, assignments), slot, only, pull_forward=pull_forward)
    offers = [offer for meeting in room.candidates if (offer := room.offer(room.schedule, meeting))]
    return fitting_together(room, sorted(offers, key=lambda offer: offer.rank))


def standing(problem: Problem, assignments: Iterable[Assignment]) -> list[Assignment]:
    """Return what of a schedule can still be held as it is."""
    meetings = {meeting.id for meeting in problem.meetings}
    away = {person.id: person.unavailable for person in problem.participants}
    closed = {table.id: table.unavailable for table in problem.tables}
    return [
        held
        for held in assignments
        if held.meeting in meetings
        and all(person in away and held.slot not in away[person] for person in held.people)
        and (held.table is None or (held.table in closed and held.slot not in closed[held.table]))
    ]


def fitting_together(room: Room, offers: list[Standby]) -> tuple[Standby, ...]:
    """Mark the offers that can be taken up together with all better ones marked, at a place that is still free then."""
    schedule, marked = room.schedule, []
    for offer in offers:
        place: Assignment | None = offer.place
        if not room.allows(schedule, offer.place):
            again = room.offer(schedule, room.schedule.by_id.meetings[offer.place.meeting])
            place = None if again is None else again.place
        if place is None:
            marked.append(offer)
        else:
            marked.append(replace(room.judged(offer.weight, place, offer.now), together=True))
            schedule = schedule.with_meeting_at(place.meeting, place)
    # Another place than at first may cost more, or less.
    return tuple(sorted(marked, key=lambda offer: offer.rank))


def _expect(kind: str, asked: Collection[int], known: set[int]) -> None:
    for one in asked:
        if one not in known:
            raise InvalidProblem(f"There is no {kind} {one}.")
