"""What keeps a participant from one meeting more."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from solver.explain.reason import Hindrance
from solver.schedule import breaks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from solver.problem import Participant
    from solver.schedule import Schedule


class Days:
    """The participants' days; each question is answered once for all the meetings that ask it."""

    def __init__(self, schedule: Schedule) -> None:
        self.schedule = schedule
        self.slots = schedule.problem.slots
        self.meetings_at: dict[int, dict[int, list[int]]] = {}
        """For each participant their meetings by position in time."""
        for person, day in schedule.of_participant.items():
            busy = self.meetings_at.setdefault(person, {})
            for held in day:
                busy.setdefault(schedule.by_id.position[held.slot], []).append(held.meeting)
        self.known: dict[tuple[int, int], tuple[Hindrance, ...]] = {}
        limited = schedule.problem.max_break_difference is not None
        people = schedule.problem.participants if limited else ()
        self.breaks = {person.id: len(breaks(schedule, person.id)) for person in people}

    def hindrances(self, participant: int, slot: int) -> tuple[Hindrance, ...]:
        """Return everything that keeps a participant from a meeting in a slot."""
        asked = (participant, slot)
        if asked not in self.known:
            self.known[asked] = tuple(self.look(self.schedule.by_id.participants[participant], slot))
        return self.known[asked]

    def look(self, person: Participant, slot: int) -> Iterator[Hindrance]:
        """Find what keeps a participant from a meeting in a slot."""
        at = self.schedule.by_id.position[slot]
        day = self.meetings_at.get(person.id, {})
        if slot in person.unavailable:
            yield Hindrance(person.id, "unavailable")
        if at in day:
            # Were that meeting to give way, the limits would hold as before.
            yield Hindrance(person.id, "busy", meetings=tuple(day[at]))
            return
        if person.max_meetings is not None and sum(map(len, day.values())) >= person.max_meetings:
            yield Hindrance(person.id, "max_meetings", limit=person.max_meetings)
        if person.max_consecutive is not None and self.run_with(day, at) > person.max_consecutive:
            yield Hindrance(person.id, "max_consecutive", limit=person.max_consecutive)
        busy = {self.slots[k].id for k in day}
        if any(slot in window and busy.issuperset(window - {slot}) for window in person.free_windows):
            yield Hindrance(person.id, "free_windows")

    def run_with(self, day: dict[int, list[int]], at: int) -> int:
        """Return how many meetings would be in a row with one more."""
        session, first, last = self.slots[at].session, at, at
        while first - 1 in day and self.slots[first - 1].session == session:
            first -= 1
        while last + 1 in day and self.slots[last + 1].session == session:
            last += 1
        return last - first + 1

    def keep_the_difference(self, people: tuple[int, ...], slot: int) -> bool:
        """Return whether a meeting more leaves all participants' numbers of breaks close enough."""
        limit = self.schedule.problem.max_break_difference
        if limit is None:
            return True
        at = self.schedule.by_id.position[slot]
        counts = [count for person, count in self.breaks.items() if person not in people]
        counts += [self.breaks_with(person, at) for person in people]
        return max(counts) - min(counts) <= limit

    def breaks_with(self, person: int, at: int) -> int:
        """Return a participant's number of breaks with a meeting more."""
        positions = sorted({*self.meetings_at.get(person, ()), at})
        return sum(
            then > before + 1 and self.slots[before].session == self.slots[then].session
            for before, then in pairwise(positions)
        )
