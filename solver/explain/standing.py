"""What the unscheduled meetings of a schedule wait for, found out once before anything is tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solver.explain.spots import in_the_way_of
from solver.index import bits, mask_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from solver.explain.plan import Plan
    from solver.problem import Assignment

EVERYWHERE = -1
"""Every slot, as bits."""


class Standing:
    """
    The unscheduled meetings that are not pinned.

    Attributes
    ----------
    open
        Those that could be held as things are: no change may claim them as its gain.
    waiting
        Of the others, by meeting: the slots in which it lacks nothing but a table.
    of_person
        Those that a person might attend.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.full = mask_of(slot for slot, tables in enumerate(plan.free) if not tables)
        self.open: set[int] = set()
        self.waiting: dict[int, int] = {}
        self.of_person: dict[int, list[int]] = {}
        for meeting in plan.schedule.by_id.meetings.values():
            if meeting.id not in plan.of_meeting and meeting.pinned is None:
                self._note(meeting.id)
                for person in {person for side in meeting.sides for person in side}:
                    self.of_person.setdefault(person, []).append(meeting.id)

    def _note(self, meeting: int) -> None:
        """Find out whether a meeting could be held, or lacks a table and nothing else."""
        if self.plan.place_for(meeting) is not None:
            self.open.add(meeting)
            return
        facts, waiting = self.plan.facts.meeting(meeting), 0
        for people in facts.choices if facts.seats else ():
            idle = facts.slots & self.full
            for person in people:
                idle &= self.plan.facts.person(person).present & ~self.plan.busy.get(person, 0)
            waiting |= mask_of(slot for slot in bits(idle) if self._lacks_a_table(meeting, people, slot))
        if waiting:
            self.waiting[meeting] = waiting

    def _lacks_a_table(self, meeting: int, people: tuple[int, ...], slot: int) -> bool:
        plan = self.plan
        return plan.in_order(meeting, slot) and not any(list(in_the_way_of(plan, one, slot)) for one in people)

    def gained(self, people: Iterable[int], passing: Iterable[int]) -> list[Assignment]:
        """
        Hold on the plan, as it is changed now, whatever can be held that could not before; the heaviest first.

        Parameters
        ----------
        people
            Those whose days are changed.
        passing
            Meetings that are not looked at.
        """
        plan = self.plan
        emptied = self.full & mask_of(slot for slot, tables in enumerate(plan.free) if tables)
        slots_of = {meeting: slots & emptied for meeting, slots in self.waiting.items() if slots & emptied}
        slots_of |= {meeting: EVERYWHERE for person in people for meeting in self.of_person.get(person, ())}
        held = []
        for meeting in sorted(slots_of.keys() - self.open - set(passing), key=self._heaviest_first):
            slots = EVERYWHERE if slots_of[meeting] == EVERYWHERE else slots_of[meeting] & emptied
            place = plan.place_for(meeting, slots) if slots else None
            if place is not None:
                plan.put(place)
                held.append(place)
                at = plan.position[place.slot]
                emptied &= ~0 if plan.free[at] else ~(1 << at)
        return held

    def _heaviest_first(self, meeting: int) -> tuple[int, int]:
        return (-self.plan.facts.meeting(meeting).weight, meeting)
