"""
The linear part of the model: one 0-1 column for each meeting, way to man it and slot, and one function for each rule.

Where changes count, a meeting has one column more: to be exactly where it was, its table included.

The linear programme relaxes it and CP-SAT solves it with the rules that are not linear; both read the same rows. Rows
never say more than the rules do, so whatever is proven of them is true of every schedule.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from solver.index import UNLIMITED
from solver.linear.rows import Row, Rows
from solver.search.moves import is_kept

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from solver.index import Index
    from solver.linear.rows import Booleans, Integers
    from solver.problem import GoalName
    from solver.search.board import Board


class Formulation:
    """
    Columns of a problem and what they belong to.

    Columns are numbered meeting by meeting, way by way, slot by slot. An *attendance* is a column and one of its
    people.

    Attributes
    ----------
    size
        The number of columns.
    meeting, way, slot
        By column: its meeting, the number of its way to man the meeting, its slot.
    people, seats
        By way: one person for each side, and the tables that it may use (as bits), 0 without one.
    of_meeting
        By meeting: its columns.
    kept
        By meeting: the column in which it is exactly where it was, if it can be and changes count.
    attending, attendant
        By attendance, in order of person, slot and column: its column and its person.
    """

    def __init__(self, index: Index) -> None:
        self.index = index
        self.people: list[tuple[int, ...]] = []
        self.seats: list[int] = []
        masks: list[int] = []
        meeting_of_way: list[int] = []
        kept_ways: dict[int, int] = {}
        for meeting, options in enumerate(index.options):
            for people, slots in options.items():
                meeting_of_way.append(meeting)
                self.people.append(people)
                self.seats.append(index.seats[meeting])
                masks.append(slots)
            place = index.previous[meeting]
            if index.changes_count and place is not None and index.keepable(meeting):
                kept_ways[meeting] = len(masks)
                meeting_of_way.append(meeting)
                self.people.append(place.people)
                self.seats.append(0 if place.table < 0 else 1 << place.table)
                masks.append(1 << place.slot)
        self.way, self.slot = _ones(masks, index.slot_count)
        self.meeting = np.array(meeting_of_way, np.int64)[self.way]
        self.size = len(self.way)
        first = np.searchsorted(self.meeting, np.arange(len(index.meeting_ids) + 1)).tolist()
        self.of_meeting = [range(*pair) for pair in pairwise(first)]
        first_of_way = np.searchsorted(self.way, list(kept_ways.values())).tolist()
        self.kept: dict[int, int] = dict(zip(kept_ways, first_of_way, strict=True))
        self._number_attendances()
        self.seatless = np.array(index.seatless, np.bool_)[self.meeting]
        self._seated = np.flatnonzero(~self.seatless)
        self._seated = self._seated[np.argsort(self.slot[self._seated], kind="stable")]
        self._slot_start = np.searchsorted(self.slot[self._seated], np.arange(index.slot_count + 1)).tolist()

    def _number_attendances(self) -> None:
        """Sort the people of all columns by person and slot."""
        index = self.index
        sizes = np.array([len(people) for people in self.people], np.int64)
        everybody = np.array([person for people in self.people for person in people], np.int64)
        first = np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes)))
        counts = sizes[self.way]
        attending = np.repeat(np.arange(self.size), counts)
        side = np.arange(len(attending)) - np.repeat(np.cumsum(counts) - counts, counts)
        attendant = everybody[first[self.way[attending]] + side]
        place = attendant * index.slot_count + self.slot[attending]
        order = np.argsort(place, kind="stable")
        self.attending, self.attendant = attending[order], attendant[order]
        places = np.arange(len(index.person_ids) * index.slot_count + 1)
        self._place_start = np.searchsorted(place[order], places).tolist()

    def column(self, column: int) -> tuple[int, tuple[int, ...], int]:
        """Return a column's meeting, people and slot."""
        return int(self.meeting[column]), self.people[self.way[column]], int(self.slot[column])

    def tables_of(self, column: int) -> int:
        """Return the tables that a column may use, 0 without one."""
        return self.seats[self.way[column]] & self.index.open_tables[self.slot[column]]

    def at(self, person: int, slot: int) -> Integers:
        """Return the columns of a person in a slot."""
        place = person * self.index.slot_count + slot
        return self.attending[self._place_start[place] : self._place_start[place + 1]]

    def of_person(self, person: int) -> Integers:
        """Return the columns of a person, slot by slot."""
        first = person * self.index.slot_count
        return self.attending[self._place_start[first] : self._place_start[first + self.index.slot_count]]

    def seated_in(self, slot: int) -> Integers:
        """Return the columns in a slot of the meetings that need a table."""
        return self._seated[self._slot_start[slot] : self._slot_start[slot + 1]]

    def rows(self) -> Rows:
        """Return the rows of every rule."""
        return Rows.joined([rule(self) for rule in RULES])

    def first_row(self, rule: Callable[[Formulation], Rows]) -> int:
        """Return the number of a rule's first row among those of every rule."""
        return sum(len(before(self)) for before in RULES[: RULES.index(rule)])

    def row_of_meeting(self) -> Integers:
        """Return by meeting the number of its row, -1 without one."""
        return _numbered(np.array([bool(columns) for columns in self.of_meeting]) | self.index.must, 0)

    def row_of_place(self) -> Integers:
        """Return by person and slot, as one number, the row that they are in one place, -1 without one."""
        return _numbered(np.diff(np.array(self._place_start, np.int64)) > 1, self.first_row(person_in_one_place))

    def row_of_most(self) -> Integers:
        """Return by person the row of their most meetings, -1 without one."""
        first = np.array(self._place_start, np.int64)[:: self.index.slot_count]
        return _numbered(np.diff(first) > self.index.cap, self.first_row(no_more_than_the_most))

    def column_of(self, board: Board, meeting: int) -> int:
        """Return the column in which the board holds a meeting."""
        if meeting in self.kept and is_kept(board, meeting):
            return self.kept[meeting]
        at = (meeting, board.people[meeting], board.slot[meeting])
        return next(column for column in self.of_meeting[meeting] if self.column(column) == at)


def _numbered(chosen: Booleans, first: int) -> Integers:
    """Return consecutive numbers for what is chosen, -1 for the rest."""
    return np.where(chosen, first - 1 + np.cumsum(chosen), -1)


def _ones(masks: list[int], width: int) -> tuple[Integers, Integers]:
    """Return the number of the mask and the position of every one in masks of `width` bits, in order."""
    size = (width + 7) // 8
    packed = np.frombuffer(b"".join(mask.to_bytes(size, "little") for mask in masks), np.uint8)
    which, position = np.nonzero(np.unpackbits(packed.reshape(len(masks), size), axis=1, bitorder="little"))
    return which.astype(np.int64), position.astype(np.int64)


def meeting_held_once(model: Formulation) -> Rows:
    """A meeting is held at most once, one that must be held exactly once."""
    must = np.array(model.index.must, np.bool_)
    once = Rows.sums(model.meeting, np.arange(model.size), np.ones(len(must), np.int64), must)
    return once.that(must | (np.diff(once.start) > 0))


def person_in_one_place(model: Formulation) -> Rows:
    """A person is in at most one meeting at a time."""
    index = model.index
    place = model.attendant * index.slot_count + model.slot[model.attending]
    places = len(index.person_ids) * index.slot_count
    return Rows.sums(place, model.attending, np.ones(places, np.int64)).binding()


def no_more_meetings_than_tables(model: Formulation) -> Rows:
    """A slot holds at most as many meetings as tables, also of those that all need one of the same few tables."""
    index = model.index
    groups = {seats for meeting, seats in enumerate(index.seats) if not index.seatless[meeting]}
    kinds = _Kinds(model)
    rows = [
        kinds.row(slot, group & index.open_tables[slot])
        for group in sorted(groups | {index.every_table})
        for slot in range(index.slot_count)
    ]
    return Rows.of([row for row in rows if len(row.columns) > row.limit])


def too_few_tables(model: Formulation, slot: int, tables: int) -> Row:
    """Return the row that meetings which all need one of these tables are no more than there are (Hall 1935)."""
    return _Kinds(model).row(slot, tables)


class _Kinds:
    """The ways to man meetings by the tables that they may use: few kinds for many ways."""

    def __init__(self, model: Formulation) -> None:
        self.model = model
        numbers: dict[int, int] = {}
        self.of_way = np.array([numbers.setdefault(seats, len(numbers)) for seats in model.seats], np.int64)
        self.seats = list(numbers)

    def row(self, slot: int, tables: int) -> Row:
        """Return the row that what needs one of these tables in a slot is no more than they are."""
        opened = self.model.index.open_tables[slot]
        inside = np.array([not seats & opened & ~tables for seats in self.seats], np.bool_)
        columns = self.model.seated_in(slot)
        if not inside.all():
            columns = columns[inside[self.of_way[self.model.way[columns]]]]
        return Row(columns.tolist(), tables.bit_count())


def no_more_than_the_most(model: Formulation) -> Rows:
    """A person has at most as many meetings as they said."""
    cap = np.array(model.index.cap, np.int64)
    return Rows.sums(model.attendant, model.attending, cap).that(cap < UNLIMITED).binding()


def one_of_these_stays_free(model: Formulation) -> Rows:
    """Of the slots of a run that would be too long, and of a free window, one stays without a meeting."""
    return Rows.of([Row(columns.tolist(), mask.bit_count() - 1) for _, mask, columns in windows(model)])


def windows(model: Formulation) -> Iterator[tuple[int, int, Integers]]:
    """Yield (person, slots, columns) of the slots of which a person may not use all and could."""
    marks: dict[int, Integers] = {}
    for person, limits in enumerate(model.index.limits):
        columns = model.of_person(person) if limits else ()
        for mask in limits if len(columns) else ():
            if mask not in marks:
                marks[mask] = _ones([mask], model.index.slot_count)[1]
            inside = columns[np.isin(model.slot[columns], marks[mask])]
            if len(inside) >= mask.bit_count():
                yield person, mask, inside


def few_changes(model: Formulation) -> Rows:
    """At most so many meetings are not where they were, in all and of one person's."""
    index = model.index
    keeps = list(model.kept.values())
    rows = []
    if index.change_limit < UNLIMITED:
        rows.append(at_least(keeps, index.previous_count - index.change_limit))
    if index.felt_limit < UNLIMITED:
        told = [0] * (len(index.person_ids) + len(index.strangers))
        for place in index.previous:
            for person in () if place is None else place.people:
                told[person] += person >= 0
        of_person: list[list[int]] = [[] for _ in told]
        for column in keeps:
            for person in model.people[model.way[column]]:
                of_person[person].append(column)
        rows += [at_least(of_person[p], n - index.felt_limit) for p, n in enumerate(told) if n > index.felt_limit]
    return Rows.of(rows)


def at_least(columns: list[int], least: int) -> Row:
    """Return the row that at least so many of the columns are chosen."""
    return Row(columns, -least, coefficients=[-1] * len(columns))


RULES: tuple[Callable[[Formulation], Rows], ...] = (
    meeting_held_once,
    person_in_one_place,
    no_more_meetings_than_tables,
    no_more_than_the_most,
    one_of_these_stays_free,
    few_changes,
)


def worth(model: Formulation) -> Integers:
    """Return the weight of each column's meeting."""
    return np.array(model.index.weight, np.int64)[model.meeting]


def value_at_least(model: Formulation, least: int) -> Row:
    """Return the row that the weights of the chosen columns sum to at least `least`."""
    return Row(range(model.size), -least, coefficients=(-worth(model)).tolist())


def held_goal(model: Formulation, goal: GoalName, cost: int) -> list[Row]:
    """Return rows that every schedule keeps in which an earlier goal costs at most so much, where such are known."""
    if goal == "value":
        return [value_at_least(model, -cost)]
    if goal == "changes":
        return [at_least(list(model.kept.values()), model.index.previous_count - cost)]
    return []
