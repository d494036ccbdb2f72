"""Where a meeting could be, and what would undo each thing that stands in its way there."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from solver.explain.change import ADDED, Concession
from solver.index import bits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from solver.explain.plan import Plan

PRINCIPALS = 2
"""The sides that wished for a meeting; those after them are filled by whoever can, such as an interpreter."""
NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Knot:
    """One thing in the way: untied if one of these meetings goes, or by a concession."""

    meetings: frozenset[int]
    concession: Concession | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """A slot, by position, and people for a meeting, with everything in its way; `table` is one it might be allowed."""

    slot: int
    people: tuple[int, ...]
    knots: tuple[Knot, ...]
    table: int | None = None

    @property
    def concessions(self) -> tuple[Concession, ...]:
        """What untying every knot that can be untied by a concession takes."""
        return tuple(dict.fromkeys(knot.concession for knot in self.knots if knot.concession is not None))


def spots(plan: Plan, meeting: int) -> list[Spot]:
    """Return every slot with every choice of people, one more interpreter or colleague included."""
    facts = plan.facts.meeting(meeting)
    chosen: list[tuple[tuple[int, ...], tuple[Knot, ...]]] = [(people, ()) for people in facts.choices]
    chosen += with_one_more(plan, meeting)
    return [spot(plan, meeting, slot, people, given) for slot in range(len(plan.slot_ids)) for people, given in chosen]


def with_one_more(plan: Plan, meeting: int) -> Iterator[tuple[tuple[int, ...], tuple[Knot, ...]]]:
    """Yield the choices of people in which someone is added to a side that anybody suitable may fill."""
    wish = plan.schedule.by_id.meetings[meeting]
    if wish.pinned is not None:
        return
    for number, side in enumerate(wish.sides):
        if len(side) > 1 or number >= PRINCIPALS:
            knot = Knot(NOBODY, Concession("add_person", side=number))
            for people in product(*wish.sides[:number], (ADDED,), *wish.sides[number + 1 :]):
                if len(set(people)) == len(people):
                    yield people, (knot,)


def spot(plan: Plan, meeting: int, slot: int, people: tuple[int, ...], given: tuple[Knot, ...]) -> Spot:
    """Find out what is in the way of a meeting of these people in a slot."""
    knots = list(given)
    if not plan.facts.meeting(meeting).slots >> slot & 1:
        knots.append(Knot(NOBODY, Concession("allow_slot")))
    for person in people:
        knots += in_the_way_of(plan, person, slot)
    knots += [Knot(frozenset({other})) for other in plan.out_of_order(meeting, slot)]
    table = None
    if plan.table_for(meeting, slot) is None:
        concession, table = for_a_table(plan, meeting, slot)
        suitable = plan.usable[slot] & plan.facts.meeting(meeting).seats
        knots.append(Knot(frozenset(plan.sitting(suitable, slot)), concession))
    return Spot(slot, people, tuple(knots), table)


def for_a_table(plan: Plan, meeting: int, slot: int) -> tuple[Concession | None, int | None]:
    """Return what would give a meeting a table: a free one that is not meant for it, or one more."""
    if plan.free[slot]:
        table = plan.facts.table_ids[(plan.free[slot] & -plan.free[slot]).bit_length() - 1]
        return Concession("other_table"), table
    any_table = plan.schedule.by_id.meetings[meeting].tables is None
    return (Concession("add_table") if any_table else None), None


def in_the_way_of(plan: Plan, person: int, slot: int) -> Iterator[Knot]:
    """Yield what keeps a person from a meeting in a slot."""
    facts, busy = plan.facts.person(person), plan.busy.get(person, 0)
    if not facts.present >> slot & 1:
        yield Knot(NOBODY, Concession("make_available", person))
    if busy >> slot & 1:
        # Were those to go, the limits would hold as before.
        yield from (Knot(frozenset({other})) for other in plan.meetings_at(person, slot))
        return
    if busy.bit_count() >= facts.cap:
        raised = Concession("raise_limit", person, "max_meetings", busy.bit_count() + 1)
        yield Knot(in_slots(plan, person, busy), raised)
    if any((busy | 1 << slot) & run == run for run in facts.runs[slot]):
        yield in_a_row(plan, person, slot)
    for window in facts.windows[slot]:
        if (busy | 1 << slot) & window == window:
            given_up = Concession("raise_limit", person, "free_windows")
            yield Knot(in_slots(plan, person, window & ~(1 << slot)), given_up)


def in_a_row(plan: Plan, person: int, slot: int) -> Knot:
    """Return the knot of a run that would be too long: meetings that would cut it short, or a higher limit."""
    busy, session = plan.busy.get(person, 0), plan.facts.sessions
    first = last = slot
    while first and busy >> (first - 1) & 1 and session[first - 1] == session[slot]:
        first -= 1
    while last + 1 < len(session) and busy >> (last + 1) & 1 and session[last + 1] == session[slot]:
        last += 1
    most = plan.schedule.by_id.participants[person].max_consecutive or 0
    cuts = [k for k in range(first, last + 1) if k < slot <= last <= k + most or first + most >= k > slot]
    raised = Concession("raise_limit", person, "max_consecutive", last - first + 1)
    return Knot(in_slots(plan, person, sum(1 << k for k in cuts)), raised)


def in_slots(plan: Plan, person: int, slots: int) -> frozenset[int]:
    """Return a person's meetings in a set of slots."""
    return frozenset(meeting for slot in bits(slots) for meeting in plan.meetings_at(person, slot))
