"""
Clauses for problems in which every meeting must be held: one function for each rule but the difference of breaks.

The model is that of Bofill et al., JAIR 74 (2022): when each meeting is, when each person is busy, has been busy and
ends a break, with their implied constraints: each person is busy in as many slots as they have meetings, in a slot no
more people than its tables have room for. Meetings that share a person never meet, so that a slot's tables are counted
over groups of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from solver.exact.clauses import Clauses
from solver.index import bits

if TYPE_CHECKING:
    from collections.abc import Callable

    from solver.linear.formulation import Formulation


class Required:
    """
    The rules as clauses; variable k + 1 says that column k of the formulation is chosen.

    Attributes
    ----------
    at
        By slot and person: the columns' variables.
    busy
        By slot and person: whether they are in a meeting; those who cannot be are not in it.
    ends
        By person: the literals of their ends of breaks.
    """

    def __init__(self, formulation: Formulation) -> None:
        self.index = formulation.index
        self.clauses = Clauses()
        self.columns = [formulation.column(column) for column in range(formulation.size)]
        self.clauses.variables = len(self.columns)
        self.at: list[dict[int, list[int]]] = [{} for _ in range(self.index.slot_count)]
        for column, (_, people, slot) in enumerate(self.columns, start=1):
            for person in people:
                self.at[slot].setdefault(person, []).append(column)
        self.busy = [{p: self.clauses.either(held) for p, held in at.items()} for at in self.at]
        for rule in RULES:
            rule(self)
        self.ends = [self._ends_of(person) for person in range(len(self.index.person_ids))]

    def days_of(self, person: int, slots: int) -> list[int]:
        """Return whether a person is busy, for those of the slots in which they can be."""
        return [self.busy[slot][person] for slot in bits(slots) if person in self.busy[slot]]

    def _ends_of(self, person: int) -> list[int]:
        return [end for first, past in self.index.sessions for end in self._ends_in(person, first, past)]

    def _ends_in(self, person: int, first: int, past: int) -> list[int]:
        """Define the ends of breaks of one session: busy again after not being so."""
        clauses, ends = self.clauses, []
        had: list[int] = []
        before: list[int] = []
        for slot in range(first, past):
            now = [self.busy[slot][person]] if person in self.busy[slot] else []
            if now and had and had != before:
                end = clauses.new()
                clauses.add(-now[0], *before, -had[0], end)
                for literal in (*now, *had, *(-busy for busy in before)):
                    clauses.add(-end, literal)
                ends.append(end)
            had = [clauses.either(had + now)] if had or now else []
            before = now
        return ends


def meeting_held_once(model: Required) -> None:
    """A meeting is held exactly once."""
    held: list[list[int]] = [[] for _ in model.index.meeting_ids]
    for column, (meeting, _, _) in enumerate(model.columns, start=1):
        held[meeting].append(column)
    for columns in held:
        model.clauses.exactly_one(columns)


def person_in_one_place(model: Required) -> None:
    """A person is in at most one meeting at a time."""
    for at in model.at:
        for columns in at.values():
            model.clauses.at_most_one(columns)


def busy_as_often_as_bound(model: Required) -> None:
    """Who attends meetings in any case is busy in as many slots."""
    index = model.index
    for person, meetings in enumerate(index.meetings_of):
        sure = sum(all(person in people for people in index.options[m]) for m in meetings)
        days = model.days_of(person, index.every_slot)
        model.clauses.at_least(days, sure)
        model.clauses.at_most(days, min(index.cap[person], len(meetings)))


def free_windows(model: Required) -> None:
    """Of the slots of a run that would be too long, and of a free window, one stays without a meeting."""
    for person, limits in enumerate(model.index.limits):
        for mask in limits:
            days = model.days_of(person, mask)
            if len(days) == mask.bit_count():
                model.clauses.add(*(-busy for busy in days))


def enough_tables(model: Required) -> None:
    """A slot holds at most as many meetings as tables, also of those that all need one of the same few tables."""
    index = model.index
    lists = {seats for m, seats in enumerate(index.seats) if not index.seatless[m]} | {index.every_table}
    for slot in range(index.slot_count):
        for tables in sorted({group & index.open_tables[slot] for group in lists}):
            no_more_than(model, model.clauses, slot, tables)
        seated = [
            busy
            for person, busy in model.busy[slot].items()
            if not any(index.seatless[m] for m in index.meetings_of[person])
        ]
        largest = max((len(people) for meeting, people, _ in model.columns if not index.seatless[meeting]), default=0)
        model.clauses.at_most(seated, largest * index.open_tables[slot].bit_count())


def no_more_than(model: Required, clauses: Clauses, slot: int, tables: int) -> None:
    """Say that a set of tables seats no more meetings in a slot than it has; of meetings that share a person, one."""
    groups = _groups(model, slot, tables)
    if len(groups) > tables.bit_count():
        at, busy = model.at[slot], model.busy[slot]
        held = [busy[p] if len(columns) == len(at[p]) else clauses.either(columns) for p, columns in groups]
        clauses.at_most(held, tables.bit_count())


def _groups(model: Required, slot: int, tables: int) -> list[tuple[int, list[int]]]:
    """Return the columns that need one of the tables then, in groups by a person whom they share, the largest first."""
    index, groups = model.index, []
    load: dict[int, dict[int, None]] = {}
    for person, columns in model.at[slot].items():
        for column in columns:
            meeting = model.columns[column - 1][0]
            if not index.seatless[meeting] and not index.seats[meeting] & index.open_tables[slot] & ~tables:
                load.setdefault(person, {})[column] = None
    while load:
        most = max(load, key=lambda person: len(load[person]))
        columns = list(load.pop(most))
        if columns:
            groups.append((most, columns))
        for column in columns:
            for person in model.columns[column - 1][1]:
                load.get(person, {}).pop(column, None)
    return groups


def in_order(model: Required) -> None:
    """A meeting is later than those that come before it."""
    earlier: dict[int, dict[int, int]] = {}
    for first, laters in enumerate(model.index.after):
        for then in laters:
            by_then = earlier.setdefault(then, _by_then(model, then))
            for slot, columns in _columns_by_slot(model, first).items():
                for column in columns:
                    if by_then[slot]:
                        model.clauses.add(-column, -by_then[slot])


def _columns_by_slot(model: Required, meeting: int) -> dict[int, list[int]]:
    columns: dict[int, list[int]] = {}
    for column, (held, _, slot) in enumerate(model.columns, start=1):
        if held == meeting:
            columns.setdefault(slot, []).append(column)
    return columns


def _by_then(model: Required, meeting: int) -> dict[int, int]:
    """Return by slot whether a meeting is held by its end, 0 where it cannot be."""
    columns, by_then, so_far = _columns_by_slot(model, meeting), {}, 0
    for slot in range(model.index.slot_count):
        now = [*([so_far] if so_far else []), *columns.get(slot, [])]
        so_far = model.clauses.either(now) if now else 0
        by_then[slot] = so_far
    return by_then


RULES: tuple[Callable[[Required], None], ...] = (
    meeting_held_once,
    person_in_one_place,
    busy_as_often_as_bound,
    free_windows,
    enough_tables,
    in_order,
)
