"""
The linear part of the model: one 0-1 column for each meeting, way to man it and slot, and one function for each rule.

Where changes count, a meeting has one column more: to be exactly where it was, its table included.

The linear programme relaxes it and CP-SAT solves it with the rules that are not linear; both read the same rows. Rows
never say more than the rules do, so whatever is proven of them is true of every schedule.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from solver.index import UNLIMITED, bits
from solver.moves import is_kept

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from solver.board import Board
    from solver.index import Index
    from solver.problem import GoalName


@dataclass(frozen=True, slots=True)
class Row:
    """The sum of coefficients times columns is at most `limit`, or exactly that if `exact`."""

    columns: list[int]
    limit: int
    exact: bool = False
    coefficients: list[int] | None = None
    """All 1 if `None`."""


class Formulation:
    """
    Columns of a problem and what they belong to.

    Attributes
    ----------
    columns
        (meeting, its people, slot).
    seats
        By column: the tables it may use, 0 without one.
    kept
        By meeting: the column in which it is exactly where it was, if it can be and changes count.
    of_meeting, at_person, at_slot
        The columns of a meeting, of a person in a slot, and of the meetings that need a table in a slot.
    """

    def __init__(self, index: Index) -> None:
        self.index = index
        self.columns: list[tuple[int, tuple[int, ...], int]] = []
        self.seats: list[int] = []
        self.kept: dict[int, int] = {}
        self.of_meeting: list[list[int]] = [[] for _ in index.meeting_ids]
        self.at_person: list[dict[int, list[int]]] = [{} for _ in index.person_ids]
        self.at_slot: list[list[int]] = [[] for _ in range(index.slot_count)]
        for meeting, options in enumerate(index.options):
            for people, slots in options.items():
                for slot in bits(slots):
                    self._add(meeting, people, slot, index.seats[meeting] & index.open_tables[slot])
            if index.changes_count:
                self._add_kept(meeting)

    def _add_kept(self, meeting: int) -> None:
        """Add the column of a meeting that is exactly where it was, if it can be."""
        index, place = self.index, self.index.previous[meeting]
        if place is None or not index.options[meeting].get(place.people, 0) & 1 << max(0, place.slot):
            return
        table = 0 if place.table < 0 else 1 << place.table
        suits = bool(table) != index.seatless[meeting] and not table & ~index.seats[meeting]
        if place.slot >= 0 and suits and not table & ~index.open_tables[place.slot]:
            self.kept[meeting] = len(self.columns)
            self._add(meeting, place.people, place.slot, table)

    def _add(self, meeting: int, people: tuple[int, ...], slot: int, seats: int) -> None:
        column = len(self.columns)
        self.seats.append(seats)
        self.columns.append((meeting, people, slot))
        self.of_meeting[meeting].append(column)
        for person in people:
            self.at_person[person].setdefault(slot, []).append(column)
        if not self.index.seatless[meeting]:
            self.at_slot[slot].append(column)

    def of_person(self, person: int, slots: int) -> list[int]:
        """Return the columns of a person in a set of slots."""
        return [column for slot, columns in self.at_person[person].items() if slots >> slot & 1 for column in columns]

    def rows(self) -> list[Row]:
        """Return the rows of every rule."""
        return [row for rule in RULES for row in rule(self)]

    def column_of(self, board: Board, meeting: int) -> int:
        """Return the column in which the board holds a meeting."""
        if meeting in self.kept and is_kept(board, meeting):
            return self.kept[meeting]
        at = (meeting, board.people[meeting], board.slot[meeting])
        return next(column for column in self.of_meeting[meeting] if self.columns[column] == at)


def meeting_held_once(model: Formulation) -> Iterator[Row]:
    """A meeting is held at most once, one that must be held exactly once."""
    for meeting, columns in enumerate(model.of_meeting):
        if columns or model.index.must[meeting]:
            yield Row(columns, 1, exact=model.index.must[meeting])


def person_in_one_place(model: Formulation) -> Iterator[Row]:
    """A person is in at most one meeting at a time."""
    for day in model.at_person:
        for columns in day.values():
            if len(columns) > 1:
                yield Row(columns, 1)


def no_more_meetings_than_tables(model: Formulation) -> Iterator[Row]:
    """A slot holds at most as many meetings as tables, also of those that all need one of the same few tables."""
    index = model.index
    groups = {seats for meeting, seats in enumerate(index.seats) if not index.seatless[meeting]}
    for group in sorted(groups | {index.every_table}):
        for slot in range(index.slot_count):
            row = too_few_tables(model, slot, group & index.open_tables[slot])
            if len(row.columns) > row.limit:
                yield row


def too_few_tables(model: Formulation, slot: int, tables: int) -> Row:
    """Return the row that meetings which all need one of these tables are no more than there are (Hall 1935)."""
    inside = [column for column in model.at_slot[slot] if not model.seats[column] & ~tables]
    return Row(inside, tables.bit_count())


def no_more_than_the_most(model: Formulation) -> Iterator[Row]:
    """A person has at most as many meetings as they said."""
    for person, cap in enumerate(model.index.cap):
        if cap < UNLIMITED:
            columns = model.of_person(person, model.index.every_slot)
            if len(columns) > cap:
                yield Row(columns, cap)


def one_of_these_stays_free(model: Formulation) -> Iterator[Row]:
    """Of the slots of a run that would be too long, and of a free window, one stays without a meeting."""
    for person, limits in enumerate(model.index.limits):
        for mask in limits:
            columns = model.of_person(person, mask)
            if len(columns) >= mask.bit_count():
                yield Row(columns, mask.bit_count() - 1)


def few_changes(model: Formulation) -> Iterator[Row]:
    """At most so many meetings are not where they were, in all and of one person's."""
    index = model.index
    keeps = list(model.kept.values())
    if index.change_limit < UNLIMITED:
        yield at_least(keeps, index.previous_count - index.change_limit)
    if index.felt_limit < UNLIMITED:
        for person in range(len(index.person_ids) + len(index.strangers)):
            told = sum(place is not None and person in place.people for place in index.previous)
            if told > index.felt_limit:
                yield at_least([c for c in keeps if person in model.columns[c][1]], told - index.felt_limit)


def at_least(columns: list[int], least: int) -> Row:
    """Return the row that at least so many of the columns are chosen."""
    return Row(columns, -least, coefficients=[-1] * len(columns))


RULES: tuple[Callable[[Formulation], Iterator[Row]], ...] = (
    meeting_held_once,
    person_in_one_place,
    no_more_meetings_than_tables,
    no_more_than_the_most,
    one_of_these_stays_free,
    few_changes,
)


def value_at_least(model: Formulation, least: int) -> Row:
    """Return the row that the weights of the chosen columns sum to at least `least`."""
    weights = [-model.index.weight[meeting] for meeting, _, _ in model.columns]
    return Row(list(range(len(model.columns))), -least, coefficients=weights)


def held_goal(model: Formulation, goal: GoalName, cost: int) -> list[Row]:
    """Return rows that every schedule keeps in which an earlier goal costs at most so much, where such are known."""
    if goal == "value":
        return [value_at_least(model, -cost)]
    if goal == "changes":
        return [at_least(list(model.kept.values()), model.index.previous_count - cost)]
    return []
