"""
The ways to a place for a meeting: what to allow, what to move, what to drop; candidates, to be tried on the plan.

How many people a way concerns and what it drops is known before it is tried, so the best are tried first.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING

from solver.index import bits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from solver.explain.change import ChangeKind, Concession
    from solver.explain.plan import Plan
    from solver.explain.spots import Knot, Spot

LONGEST_CHAIN = 10
"""Meetings that may change places between two slots: who is told so many changes would rather not."""
PAIRS = 200
"""Pairs of meetings that are looked at for one spot."""


@dataclass(frozen=True, slots=True)
class Way:
    """
    One way to hold a meeting in a spot.

    Attributes
    ----------
    out
        Meetings that leave their places: for others (`kind` is `move`), or for good.
    exchange
        For a chain: the slot that each of `out` moves to.
    told, cost
        How many participants are concerned; what is dropped.
    """

    kind: ChangeKind
    spot: Spot
    told: int = 0
    cost: int = 0
    concessions: tuple[Concession, ...] = ()
    out: tuple[int, ...] = ()
    exchange: tuple[int, ...] = ()

    @property
    def order(self) -> tuple[int, int, int, int]:
        """What is tried first."""
        return (self.told, self.cost, len(self.out) + len(self.concessions), self.spot.slot)


class Ways:
    """Finds ways on a plan as it is; nothing is tried here."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._room: dict[int, int] = {}

    def by_concession(self, spots: Iterable[Spot]) -> list[Way]:
        """Return the spots where nothing is in the way, or one thing that could be allowed."""
        plain = [spot for spot in spots if len(spot.knots) == len([k for k in spot.knots if k.concession])]
        return [
            Way(spot.concessions[0].kind if spot.concessions else "place", spot, self._asked(spot), 0, spot.concessions)
            for spot in plain
            if len(spot.concessions) <= 1
        ]

    def by_dropping(self, spots: Iterable[Spot]) -> list[Way]:
        """Return the ways in which one or two other meetings give way."""
        return [
            Way("replace", spot, self._people_of(out), self._weight(out), out=out)
            for spot in spots
            for out in self._hitting(spot.knots, self._droppable)
        ]

    def by_moving(self, spots: Iterable[Spot]) -> list[Way]:
        """Return the ways in which one or two other meetings that have room elsewhere move there."""
        return [
            Way("move", spot, self._people_of(out), out=out)
            for spot in spots
            for out in self._hitting(spot.knots, self._movable)
        ]

    def by_exchange(self, spots: Iterable[Spot]) -> list[Way]:
        """
        Return the ways in which meetings change places between two slots along an alternating path.

        Kempe chains, as in `solver.search.chains`; here the new meeting is the path's beginning.
        """
        ways = []
        for spot in spots:
            if not all(knot.meetings for knot in spot.knots):
                continue
            blockers = [one for person in spot.people for one in self.plan.meetings_at(person, spot.slot)]
            for other in bits(self._open_to(blockers) & ~(1 << spot.slot)):
                moving = self._closure(spot, blockers, other)
                if moving is not None:
                    out = tuple(moving)
                    ways.append(
                        Way("move", spot, self._people_of(out), out=out, exchange=tuple(moving[one] for one in out))
                    )
        return ways

    def by_several(self, spots: Iterable[Spot]) -> list[Way]:
        """Return the ways that allow all that can be allowed and drop what else is in the way."""
        ways = []
        for spot in spots:
            tied = tuple(knot for knot in spot.knots if knot.concession is None)
            asked = self._asked(spot)
            for out in self._hitting(tied, self._droppable) if tied else [()]:
                told, cost = asked + self._people_of(out), self._weight(out)
                ways.append(Way("several", spot, told, cost, spot.concessions, out))
        return ways

    def _asked(self, spot: Spot) -> int:
        asked = {one.participant for one in spot.concessions if one.participant is not None}
        if any(one.kind == "allow_slot" for one in spot.concessions):
            asked.update(spot.people)
        return len(asked) + any(one.kind == "add_person" for one in spot.concessions)

    def _hitting(self, knots: tuple[Knot, ...], allowed: Callable[[int], bool]) -> Iterator[tuple[int, ...]]:
        """Yield the one or, where no one does, two meetings whose going unties every knot."""
        if not knots or any(not knot.meetings for knot in knots):
            return
        singles = sorted(filter(allowed, frozenset.intersection(*(knot.meetings for knot in knots))))
        yield from ((one,) for one in singles)
        if singles or len(knots) == 1:
            return
        fewest = min(knots, key=lambda knot: len(knot.meetings)).meetings
        yield from islice(chain.from_iterable(self._with_another(one, knots, allowed) for one in sorted(fewest)), PAIRS)

    def _with_another(
        self, one: int, knots: tuple[Knot, ...], allowed: Callable[[int], bool]
    ) -> Iterator[tuple[int, ...]]:
        if allowed(one):
            rest = frozenset.intersection(*(knot.meetings for knot in knots if one not in knot.meetings))
            yield from ((one, other) for other in sorted(rest) if allowed(other))

    def _droppable(self, meeting: int) -> bool:
        return self.plan.held(meeting) is not None and not self.plan.facts.meeting(meeting).must

    def _movable(self, meeting: int) -> bool:
        return bool(self.room(meeting))

    def room(self, meeting: int) -> int:
        """Return the slots in which a held meeting might be instead; its own for another table or other people."""
        if meeting not in self._room:
            self._room[meeting] = self._look_for_room(meeting)
        return self._room[meeting]

    def _look_for_room(self, meeting: int) -> int:
        plan, facts = self.plan, self.plan.facts.meeting(meeting)
        held = plan.held(meeting)
        if held is None or facts.fixed:
            return 0
        slot, room = plan.position[held.slot], 0
        for people in facts.choices:
            room |= plan.slots_for(meeting, people)
        stays = plan.free[slot] & facts.seats or len(facts.choices) > 1
        return room | 1 << slot if stays else room

    def _people_of(self, meetings: Iterable[int]) -> int:
        of_meeting = self.plan.of_meeting
        return len({person for meeting in meetings for held in of_meeting[meeting] for person in held.people})

    def _weight(self, meetings: Iterable[int]) -> int:
        return sum(self.plan.facts.meeting(meeting).weight for meeting in meetings)

    def _open_to(self, meetings: list[int]) -> int:
        """Return the slots in which all of some meetings may be and their people are there."""
        plan, slots = self.plan, -1 if meetings else 0
        for meeting in meetings:
            held = plan.held(meeting)
            if held is None:
                return 0
            slots &= plan.facts.meeting(meeting).slots
            for person in held.people:
                slots &= plan.facts.person(person).present
        return slots

    def _closure(self, spot: Spot, blockers: list[int], other: int) -> dict[int, int] | None:
        """Return where meetings must move if the blockers do, from the spot's slot to another or back."""
        plan, slot = self.plan, spot.slot
        moving: dict[int, int] = {}
        queue = list(dict.fromkeys(blockers))
        for mover in queue:
            held = plan.held(mover)
            if held is None or plan.facts.meeting(mover).fixed or len(queue) > LONGEST_CHAIN:
                return None
            target = other if plan.position[held.slot] == slot else slot
            if not plan.facts.meeting(mover).slots >> target & 1:
                return None
            moving[mover] = target
            for person in held.people:
                if not plan.facts.person(person).present >> target & 1 or (target == slot and person in spot.people):
                    return None
                queue += [one for one in plan.meetings_at(person, target) if one not in queue]
        return moving
