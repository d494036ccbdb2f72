"""
A bound on breaks from people's days: what each day must look like, and slots priced by how scarce their tables are.

A person's day is a pattern of busy slots: with room for what they must attend, at most so often, by each slot neither
too many nor too few. Dynamic programming finds the cheapest pattern at any prices of the slots. All days together use a
slot no more than its tables allow, so by Lagrangian duality (Geoffrion 1974) the cheapest days' costs less the worth of
all places are a bound, whatever the prices. Good prices come from column generation over patterns (Gilmore and Gomory
1961); they are rounded to integers, and so the bound is exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from ortools.math_opt.python import mathopt

from solver.index import bits, mask_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from solver.index import Index

SCALE = 12
"""What one break costs; prices are integers of this scale, so that halves, thirds and quarters are exact."""
BARRED = 1 << 40
ROUNDS = 60
"""Rounds of column generation; a dozen are the rule."""

FRESH, BUSY, PAUSED = range(3)
"""In the session so far: no meeting yet, in one, between two or after the last."""
State = tuple[int, int]
"""Meetings so far and one of the three."""


@dataclass(frozen=True, slots=True)
class Day:
    """
    What is known of a person's day in every schedule that holds what must be held.

    Attributes
    ----------
    usable, forced
        Slots in which they may have a meeting, in which they have one.
    least, most
        By slot: at least and at most so many meetings up to its end.
    seated
        Slots in which every meeting of theirs needs a table.
    """

    usable: int
    forced: int
    least: tuple[int, ...]
    most: tuple[int, ...]
    seated: int


def day_of(index: Index, person: int) -> Day:
    """Return what is known of a person's day."""
    sure, may, seated = [], [], index.every_slot
    for meeting in index.meetings_of[person]:
        options = index.options[meeting]
        slots = 0
        for people, mask in options.items():
            slots |= mask if person in people else 0
        may.append(slots)
        if index.must[meeting] and all(person in people for people in options):
            sure.append(slots)
        if index.seatless[meeting]:
            seated &= ~slots
    usable = mask_of(slot for slots in may for slot in bits(slots))
    forced = mask_of(slots.bit_length() - 1 for slots in sure if slots.bit_count() == 1)
    heads = [(2 << slot) - 1 for slot in range(index.slot_count)]
    return Day(
        usable,
        forced,
        tuple(sum(not slots & ~head for slots in sure) for head in heads),
        tuple(min(sum(bool(s & head) for s in may), (usable & head).bit_count(), index.cap[person]) for head in heads),
        usable & seated,
    )


class Route:
    """The cheapest way through a day at given prices: its `cost`, its busy slots, and what each slot changes."""

    def __init__(self, day: Day, starts: int, prices: list[int]) -> None:
        self.day, self.starts = day, starts
        self.prices = [price if day.seated >> slot & 1 else 0 for slot, price in enumerate(prices)]
        self.reached = list(accumulate(range(len(prices)), self._reach, initial={(0, FRESH)}))
        self.to_go: list[dict[State, int]] = [{} for _ in self.reached]
        self.to_go[-1] = dict.fromkeys(self.reached[-1], 0)
        for slot in reversed(range(len(prices))):
            for state in self.reached[slot]:
                costs = [cost for _, cost in self._onward(slot, state)]
                if costs:
                    self.to_go[slot][state] = min(costs)

    @property
    def cost(self) -> int | None:
        """Its cost, `None` if there is no such day."""
        return self.to_go[0].get((0, FRESH))

    def _steps(self, slot: int, state: State) -> Iterator[tuple[bool, State, int]]:
        """Yield whether busy, the state after the slot and the cost of each step."""
        meetings, phase = state
        day = self.day
        if self.starts >> slot & 1:
            phase = FRESH
        if not day.forced >> slot & 1 and day.least[slot] <= meetings <= day.most[slot]:
            yield False, (meetings, FRESH if phase == FRESH else PAUSED), 0
        if day.usable >> slot & 1 and day.least[slot] <= meetings + 1 <= day.most[slot]:
            yield True, (meetings + 1, BUSY), self.prices[slot] + SCALE * (phase == PAUSED)

    def _reach(self, states: set[State], slot: int) -> set[State]:
        return {after for state in states for _, after, _ in self._steps(slot, state)}

    def _onward(self, slot: int, state: State) -> Iterator[tuple[bool, int]]:
        """Yield whether busy in the slot and what the rest of the day then costs."""
        for busy, after, cost in self._steps(slot, state):
            if after in self.to_go[slot + 1]:
                yield busy, cost + self.to_go[slot + 1][after]

    def pattern(self) -> tuple[int, int]:
        """Return the busy slots of a cheapest day and its number of breaks."""
        state, busy_slots, breaks = (0, FRESH), 0, 0
        for slot in range(len(self.prices)):
            left = self.to_go[slot][state]
            for busy, after, cost in self._steps(slot, state):
                if cost + self.to_go[slot + 1].get(after, BARRED) == left:
                    busy_slots |= busy << slot
                    breaks += (cost - busy * self.prices[slot]) // SCALE
                    state = after
                    break
        return busy_slots, breaks

    def settled(self, spare: int) -> tuple[int, int]:
        """Return slots that are busy, and that are free, in every day that costs at most so much more."""
        ahead: dict[State, int] = {(0, FRESH): 0}
        most = (self.cost or 0) + spare
        must = never = 0
        for slot in range(len(self.prices)):
            least = [BARRED, BARRED]
            onward: dict[State, int] = {}
            for state, so_far in ahead.items():
                for busy, after, cost in self._steps(slot, state):
                    if after in self.to_go[slot + 1]:
                        least[busy] = min(least[busy], so_far + cost + self.to_go[slot + 1][after])
                        onward[after] = min(onward.get(after, BARRED), so_far + cost)
            never |= (least[True] > most) << slot
            must |= (least[False] > most) << slot
            ahead = onward
        return must, never


class Patterns:
    """
    The days of everybody and the prices of slots.

    Attributes
    ----------
    least
        By person: a number of breaks that they have in every schedule, `None` if there is no day for them.
    places
        By slot: how many people its tables have room for, a bound.
    prices
        By slot, in the scale of `SCALE`; all 0 until `price` has found better ones.
    """

    def __init__(self, index: Index) -> None:
        self.starts = mask_of(first for first, _ in index.sessions)
        self.days = [day_of(index, person) for person in range(len(index.person_ids))]
        self.places = [
            _most_sides(index, slot) * index.open_tables[slot].bit_count() for slot in range(index.slot_count)
        ]
        self.prices = [0] * index.slot_count
        costs: dict[Day, int | None] = {day: self.route(day).cost for day in set(self.days)}
        self.least = [None if cost is None else cost // SCALE for cost in map(costs.__getitem__, self.days)]
        self.total = sum(cost or 0 for cost in map(costs.__getitem__, self.days))

    @property
    def bound(self) -> int:
        """The fewest breaks of all together."""
        return -(-self.total // SCALE)

    def route(self, day: Day) -> Route:
        """Return the cheapest way through a day at the prices so far."""
        return Route(day, self.starts, self.prices)

    def price(self, out: Callable[[], bool]) -> None:
        """Find prices at which the bound is good, as far as time allows."""
        if None in self.least:
            return
        kinds: dict[Day, int] = {}
        for day in self.days:
            if day.least and day.least[-1]:
                kinds[day] = kinds.get(day, 0) + 1
        master = _Master(list(kinds.values()), self.places)
        best = (self.total, self.prices)
        for _ in range(ROUNDS):
            solved = master.solve()
            if solved is None:
                break
            self.prices, fees = solved
            total, fresh = -sum(price * room for price, room in zip(self.prices, self.places, strict=True)), False
            for number, (day, many) in enumerate(kinds.items()):
                if out():
                    break
                route = self.route(day)
                cost = route.cost or 0
                total += cost * many
                fresh |= cost < fees[number] and master.add(number, *route.pattern(), day.seated)
            else:
                best = max(best, (total, self.prices))
                if fresh:
                    continue
            break
        self.total, self.prices = best

    def settled(self, person: int, most: int) -> tuple[int, int]:
        """Return slots busy, and slots free, on a person's day in every schedule with at most so many breaks in all."""
        return self.route(self.days[person]).settled(most * SCALE - self.total)

    def people_at_least(self, slot: int, most: int) -> int:
        """Return how many people sit at tables in a slot in every schedule with at most so many breaks in all."""
        price = self.prices[slot]
        return max(0, self.places[slot] - (most * SCALE - self.total) // price) if price else 0


def _most_sides(index: Index, slot: int) -> int:
    """Return how many people the largest meeting has that may be at a table in a slot."""
    return max(
        (
            len(people)
            for meeting, options in enumerate(index.options)
            if not index.seatless[meeting]
            for people, slots in options.items()
            if slots >> slot & 1
        ),
        default=0,
    )


class _Master:
    """The linear programme that mixes patterns of each kind of day so that all find room."""

    def __init__(self, many: list[int], places: list[int]) -> None:
        self.model = mathopt.Model()
        self.rooms = [self.model.add_linear_constraint(ub=room) for room in places]
        self.days = [self.model.add_linear_constraint(lb=count, ub=count) for count in many]
        self.known: set[tuple[int, int]] = set()
        for number in range(len(many)):
            # Dearer than any day, so that there is a solution from the beginning.
            self.add(number, 0, 4 * len(places) + 4, 0)
        self.solver = mathopt.IncrementalSolver(self.model, mathopt.SolverType.GLOP)

    def add(self, kind: int, busy: int, breaks: int, seated: int) -> bool:
        """Add a pattern of a kind of day; return whether it is new."""
        if (kind, busy) in self.known:
            return False
        self.known.add((kind, busy))
        column = self.model.add_variable(lb=0)
        self.days[kind].set_coefficient(column, 1)
        self.model.objective.set_linear_coefficient(column, breaks)
        for slot in bits(busy & seated):
            self.rooms[slot].set_coefficient(column, 1)
        return True

    def solve(self) -> tuple[list[int], list[float]] | None:
        """Return prices of slots and of kinds of days, in the scale; `None` if GLOP gives up, as it may."""
        answer = self.solver.solve()
        if not answer.has_dual_feasible_solution():
            return None
        prices = [max(0, round(-worth * SCALE)) for worth in answer.dual_values(self.rooms)]
        return prices, [fee * SCALE - 1e-6 for fee in answer.dual_values(self.days)]
