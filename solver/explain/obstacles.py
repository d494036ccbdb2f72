"""What stands in a meeting's way in one slot of a schedule."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from solver.explain.days import Days
from solver.explain.reason import Obstacle, SlotObstacles
from solver.schedule import Schedule
from solver.sides import choice_of_people

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from solver.explain.reason import ObstacleKind
    from solver.problem import Assignment, Problem


@dataclass(frozen=True, slots=True)
class Wanted:
    """A meeting as it may be held: its pin, if it has one, leaves it one slot, perhaps one table and certain people."""

    id: int
    sides: tuple[tuple[int, ...], ...]
    slots: frozenset[int] | None
    tables: tuple[int, ...] | None
    pinned: bool


class Obstacles:
    """The obstacles to further meetings in a schedule."""

    def __init__(self, problem: Problem, assignments: Iterable[Assignment]) -> None:
        self.schedule = Schedule.of(problem, assignments)
        self.days = Days(self.schedule)
        self.usable = {
            slot.id: [table.id for table in problem.tables if slot.id not in table.unavailable]
            for slot in problem.slots
        }
        self.free = {
            slot: [table for table in tables if (table, slot) not in self.schedule.at_place]
            for slot, tables in self.usable.items()
        }

    def wanted(self, identifier: int) -> Wanted:
        """Return a meeting as it may be held."""
        meeting = self.schedule.by_id.meetings[identifier]
        pin = meeting.pinned
        if pin is None:
            return Wanted(meeting.id, meeting.sides, meeting.slots, meeting.tables, pinned=False)
        slots = frozenset({pin.slot}) if meeting.slots is None else meeting.slots & {pin.slot}
        sides = meeting.sides if pin.people is None else tuple((person,) for person in pin.people)
        tables = meeting.tables if pin.table is None else (pin.table,)
        return Wanted(meeting.id, sides, slots, tables, pinned=True)

    def in_time(self, slots: Iterable[int]) -> tuple[int, ...]:
        """Return slots in the order of time."""
        return tuple(sorted(slots, key=self.schedule.by_id.position.__getitem__))

    def is_common(self, wanted: Wanted, slot: int) -> bool:
        """Return whether a meeting may be in a slot in which each of its sides has somebody available."""
        if wanted.slots is not None and slot not in wanted.slots:
            return False
        participants = self.schedule.by_id.participants
        available = [[who for who in side if slot not in participants[who].unavailable] for side in wanted.sides]
        return choice_of_people(available) is not None

    def in_slot(self, wanted: Wanted, slot: int) -> SlotObstacles:
        """Return everything that keeps a meeting out of a slot."""
        found = [
            *self.slot_itself(wanted, slot),
            *self.people(wanted, slot),
            *self.tables(wanted, slot),
            *self.order(wanted, slot),
        ]
        if not found and self.people_for(wanted, slot) is None:
            found.append(Obstacle("break_difference"))
        return SlotObstacles(slot, tuple(found))

    def slot_itself(self, wanted: Wanted, slot: int) -> Iterator[Obstacle]:
        """The meeting may not be in the slot."""
        if wanted.slots is not None and slot not in wanted.slots:
            yield Obstacle("slot_not_allowed")

    def people(self, wanted: Wanted, slot: int) -> Iterator[Obstacle]:
        """A side has nobody who can come, or two sides have only the same person."""
        hindered = [[self.days.hindrances(person, slot) for person in side] for side in wanted.sides]
        blocked = [number for number, side in enumerate(hindered) if all(side)]
        for number in blocked:
            yield Obstacle("people", number, tuple(one for person in hindered[number] for one in person))
        if not blocked and choice_of_people(self.free_people(wanted, slot)) is None:
            yield Obstacle("people", None, tuple({one: None for side in hindered for person in side for one in person}))

    def tables(self, wanted: Wanted, slot: int) -> Iterator[Obstacle]:
        """None of the tables it may be at can be used, or all of them are taken."""
        if wanted.tables == () or self.table_for(wanted, slot) is not None:
            return
        usable = [table for table in self.usable[slot] if wanted.tables is None or table in wanted.tables]
        # At any table there are as many as tables, which helps nobody.
        held = [] if wanted.tables is None else self.meetings_at(usable, slot)
        kind: ObstacleKind = "tables_taken" if usable else "no_table"
        yield Obstacle(kind, meetings=tuple(held), tables=wanted.tables, count=len(usable))

    def meetings_at(self, tables: Iterable[int], slot: int) -> list[int]:
        """Return the meetings at certain tables in a slot."""
        return [held.meeting for table in tables for held in self.schedule.at_place.get((table, slot), ())]

    def order(self, wanted: Wanted, slot: int) -> Iterator[Obstacle]:
        """A meeting that must be earlier is not, or one that must be later."""
        position = self.schedule.by_id.position
        wrong = [
            then if first == wanted.id else first
            for first, then in self.schedule.by_id.precedences.get(wanted.id, ())
            for other in self.schedule.of_meeting.get(then if first == wanted.id else first, ())
            if (position[slot] >= position[other.slot]) == (first == wanted.id) or other.slot == slot
        ]
        if wrong:
            yield Obstacle("precedence", meetings=tuple(dict.fromkeys(wrong)))

    def free_people(self, wanted: Wanted, slot: int) -> list[list[int]]:
        """Return for each side those whom nothing keeps away."""
        return [[person for person in side if not self.days.hindrances(person, slot)] for side in wanted.sides]

    def table_for(self, wanted: Wanted, slot: int) -> int | None:
        """Return a free table that a meeting may be at."""
        free = self.free[slot]
        if wanted.tables is None:
            return free[0] if free else None
        return next((table for table in wanted.tables if table in free), None)

    def people_for(self, wanted: Wanted, slot: int, sides: list[list[int]] | None = None) -> tuple[int, ...] | None:
        """Return who could attend, out of the free or the given ones, so that numbers of breaks stay close enough."""
        pool = self.free_people(wanted, slot) if sides is None else sides
        if self.schedule.problem.max_break_difference is None:
            return choice_of_people(pool)
        choices = (people for people in product(*pool) if len(set(people)) == len(people))
        return next((people for people in choices if self.days.keep_the_difference(people, slot)), None)
