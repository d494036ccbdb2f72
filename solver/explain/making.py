"""A way made on the plan, judged by the independent rules, and undone: what comes out of it is sure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from solver.check.moves import amounts
from solver.check.rules import broken_in
from solver.check.violation import Scope
from solver.explain.change import ADDED, Change
from solver.explain.conceding import conceded
from solver.problem import Assignment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from solver.check.violation import Violation
    from solver.explain.plan import Plan
    from solver.explain.standing import Standing
    from solver.explain.ways import Way


class Maker:
    """Makes ways on a plan."""

    def __init__(self, plan: Plan, standing: Standing) -> None:
        self.plan = plan
        self.standing = standing

    def made(self, meeting: int, way: Way, *, gaining: bool = True) -> tuple[Change | None, list[Violation]]:
        """
        Return what a way comes to, `None` if it leads nowhere, and what it breaks.

        Where only the other meetings gained break something, the change is without them.
        """
        plan, problem = self.plan, None
        if way.concessions:
            slot = plan.slot_ids[way.spot.slot]
            problem = conceded(plan.schedule.problem, meeting, slot, way.spot.table, way.concessions)
        with plan.trying(problem):
            left = [held for out in way.out for held in plan.of_meeting[out]]
            change = self._make(meeting, way, left, gaining=gaining)
            if change is None:
                return None, []
            place = Assignment(meeting, change.slot, change.table, change.people)
            touched = [*left, place, *change.moves, *change.also]
            found = broken_in(plan.schedule, self._scope(touched))
        broken = self._new(found, touched) if found else []
        if broken and change.also:
            return self.made(meeting, way, gaining=False)
        return change, broken

    def _make(self, meeting: int, way: Way, left: Sequence[Assignment], *, gaining: bool) -> Change | None:
        """Take out what leaves, hold the meeting, hold again what moves, and then what else can be held."""
        plan = self.plan
        for held in left:
            plan.take(held)
        place = None if way.exchange and not self._exchange(way, left) else self._place(meeting, way)
        if place is None:
            return None
        plan.put(place)
        moves = self._moved(way, left)
        if moves is None:
            return None
        told = self._told(way, left, moves)
        dropped = () if way.kind == "move" else way.out
        people = {*told, *(one for one in place.people if way.concessions)}
        also = self.standing.gained(people, (meeting, *way.out)) if gaining else []
        weight = plan.facts.meeting
        return Change(
            kind=way.kind,
            slot=place.slot,
            people=place.people,
            table=place.table,
            concessions=way.concessions,
            moves=moves,
            dropped=dropped,
            also=tuple(also),
            told=tuple(sorted(told)),
            cost=sum(weight(one).weight for one in dropped),
            gain=weight(meeting).weight + sum(weight(held.meeting).weight for held in also),
        )

    def _place(self, meeting: int, way: Way) -> Assignment | None:
        """Return the meeting's place, if it can be had now."""
        plan, slot, people = self.plan, way.spot.slot, way.spot.people
        idle = all(not plan.busy.get(person, 0) >> slot & 1 and plan.fits(person, slot) for person in people)
        if not idle or not plan.in_order(meeting, slot):
            return None
        table = plan.table_for(meeting, slot, way.spot.table)
        return None if table is None else Assignment(meeting, plan.slot_ids[slot], table[0], people)

    def _exchange(self, way: Way, left: Sequence[Assignment]) -> bool:
        """Put the meetings of a chain where they move to, those with few tables first, at their own where possible."""
        plan = self.plan
        movers = sorted(
            zip(left, way.exchange, strict=True), key=lambda one: plan.facts.meeting(one[0].meeting).seats < 0
        )
        for held, slot in movers:
            table = plan.table_for(held.meeting, slot, held.table)
            idle = all(plan.fits(person, slot) for person in held.people)
            if table is None or not idle:
                return False
            plan.put(replace(held, slot=plan.slot_ids[slot], table=table[0]))
        return True

    def _moved(self, way: Way, left: Sequence[Assignment]) -> tuple[Assignment, ...] | None:
        """Return the new places of what moves, `None` if one finds none or keeps its own."""
        if way.kind != "move":
            return ()
        plan, moves = self.plan, []
        for held in left:
            place = plan.held(held.meeting)
            if place is None:
                place = self._elsewhere(held)
                if place is None:
                    return None
                plan.put(place)
            if place == held:
                return None
            moves.append(place)
        return tuple(moves)

    def _elsewhere(self, held: Assignment) -> Assignment | None:
        """Return a place for a meeting that left its own, in the same slot with the same people if possible."""
        plan = self.plan
        here = plan.place_for(held.meeting, 1 << plan.position[held.slot])
        return here or plan.place_for(held.meeting)

    @staticmethod
    def _told(way: Way, left: Sequence[Assignment], moves: Sequence[Assignment]) -> set[int]:
        """Return those concerned by more than the meetings gained."""
        told = {one.participant for one in way.concessions if one.participant is not None}
        told.update(person for held in (*left, *moves) for person in held.people)
        if any(one.kind == "allow_slot" for one in way.concessions):
            told.update(way.spot.people)
        if any(one.kind == "add_person" for one in way.concessions):
            told.add(ADDED)
        return told

    def _scope(self, touched: Sequence[Assignment]) -> Scope:
        """Return what a change touches, for the plan as it is."""
        plan = self.plan
        meetings = dict.fromkeys(held.meeting for held in touched)
        pairs = plan.schedule.by_id.precedences
        return Scope(
            assignments=[held for meeting in meetings for held in plan.of_meeting.get(meeting, ())],
            meetings=meetings,
            participants=dict.fromkeys(person for held in touched for person in held.people),
            places=dict.fromkeys((held.table, held.slot) for held in touched if held.table is not None),
            precedences=dict.fromkeys(pair for meeting in meetings for pair in pairs.get(meeting, ())),
        )

    def _new(self, found: Sequence[Violation], touched: Sequence[Assignment]) -> list[Violation]:
        """Return the violations that were not there before, or less; called with everything undone."""
        before, after = amounts(broken_in(self.plan.schedule, self._scope(touched))), amounts(found)
        return [one for one in found if after[one.subject] > before[one.subject]]
