"""The free people and tables of one slot, and what could be held with them."""

from __future__ import annotations

from collections import Counter
from itertools import islice, product
from typing import TYPE_CHECKING

from solver.check import effect_of_move
from solver.goals import table_changes_of
from solver.problem import Assignment
from solver.schedule import Schedule, breaks
from solver.standby.offer import Only, Standby

if TYPE_CHECKING:
    from collections.abc import Iterator

    from solver.problem import Meeting, Problem


class Room:
    """
    The free people and tables of one slot beside a schedule.

    Attributes
    ----------
    candidates
        The meetings for which somebody is there and free on every side.
    whole
        Whether a rule is about the whole schedule, so that no part of it can be looked at alone.
    schedule
        As much of the schedule as the candidates could touch.
    """

    def __init__(
        self,
        problem: Problem,
        assignments: list[Assignment],
        slot: int,
        only: Only,
        *,
        pull_forward: bool,
    ) -> None:
        self.slot = slot
        self.only = only
        here = [held for held in assignments if held.slot == slot]
        busy = {person for held in here for person in held.people}
        self.present = {p.id for p in problem.participants if p.id not in busy and slot not in p.unavailable}
        taken = {held.table for held in here}
        stands = {table for meeting in problem.meetings for table in meeting.tables or ()}
        # Tables that nobody asks for by name are given away first.
        self.open = {
            table.id: None
            for table in sorted(problem.tables, key=lambda table: table.id in stands)
            if slot not in table.unavailable and table.id not in taken and (not only.tables or table.id in only.tables)
        }
        order = {one.id: position for position, one in enumerate(problem.slots)}
        out = {held.meeting for held in assignments if not pull_forward or order[held.slot] <= order[slot]}
        self.candidates = [m for m in problem.meetings if m.id not in out and self.could_come(m)]
        self.whole = problem.max_changes is not None or problem.max_break_difference is not None
        self.schedule = Schedule.of(problem, self.near(problem, assignments))

    def near(self, problem: Problem, assignments: list[Assignment]) -> list[Assignment]:
        """Return the assignments that the candidates could touch."""
        if self.whole:
            return assignments
        people = {person for meeting in self.candidates for side in meeting.sides for person in side}
        ordered = {meeting for pair in problem.precedences for meeting in pair}
        return [
            held
            for held in assignments
            if held.slot == self.slot or held.meeting in ordered or not people.isdisjoint(held.people)
        ]

    def could_come(self, meeting: Meeting) -> bool:
        """Whether the meeting may be in the slot and each side has somebody there and free."""
        if meeting.slots is not None and self.slot not in meeting.slots:
            return False
        return all(any(person in self.present for person in side) for side in meeting.sides)

    def offer(self, schedule: Schedule, meeting: Meeting) -> Standby | None:
        """Return the best place that the meeting can have beside a schedule, judged against the schedule as it is."""
        now = next(iter(self.schedule.of_meeting.get(meeting.id, ())), None)
        found = [
            self.judged(meeting.weight, place, now)
            for place in self.places(schedule, meeting)
            if self.allows(schedule, place)
        ]
        return min(found, key=lambda offer: offer.rank, default=None)

    def allows(self, schedule: Schedule, place: Assignment) -> bool:
        """Whether a meeting can be put into a place without breaking a rule."""
        taken = place.table is not None and schedule.at_place.get((place.table, place.slot))
        return not taken and not effect_of_move(self.part(schedule, place), place.meeting, place).broken

    def part(self, schedule: Schedule, place: Assignment) -> Schedule:
        """Return of a schedule what matters to a meeting put into a free place: a move copies what it is given."""
        if self.whole:
            return schedule
        by_id, own = schedule.by_id, schedule.of_meeting.get(place.meeting, ())
        people = (*place.people, *(person for held in own for person in held.people))
        ordered = [meeting for pair in by_id.precedences.get(place.meeting, ()) for meeting in pair]
        meetings, days = schedule.of_meeting, schedule.of_participant
        return Schedule(
            by_id,
            {meeting: meetings[meeting] for meeting in (place.meeting, *ordered) if meeting in meetings},
            {person: days[person] for person in people if person in days},
            {(held.table, held.slot): [held] for held in own if held.table is not None},
            (),
        )

    def places(self, schedule: Schedule, meeting: Meeting) -> Iterator[Assignment]:
        """Yield a place, at the best of the tables, for each choice of people who are there and still free."""
        day = schedule.of_participant
        sides = [
            [p for p in side if p in self.present and not any(one.slot == self.slot for one in day.get(p, ()))]
            for side in meeting.sides
        ]
        for people in product(*sides):
            if len(set(people)) == len(people) and (not self.only.people or self.only.people & set(people)):
                for table in islice(self.tables_for(schedule, meeting, people), 1):
                    yield Assignment(meeting.id, self.slot, table, people)

    def tables_for(self, schedule: Schedule, meeting: Meeting, people: tuple[int, ...]) -> Iterator[int | None]:
        """Yield the free tables at which a meeting may be, the best first; none of a table if it is held without."""
        if meeting.tables == ():
            yield from () if self.only.tables else (None,)
            return
        pinned = meeting.pinned and meeting.pinned.table
        near = Counter(table for table in self.tables_near(people) if table in self.open)
        for table in (*(table for table, _ in near.most_common()), *self.open):
            suits = (meeting.tables is None or table in meeting.tables) and pinned in {None, table}
            if suits and not schedule.at_place.get((table, self.slot)):
                yield table

    def tables_near(self, people: tuple[int, ...]) -> list[int]:
        """Return the tables at which these people sit next before and after, within the session."""
        by_id = self.schedule.by_id
        near: list[int] = []
        at = by_id.position[self.slot]
        for person in people:
            day = [
                (by_id.position[held.slot] - at, held.table)
                for held in self.schedule.of_participant.get(person, ())
                if held.table is not None and by_id.session[held.slot] == by_id.session[self.slot]
            ]
            near += [table for distance, table in day if distance < 0][-1:]
            near += [table for distance, table in day if distance > 0][:1]
        return near

    def judged(self, weight: int, place: Assignment, now: Assignment | None) -> Standby:
        """Return a place with what it is worth, beside the schedule as it is."""
        before = self.part(self.schedule, place)
        after = before.with_meeting_at(place.meeting, place)
        concerned = dict.fromkeys((*place.people, *(now.people if now else ())))
        counts = {person: len(before.of_participant.get(person, ())) for person in place.people}
        people = before.by_id.participants
        return Standby(
            place=place,
            weight=weight,
            now=now,
            lacking=sum(count < (people[person].min_meetings or 0) for person, count in counts.items()),
            meetings=sum(counts.values()),
            breaks=sum(len(breaks(after, person)) - len(breaks(before, person)) for person in concerned),
            table_changes=sum(table_changes_of(after, p) - table_changes_of(before, p) for p in concerned),
        )
