"""
A schedule under construction: put, take and reseat meetings, undo any of it, and know every rule and goal throughout.

Legality stands here and nowhere else in the search. `missing`, `excess` and `uneven` count what is still owed: meetings
that must be held and are not, changes above their limits, people whose breaks differ too much. They may be positive on
the way; a board without such debt is a valid schedule.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, TypeAlias

from solver.index import NOWHERE, UNLIMITED, Index, Place, bits
from solver.problem import Assignment

if TYPE_CHECKING:
    from collections.abc import Callable

    from solver.problem import GoalName

Figure: TypeAlias = "GoalName | Literal['debt']"


class Board:
    """
    The mutable schedule of one search.

    Parameters
    ----------
    index
        The problem in dense numbers.
    watch_tables
        Keep the number of table changes up to date; only worth its time once that goal is worked on.
    """

    def __init__(self, index: Index, *, watch_tables: bool = False) -> None:
        meetings, people = len(index.meeting_ids), len(index.person_ids)
        self.index = index
        self.watch_tables = watch_tables
        self.day_figures = day_figures_of(index)
        self.slot = [NOWHERE] * meetings
        self.people: list[tuple[int, ...]] = [()] * meetings
        self.table = [NOWHERE] * meetings
        self.at = [[NOWHERE] * index.slot_count for _ in range(people)]
        self.busy = [0] * people
        self.free_tables = list(index.open_tables)
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
        self.journal: list[tuple[int, int, tuple[int, ...], int]] = []
        for place in index.previous:
            for person in place.people if place else ():
                self._feel(person, 1)

    @property
    def debt(self) -> int:
        """How far this is from a valid schedule; 0 is valid."""
        return self.missing + self.excess + self.uneven

    def cost(self, goal: Figure) -> int:
        """Return the goal's value, negated where more is better, or the debt."""
        figure: int = getattr(self, goal)
        return -figure if goal == "value" else figure

    def conflicts(self, slot: int, people: tuple[int, ...]) -> bool:
        """Whether a rule about these people keeps them from one more meeting in this slot."""
        index = self.index
        for person in people:
            busy = self.busy[person]
            if busy >> slot & 1 or busy.bit_count() >= index.cap[person]:
                return True
            for mask in index.full[person][slot]:
                if (busy | 1 << slot) & mask == mask:
                    return True
        return False

    def in_order(self, meeting: int, slot: int) -> bool:
        """Whether the precedences allow the meeting in this slot beside those that are held."""
        index, at = self.index, self.slot
        return all(at[other] < slot for other in index.before[meeting]) and all(
            at[other] > slot or at[other] == NOWHERE for other in index.after[meeting]
        )

    def insert(self, meeting: int, slot: int, people: tuple[int, ...]) -> bool:
        """Hold the meeting there if every rule allows it and a table can be found or, by moving others, freed."""
        index = self.index
        if self.conflicts(slot, people):
            return False
        if (index.before[meeting] or index.after[meeting]) and not self.in_order(meeting, slot):
            return False
        if index.seatless[meeting]:
            self._put(meeting, slot, people, NOWHERE)
            return True
        table = self._table_for(meeting, slot, people)
        if table == NOWHERE:
            return False
        self._put(meeting, slot, people, table)
        return True

    def remove(self, meeting: int) -> None:
        """Take a meeting that is held out of the schedule."""
        self._take(meeting)

    def place_exactly(self, meeting: int, slot: int, people: tuple[int, ...], table: int) -> bool:
        """Hold the meeting at exactly this place, if every rule allows it and the table is free."""
        index = self.index
        if slot == NOWHERE or not index.options[meeting].get(people, 0) >> slot & 1:
            return False
        seatable = table == NOWHERE if index.seatless[meeting] else self.may_sit(meeting, slot, table)
        if not seatable or self.conflicts(slot, people) or not self.in_order(meeting, slot):
            return False
        self._put(meeting, slot, people, table)
        return True

    def may_sit(self, meeting: int, slot: int, table: int) -> bool:
        """Whether the table suits the meeting and is free then."""
        return table != NOWHERE and bool(self.free_tables[slot] & self.index.seats[meeting] & 1 << table)

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

    def reseat(self, meeting: int, table: int) -> None:
        """Move a held meeting to a free table."""
        slot, people = self.slot[meeting], self.people[meeting]
        self._take(meeting)
        self._put(meeting, slot, people, table)

    def rearrange(self, table_of: dict[int, int]) -> None:
        """Move held meetings to tables that are free or that others of them leave."""
        places = [(meeting, self.slot[meeting], self.people[meeting]) for meeting in table_of]
        for meeting in table_of:
            self._take(meeting)
        for meeting, slot, people in places:
            self._put(meeting, slot, people, table_of[meeting])

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

    def begin_to_watch_tables(self) -> None:
        """Keep the number of table changes up to date from now on."""
        if not self.watch_tables:
            held = self.snapshot()
            self.restore([])
            self.watch_tables = True
            self.restore(held)

    def snapshot(self) -> list[tuple[int, int, tuple[int, ...], int]]:
        """Return (meeting, slot, people, table) of everything held."""
        return [(m, self.slot[m], self.people[m], self.table[m]) for m in range(len(self.slot)) if self.slot[m] >= 0]

    def restore(self, snapshot: list[tuple[int, int, tuple[int, ...], int]]) -> None:
        """Make the board hold exactly what a snapshot of a valid schedule says."""
        wanted = {meeting: place for meeting, *place in snapshot}
        for meeting in range(len(self.slot)):
            if self.slot[meeting] >= 0 and wanted.get(meeting) != [
                self.slot[meeting],
                self.people[meeting],
                self.table[meeting],
            ]:
                self._take(meeting)
        for meeting, slot, people, table in snapshot:
            if self.slot[meeting] == NOWHERE:
                self._put(meeting, slot, people, table)
        self._balance()
        self.forget()

    def _balance(self) -> None:
        """Measure everybody's breaks against the fewest that anybody has."""
        if self.spread != UNLIMITED and self.busy:
            breaks = [self.day_figures(busy)[0] for busy in self.busy]
            self.fewest_breaks = min(breaks)
            self.uneven = sum(self._off_balance(count) for count in breaks)

    def _table_for(self, meeting: int, slot: int, people: tuple[int, ...]) -> int:
        """Return a free table for the meeting, made free by moving others if need be, or `NOWHERE`."""
        index, free = self.index, self.free_tables[slot]
        suitable = free & index.seats[meeting]
        before = index.previous[meeting]
        if (
            before is not None
            and before.slot == slot
            and before.people == people
            and self.may_sit(meeting, slot, before.table)
        ):
            return before.table
        if suitable:
            near = self._tables_near(slot, people) if self.watch_tables else 0
            pick = suitable & near or suitable & index.common_tables or suitable
            return (pick & -pick).bit_length() - 1
        if not free or index.seats[meeting] == index.every_table:
            return NOWHERE
        return self._make_room(meeting, slot)

    def _tables_near(self, slot: int, people: tuple[int, ...]) -> int:
        """Return the tables at which these people sit next before and after in the session."""
        near = 0
        for person in people:
            for slots in self.index.slots_around(slot):
                table = self.next_table(person, slots)
                near |= 0 if table == NOWHERE else 1 << table
        return near

    def _make_room(self, meeting: int, slot: int) -> int:
        """Free a table for the meeting along a shortest augmenting path (Kuhn 1955), or return `NOWHERE`."""
        index, free, sitting = self.index, self.free_tables[slot], self.sitting[slot]
        seen = index.seats[meeting] & index.open_tables[slot]
        queue = list(bits(seen))
        wanted_by = dict.fromkeys(queue, NOWHERE)
        for table in queue:
            suitable = index.seats[sitting[table]] & free
            if suitable:
                return self._shift(slot, table, (suitable & -suitable).bit_length() - 1, wanted_by)
            fresh = index.seats[sitting[table]] & index.open_tables[slot] & ~seen
            seen |= fresh
            for other in bits(fresh):
                wanted_by[other] = table
                queue.append(other)
        return NOWHERE

    def _shift(self, slot: int, table: int, target: int, wanted_by: dict[int, int]) -> int:
        """Move each sitter on the path one table on, and return the table that becomes free at its beginning."""
        while True:
            self.reseat(self.sitting[slot][table], target)
            if wanted_by[table] == NOWHERE:
                return table
            table, target = wanted_by[table], table

    def _put(self, meeting: int, slot: int, people: tuple[int, ...], table: int) -> None:
        self.journal.append((meeting, NOWHERE, (), NOWHERE))
        self.slot[meeting], self.people[meeting], self.table[meeting] = slot, people, table
        if table != NOWHERE:
            self.free_tables[slot] ^= 1 << table
            self.sitting[slot][table] = meeting
        for person in people:
            self.at[person][slot] = meeting
            self._use(person, slot, table, 1)
        self._count(meeting, 1)

    def _take(self, meeting: int) -> None:
        slot, people, table = self.slot[meeting], self.people[meeting], self.table[meeting]
        self.journal.append((meeting, slot, people, table))
        self._count(meeting, -1)
        self.slot[meeting], self.people[meeting], self.table[meeting] = NOWHERE, (), NOWHERE
        if table != NOWHERE:
            self.free_tables[slot] ^= 1 << table
            del self.sitting[slot][table]
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
