"""What could be held where, from now on, beside what stands: every place judged by the rules of the event."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from matchmaking.services.day import presence
from matchmaking.services.day.attending import here_first, nearest_first
from matchmaking.services.day.presence import Whereabouts
from matchmaking.services.day.today import Trouble
from matchmaking.services.runs import snapshot
from solver.check import effect_of_move
from solver.problem import Assignment
from solver.schedule import Schedule
from solver.standby import standby, standing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from matchmaking.services.day.today import Today
    from matchmaking.services.schedule.roster import Period
    from solver.problem import Meeting, Problem
    from solver.standby import Standby


@dataclass(frozen=True, slots=True)
class Offer:
    """A meeting in a place where it breaks no rule; what it costs is counted as the solver counts it."""

    meeting: int
    slot: int
    table: int | None
    people: tuple[int, ...]
    weight: int
    first: bool  # somebody has no meeting at all without it
    breaks: int
    table_changes: int


class Places:
    """
    The places that are free from a slot on.

    A slot that is running is looked at as it was just before it began: what stands in it stays, what was not held in it
    leaves its place, and whoever did not come cannot meet in it.
    """

    def __init__(self, today: Today, slot: Period) -> None:
        self.today = today
        running = slot.starts_at <= today.now
        problem = snapshot.problem_of(today.event, slot.starts_at - timedelta(seconds=1) if running else today.now)
        self.problem = self._without_missing(problem)
        # A meeting that was not held leaves its place: somebody else may use it, and it may be held later on.
        kept = [one for one in today.board.held if self._stands(one.meeting)]
        held = [Assignment(one.meeting, one.slot, one.table, one.people) for one in kept]
        self.standing = standing(self.problem, held)

    def standby(self, slot: int) -> list[Offer]:
        """
        The unscheduled meetings that could be held in a slot, the best first.

        Where colleagues or several interpreters could attend, whoever is here does, and whoever asked before others.
        """
        standing = {one.meeting for one in self.standing}
        wishes = [one for one in self.problem.meetings if one.id not in standing]
        here = self._here(wishes)
        found: dict[int, Standby] = {}
        tried: set[Meeting | None] = {None}
        for choices in zip(*(here_first(wish, here) for wish in wishes), strict=True):
            wanted = [one for one in choices if one not in tried and one is not None and one.id not in found]
            tried.update(wanted)
            found |= {one.place.meeting: one for one in self._standby(slot, wanted)}
        return [_offer(one) for one in sorted(found.values(), key=lambda one: one.rank)]

    def of_meeting(self, meeting: int, slots: Iterable[Period]) -> Iterator[Offer]:
        """
        The best place of one meeting in each of these slots that has one; as if it had none now.

        Whoever has it now keeps it where that can be.
        """
        wish = next((one for one in self.problem.meetings if one.id == meeting), None)
        if wish is None:
            return
        stays = [one for one in self.standing if one.meeting != meeting]
        held = self.today.board.of_meeting.get(meeting)
        for slot in slots:
            for choice in nearest_first(wish, held, slot.id):
                if self._has_room(choice, slot.id, stays) and (found := self._standby(slot.id, [choice], stays)):
                    yield _offer(found[0])
                    break

    def allows(self, place: Assignment) -> bool:
        """Whether a meeting can be put into a place without breaking a rule, as if it had none now."""
        stays = [one for one in self.standing if one.meeting != place.meeting]
        there = [one for one in stays if one.slot == place.slot]
        taken = {one.table for one in there if one.table is not None}
        busy = {person for one in there for person in one.people}
        if place.table in taken or busy.intersection(place.people):
            return False
        schedule = Schedule.of(self.problem, stays)
        known = place.meeting in schedule.by_id.meetings and place.slot in schedule.by_id.position
        return known and not effect_of_move(schedule, place.meeting, place).broken

    def put(self, place: Assignment) -> None:
        """Reckon with a meeting's new place from here on."""
        self.standing = [one for one in self.standing if one.meeting != place.meeting]
        self.standing.append(place)

    def _stands(self, meeting: int) -> bool:
        freed = self.today.freed.get(meeting)
        return freed is None or freed.trouble is not Trouble.NO_SHOW

    def _without_missing(self, problem: Problem) -> Problem:
        """Whoever did not come to a meeting of a slot cannot meet in it at all."""
        gone: dict[int, set[int]] = {}
        for (_meeting, slot), people in self.today.missing.items():
            for person in people:
                gone.setdefault(person, set()).add(slot)
        return replace(
            problem,
            participants=tuple(
                replace(person, unavailable=person.unavailable | gone[person.id]) if person.id in gone else person
                for person in problem.participants
            ),
        )

    def _standby(
        self, slot: int, wanted: Collection[Meeting], stays: Collection[Assignment] | None = None
    ) -> tuple[Standby, ...]:
        """What of these wishes can be held in a slot beside what stays, whatever else is wished for."""
        stays = self.standing if stays is None else stays
        kept = {one.meeting for one in stays} - {one.id for one in wanted}
        meetings = (*(one for one in self.problem.meetings if one.id in kept), *wanted)
        return standby(replace(self.problem, meetings=meetings), stays, slot) if wanted else ()

    def _here(self, wishes: Iterable[Meeting]) -> set[int]:
        """Who of those that could attend is here."""
        people = {person for wish in wishes for side in wish.sides for person in side}
        where = presence.whereabouts_of(self.today.event, people, self.today.now)
        return {person for person, found in where.items() if found is Whereabouts.HERE}

    def _has_room(self, wished: Meeting, slot: int, stays: Iterable[Assignment]) -> bool:
        """A quick look that spares most slots the whole one: a table is left, and nobody of a lone side is busy."""
        there = [one for one in stays if one.slot == slot]
        busy = {person for one in there for person in one.people}
        if any(busy.issuperset(side) for side in wished.sides):
            return False
        taken = {one.table for one in there}
        allowed = wished.tables if wished.tables is not None else [table.id for table in self.problem.tables]
        return wished.tables == () or any(table not in taken for table in allowed)


def _offer(found: Standby) -> Offer:
    place = found.place
    return Offer(
        place.meeting,
        place.slot,
        place.table,
        place.people,
        found.weight,
        first=found.lacking > 0,
        breaks=found.breaks,
        table_changes=found.table_changes,
    )
