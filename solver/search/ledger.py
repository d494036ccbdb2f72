"""What a schedule under construction holds and what it is worth: every figure kept up to date, every step undoable."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, TypeAlias

from solver.index import NOWHERE, UNLIMITED, Index, Place, bits, mask_of
from solver.problem import Assignment
from solver.search.keeping import Keeping

if TYPE_CHECKING:
    from collections.abc import Callable

    from solver.problem import GoalName

Figure: TypeAlias = "GoalName | Literal['debt', 'changes_due']"


class Ledger:
    """
    The places of meetings and the figures that follow; it knows no rule about what may be placed.

    Parameters
    ----------
    index
        The problem in dense numbers.
    watch_tables
        Keep the number of table changes up to date; only worth its time once that goal is worked on.

    Attributes
    ----------
    most_breaks, most_idle, most_table_changes
        What the search has no use for more than; it tells moves, which may ask.
    searched
        How much has been searched so far, in chains traced: the bulk of a search's work.
    prints
        By slot: a number for the meetings in it and their people, the same for the same ones.
    seated, steps
        By person: the slots in which they sit at a table; how often anybody goes from one meeting at a table to the
        next in a session. Kept up to date while tables are watched.
    room
        The slots in which a table is free.
    """

    def __init__(self, index: Index, *, watch_tables: bool = False) -> None:
        meetings, people = len(index.meeting_ids), len(index.person_ids)
        self.index = index
        self.watch_tables = watch_tables
        self.day_figures = day_figures_of(index)
        self.steps_in = steps_of(index)
        self.slot = [NOWHERE] * meetings
        self.people: list[tuple[int, ...]] = [()] * meetings
        self.table = [NOWHERE] * meetings
        self.at = [[NOWHERE] * index.slot_count for _ in range(people)]
        self.busy = [0] * people
        self.free_tables = list(index.open_tables)
        self.room = mask_of(slot for slot, tables in enumerate(index.open_tables) if tables)
        self.sitting: list[dict[int, int]] = [{} for _ in range(index.slot_count)]
        self.value = self.breaks = self.idle = self.table_changes = 0
        self.shortfall = sum(index.floor)
        self.changes = index.previous_count
        self.missing = sum(index.must)
        self.felt = [0] * (people + len(index.strangers))
        self.excess = max(0, self.changes - index.change_limit)
        self.uneven = 0
        spread = index.problem.max_break_difference
        self.spread = UNLIMITED if spread is None else spread
        self.fewest_breaks = 0
        self.searched = 0
        self.keeping = Keeping()
        self.prints = [0] * index.slot_count
        self.seated = [0] * people
        self.steps = 0
        self.most_breaks = self.most_idle = self.most_table_changes = UNLIMITED
        self.journal: list[tuple[int, int, tuple[int, ...], int]] = []
        for place in index.previous:
            for person in place.people if place else ():
                self._feel(person, 1)

    @property
    def debt(self) -> int:
        """How far this is from a valid schedule; 0 is valid."""
        return self.missing + self.excess + self.uneven

    @property
    def changes_due(self) -> int:
        """About how many table changes the slots as they are would need."""
        return self.keeping.fewest_changes(self)

    def cost(self, goal: Figure) -> int:
        """Return the goal's value, negated where more is better, or the debt."""
        figure: int = getattr(self, goal)
        return -figure if goal == "value" else figure

    def mark(self) -> int:
        """Return a point to which `undo` can go back."""
        return len(self.journal)

    def undo(self, mark: int) -> None:
        """Go back exactly to where the board was at `mark`."""
        journal = self.journal
        while len(journal) > mark:
            meeting, slot, people, table = journal.pop()
            if self.slot[meeting] != NOWHERE:
                self._take(meeting)
                journal.pop()
            if slot != NOWHERE:
                self._put(meeting, slot, people, table)
                journal.pop()

    def forget(self) -> None:
        """Make everything so far final."""
        self.journal.clear()

    def assignments(self) -> tuple[Assignment, ...]:
        """Return the schedule in the problem's own ids."""
        index = self.index
        return tuple(
            Assignment(
                index.meeting_ids[m],
                index.slot_ids[self.slot[m]],
                None if self.table[m] == NOWHERE else index.table_ids[self.table[m]],
                tuple(index.person_ids[person] for person in self.people[m]),
            )
            for m in range(len(self.slot))
            if self.slot[m] != NOWHERE
        )

    def _put(self, meeting: int, slot: int, people: tuple[int, ...], table: int) -> None:
        self.journal.append((meeting, NOWHERE, (), NOWHERE))
        self.slot[meeting], self.people[meeting], self.table[meeting] = slot, people, table
        if table != NOWHERE:
            self.free_tables[slot] ^= 1 << table
            self.room ^= 0 if self.free_tables[slot] else 1 << slot
            self.sitting[slot][table] = meeting
        for person in people:
            self.at[person][slot] = meeting
            self._use(person, slot, table, 1)
        self.prints[slot] ^= hash((meeting, people))
        self._count(meeting, 1)

    def _take(self, meeting: int) -> None:
        slot, people, table = self.slot[meeting], self.people[meeting], self.table[meeting]
        self.journal.append((meeting, slot, people, table))
        self._count(meeting, -1)
        self.slot[meeting], self.people[meeting], self.table[meeting] = NOWHERE, (), NOWHERE
        if table != NOWHERE:
            self.room |= 1 << slot
            self.free_tables[slot] ^= 1 << table
            del self.sitting[slot][table]
        self.prints[slot] ^= hash((meeting, people))
        for person in people:
            self.at[person][slot] = NOWHERE
            self._use(person, slot, table, -1)

    def _use(self, person: int, slot: int, table: int, sign: int) -> None:
        """Turn one slot of a person's day on or off, and the figures with it."""
        old = self.busy[person]
        new = self.busy[person] = old ^ 1 << slot
        count, floor = new.bit_count(), self.index.floor[person]
        if floor and (count <= floor if sign > 0 else count < floor):
            self.shortfall -= sign
        breaks_before, idle_before = self.day_figures(old)
        breaks_after, idle_after = self.day_figures(new)
        self.breaks += breaks_after - breaks_before
        self.idle += idle_after - idle_before
        if self.spread != UNLIMITED:
            self.uneven += self._off_balance(breaks_after) - self._off_balance(breaks_before)
        if self.watch_tables and table != NOWHERE:
            self.table_changes += sign * self._table_steps(person, slot, table)
            seated = self.seated[person]
            self.seated[person] = seated ^ 1 << slot
            self.steps += self.steps_in(seated ^ 1 << slot) - self.steps_in(seated)

    def _off_balance(self, breaks: int) -> int:
        return max(0, self.fewest_breaks - breaks, breaks - self.fewest_breaks - self.spread)

    def _table_steps(self, person: int, slot: int, table: int) -> int:
        """Return how many table changes this table adds between the person's tables before and after it."""
        before, after = (self.next_table(person, slots) for slots in self.index.slots_around(slot))
        if NOWHERE in {before, after}:
            return int(before not in {NOWHERE, table}) + int(after not in {NOWHERE, table})
        return (before != table) + (after != table) - (before != after)

    def next_table(self, person: int, slots: range) -> int:
        """Return the table of the person's first meeting at one in these slots, or `NOWHERE`."""
        day = self.at[person]
        for slot in slots:
            if day[slot] != NOWHERE and self.table[day[slot]] != NOWHERE:
                return self.table[day[slot]]
        return NOWHERE

    def _count(self, meeting: int, sign: int) -> None:
        """Count a meeting that is held now (+1) or about to be no longer (-1) into the figures of the whole."""
        index = self.index
        self.value += sign * index.weight[meeting]
        self.missing -= sign * index.must[meeting]
        before = index.previous[meeting]
        if before is not None and before == Place(self.slot[meeting], self.table[meeting], self.people[meeting]):
            excess = max(0, self.changes - index.change_limit)
            self.changes -= sign
            self.excess += max(0, self.changes - index.change_limit) - excess
            for person in before.people:
                self._feel(person, -sign)

    def _feel(self, person: int, sign: int) -> None:
        """Count one change more or less that a person of the previous schedule notices."""
        limit = self.index.felt_limit
        excess = max(0, self.felt[person] - limit)
        self.felt[person] += sign
        self.excess += max(0, self.felt[person] - limit) - excess


def day_figures_of(index: Index) -> Callable[[int], tuple[int, int]]:
    """Return the function from a person's busy slots to (breaks, idle slots), remembering what it has computed."""
    sessions = [(1 << past) - (1 << first) for first, past in index.sessions]

    @cache
    def day_figures(busy: int) -> tuple[int, int]:
        breaks = idle = 0
        for mask in sessions:
            used = list(bits(busy & mask))
            gaps = [later - earlier - 1 for earlier, later in pairwise(used) if later > earlier + 1]
            breaks += len(gaps)
            idle += sum(gaps)
        return breaks, idle

    return day_figures


def steps_of(index: Index) -> Callable[[int], int]:
    """Return the function from the slots in which a person sits at a table to the steps between them."""
    sessions = [(1 << past) - (1 << first) for first, past in index.sessions]

    @cache
    def steps_in(seated: int) -> int:
        return seated.bit_count() - sum(bool(seated & mask) for mask in sessions)

    return steps_in
