"""
The changes that are offered: each was made on the schedule and passed the independent rules, with all that it places.

Nothing is guessed: what a change gains is a schedule that was tried, so more may be possible, never less.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING, get_args

from solver.explain.change import ADDED, Change, ChangeKind, Concession
from solver.explain.making import Maker
from solver.explain.spots import spots
from solver.explain.standing import Standing
from solver.explain.ways import Way, Ways

if TYPE_CHECKING:
    from solver.check import Violation
    from solver.explain.plan import Plan

TRIES = 30
"""Ways of one kind that are tried until one works."""
COMPARED = 3
"""Working ways of a kind, equal in people told and cost, of which the one that gains most is offered."""
KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)


class Offers:
    """Finds what would place an unscheduled meeting of one schedule; what meetings have in common is found out once."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.ways = Ways(plan)
        self.maker = Maker(plan, Standing(plan))

    def changes(self, meeting: int) -> tuple[Change, ...]:
        """Return the best change of each kind, the smallest first: fewest people told, least cost, most gain."""
        places = spots(self.plan, meeting)
        own = [spot for spot in places if ADDED not in spot.people]
        by_kind: dict[ChangeKind, list[Way]] = {}
        for way in (*self.ways.by_concession(places), *self.ways.by_dropping(own)):
            by_kind.setdefault(way.kind, []).append(way)
        found = [self._best(meeting, ways) for ways in by_kind.values()]
        found.append(self._best(meeting, self.ways.by_moving(own)) or self._best(meeting, self.ways.by_exchange(own)))
        offered = [change for change in found if change is not None]
        if not offered:
            last = self._best(meeting, self.ways.by_several(own))
            offered = [] if last is None else [last]
        smallest_last = sorted(offered, key=self._smallness, reverse=True)
        return tuple(reversed({change.kind: change for change in smallest_last}.values()))

    def _smallness(self, change: Change) -> tuple[int, int, int, int, int]:
        slot = self.plan.position[change.slot]
        return (len(change.told), change.cost, -change.gain, KINDS.index(change.kind), slot)

    def _best(self, meeting: int, ways: list[Way]) -> Change | None:
        """Return the best of the ways that work; those that look best are tried first."""
        working: list[Change] = []
        for way in sorted(ways, key=lambda way: way.order)[:TRIES]:
            if working and (way.told, way.cost) > (len(working[0].told), working[0].cost):
                break
            change = self._working(meeting, way)
            if change is not None:
                working.append(change)
            if len(working) == COMPARED:
                break
        return min(working, key=self._smallness, default=None)

    def _working(self, meeting: int, way: Way) -> Change | None:
        """Return what a way comes to, if it works."""
        # Which of two meetings moves first may matter.
        orders = permutations(way.out) if way.kind == "move" and not way.exchange else [way.out]
        for out in orders:
            change, broken = self.maker.made(meeting, replace(way, out=out))
            if change is not None:
                return self._with_uneven_breaks(meeting, way, broken) if broken else change
        return None

    def _with_uneven_breaks(self, meeting: int, way: Way, broken: list[Violation]) -> Change | None:
        """Return a place where only numbers of breaks would differ too much as what it takes to allow that."""
        limit = self.plan.schedule.problem.max_break_difference
        if limit is None or way.kind != "place" or {one.rule for one in broken} != {"max_break_difference"}:
            return None
        eased = Concession("raise_limit", limit="max_break_difference", to=limit + broken[0].amount)
        change, still = self.maker.made(meeting, replace(way, kind="raise_limit", concessions=(eased,)))
        return None if still else change
